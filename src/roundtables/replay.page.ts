import type { Board, EventType } from '../boards/index.js';
import { localized } from '../kernel/localized.js';
import type { Exchange } from '../platform/web/exchange.js';
import { roundtablePath } from './domain/index.js';
import { noteList, type NoteListModel } from './note-list.js';
import type { RoundtableRow } from './roundtables.queries.js';

/** One entry of the board's log, without what it said. */
export interface Moment {
  readonly seq: number;
  readonly at: Date;
  readonly type: EventType;
}

/** What somebody looks for who goes back through a sitting. */
const LANDMARKS: readonly EventType[] = [
  'board.opened',
  'board.unlocked',
  'board.private-writing-started',
  'board.revealed',
  'board.everybody-brought',
  'board.locked',
];

/** Times as fast as it was. */
const SPEEDS = [1, 10, 60] as const;

interface Link {
  text: string;
  href: string;
}

/** A board at a moment of its sitting, and the way to every other. */
export interface ReplayPage {
  title: string;
  lead: string;
  back: Link;
  form: {
    action: string;
    label: string;
    at: number;
    last: number;
    submit: string;
    /** Where the time of each entry is read from, for playing. */
    times: string;
    play: string;
    pause: string;
    speedLabel: string;
    speeds: { value: string; text: string }[];
  };
  now: string;
  steps: Link[];
  landmarksTitle: string;
  landmarks: { text: string; href: string; isHere: boolean }[];
  list: NoteListModel;
}

export function replayPage(
  x: Exchange,
  table: RoundtableRow,
  { slug, kind, title }: { slug: string; kind: string; title: string },
  moments: readonly Moment[],
  board: Board,
): ReplayPage {
  const { t } = x;
  const path = roundtablePath(slug, table.slug, 'boards', kind);
  const last = moments.at(-1)?.seq ?? 0;
  const to = (seq: number): string => `${path}/replay?at=${seq}`;
  const moment = moments.find(({ seq }) => seq === board.seq) ?? moments[0];
  const time = moment ? t.date(moment.at, 'second') : '';
  const step = (key: string, seq: number): Link => ({ text: t(`roundtables.replay.${key}`), href: to(seq) });
  return {
    title: t('roundtables.replay.title', { board: title }),
    lead: t('roundtables.replay.lead', { table: localized(table.title, x.locale) }),
    back: { text: title, href: path },
    form: {
      action: `${path}/replay`,
      label: t('roundtables.replay.at', { last }),
      at: board.seq,
      last,
      submit: t('roundtables.replay.show'),
      times: `${path}/replay.json`,
      play: t('roundtables.replay.play'),
      pause: t('roundtables.replay.pause'),
      speedLabel: t('roundtables.replay.speed'),
      speeds: SPEEDS.map((speed) => ({ value: String(speed), text: t('roundtables.replay.times', { speed }) })),
    },
    now: t('roundtables.replay.now', { time, at: board.seq, last }),
    steps: [
      ...(board.seq > 1 ? [step('first', 1), step('back', board.seq - 1)] : []),
      ...(board.seq < last ? [step('next', board.seq + 1), step('last', last)] : []),
    ],
    landmarksTitle: t('roundtables.replay.landmarks'),
    landmarks: moments
      .filter(({ type }) => LANDMARKS.includes(type))
      .map(({ seq, at, type }) => ({
        text: t('roundtables.replay.landmark', { time: t.date(at, 'time'), what: t(`roundtables.replay.what.${type.slice(6)}`) }),
        href: to(seq),
        isHere: seq === board.seq,
      })),
    list: noteList(t, board),
  };
}
