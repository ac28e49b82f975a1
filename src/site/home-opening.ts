import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { LinkModel, SeatsModel } from '../platform/web/components.js';
import { link } from '../platform/web/reply.js';
import { daysPerSeat, seats, type Term } from '../platform/web/seats.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessRow, StageRow } from '../process/index.js';
import { newProposalPath, proposalsPath } from '../proposals/domain/index.js';
import { invitationOf, termOf, type InvitationKind, type StageTerm } from './domain/index.js';

/** How the home page begins: the stage, the one thing to do, and the table with the days of the stage as its seats. */
export interface Opening {
  stage: { text: string; isOpen: boolean } | null;
  process: LinkModel;
  headline: string;
  lead: string;
  action: LinkModel;
  note: string | null;
  /** What else is possible now. */
  also: LinkModel[];
  table: { seats: SeatsModel; unit: string; when: string } | null;
}

interface Now {
  process: ProcessRow;
  today: string;
  stages: StageRow[];
}

/** Where each invitation leads. */
const PATHS: Record<InvitationKind, (process: string) => string> = {
  propose: newProposalPath,
  meet: (process) => processPath(process, 'roundtables'),
  comment: (process) => processPath(process, 'drafts'),
  publish: (process) => processPath(process, 'plan'),
  report: (process) => processPath(process, 'plan'),
  review: proposalsPath,
  wait: processPath,
  over: (process) => processPath(process, 'plan'),
};

/** Where a visitor takes a seat. */
const TAKES_PART: ReadonlySet<InvitationKind> = new Set(['propose', 'meet', 'comment']);

export function opening(t: Translate, { process, stages, today }: Now): Opening {
  const { kind, stage, also } = invitationOf(stages);
  const name = stage ? localized(stage.name, t.locale) : '';
  const isOpen = kind !== 'wait' && kind !== 'over';
  const way = (each: InvitationKind) => link(t(`site.home.${each}.action`), PATHS[each](process.slug));
  return {
    stage:
      stage && kind !== 'over'
        ? { text: t(isOpen ? 'site.home.stage.now' : 'site.home.stage.next', { stage: name }), isOpen }
        : null,
    process: link(localized(process.name, t.locale), processPath(process.slug)),
    headline: t(`site.home.${kind}.headline`, { stage: name }),
    lead: t(`site.home.${kind}.lead`),
    action: way(kind),
    note: kind === 'propose' ? t('site.home.propose.note') : null,
    also: [...(kind === 'meet' ? [link(t('site.home.meet.code'), '/join')] : []), ...also.map(way)],
    table: stage ? table(t, kind, stage, name, today) : null,
  };
}

function table(t: Translate, kind: InvitationKind, stage: StageRow, name: string, today: string) {
  const term = termOf(stage, today);
  const when = t(`site.home.term.${term.situation}`, {
    date: t.date(
      term.situation === 'waiting' || term.situation === 'late' || term.situation === 'early' ? stage.startsOn : stage.endsOn,
      'day',
    ),
  });
  const picture = seats(drawn(term), {
    label: t('site.home.term.label', { stage: name, days: term.days, gone: term.gone, when }),
    ...inside(t, kind, term),
    place: TAKES_PART.has(kind) ? t('site.home.your-place') : null,
  });
  return { seats: picture, unit: t(`site.home.seat.${daysPerSeat(term.days)}`), when };
}

/** A stage that went on past its last day is still at its last seat. */
const drawn = ({ situation, days, gone }: StageTerm): Term =>
  situation === 'extended'
    ? { days, gone: days - 1, running: true }
    : { days, gone, running: situation === 'running' || situation === 'last-day' };

/** The number in the middle of the table, and its word: days that are left where days count, else the days that were planned. */
function inside(t: Translate, kind: InvitationKind, { situation, days, left }: StageTerm): { number: string; word: string } {
  if (situation === 'last-day') return { number: t.number(1), word: t('site.home.days.last') };
  if (situation === 'waiting') return { number: t.number(left), word: t('site.home.days.until', { count: left }) };
  if (situation === 'running') return { number: t.number(left), word: t(`site.home.${kind}.days`, { count: left }) };
  return { number: t.number(days), word: t('site.home.days.planned', { count: days }) };
}
