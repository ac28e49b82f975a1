import type { Board } from '../boards/domain/index.js';
import { localized } from '../kernel/localized.js';
import type { Exchange } from '../platform/web/exchange.js';
import { ballotResult, type ResultModel } from './ballot.page.js';
import { shownRoomCode, type RoomState } from './domain/index.js';
import { noteList, type SectionModel } from './note-list.js';
import { currentStep, stepPlace, stepTitle, timerWords, type TimerWords } from './page-words.js';
import { qrPath } from '../platform/web/qr.js';
import { ring, type RingModel } from './ring.js';
import { roomShell, type RoomShell } from './room-shell.js';

/** Notes that fit a projector. */
const WALL = 6;

export interface ScreenPage {
  shell: RoomShell;
  where: string;
  title: string;
  topic: string | null;
  timer: TimerWords | null;
  ring: RingModel;
  qr: { path: string; edge: number; label: string };
  enter: string;
  address: string;
  code: string;
  wall: { section: SectionModel; notes: SectionModel['stacks'][number]['notes'] } | null;
  parts: { title: string; count: number; countText: string; current: boolean }[];
  result: ResultModel | null;
  message: { title: string; list: string[] } | null;
  sideLabel: string;
}

/** What everybody sees on the wall: no controls, no names of who has not spoken. */
export function screenPage(x: Exchange, state: RoomState, board: Board | null, timeZone: string): ScreenPage {
  const { t } = x;
  const { roundtable } = state;
  const step = currentStep(state);
  const sections = board ? noteList(t, board).sections : [];
  const fullest = sections.toSorted((a, b) => b.count - a.count)[0] ?? null;
  const ballot = state.ballots.find(({ id }) => id === step?.ballotId) ?? null;
  const result = ballot && ballotResult(t, roundtable.id, ballot);
  return {
    shell: roomShell(x, state, 'screen', timeZone),
    where: `${localized(roundtable.title, t.locale)} · ${stepPlace(t, state)}`,
    title: stepTitle(t, state),
    topic: state.topic && step?.board?.kind === 'sheet' ? t('roundtables.topic', { title: state.topic.title }) : null,
    timer: state.step ? timerWords(t, state.step.timer, state.serverNow) : null,
    ring: ring(
      t,
      state.people.length,
      state.floor.speaking.map(({ person }) => state.people.findIndex(({ id }) => id === person)),
    ),
    qr: qrModel(roundtable.joinUrl, t('roundtables.join.qr')),
    enter: t('roundtables.screen.enter'),
    address: new URL(roundtable.joinUrl).host,
    code: shownRoomCode(roundtable.code),
    wall: fullest
      ? {
          section: fullest,
          notes: fullest.stacks.flatMap(({ title, notes }) => (title === null ? notes : notes.slice(0, 1))).slice(0, WALL),
        }
      : null,
    parts: sections.map((section) => ({
      title: section.title,
      count: section.count,
      countText: section.countText,
      current: section.key === fullest?.key,
    })),
    result,
    message: fullest || result ? null : messageOf(x, state, ballot),
    sideLabel: t('roundtables.screen.side'),
  };
}

function qrModel(url: string, label: string): ScreenPage['qr'] {
  const { path, size } = qrPath(url);
  return { path, edge: size + 2, label };
}

function messageOf(x: Exchange, state: RoomState, ballot: RoomState['ballots'][number] | null): ScreenPage['message'] {
  const { t } = x;
  const step = currentStep(state);
  if (ballot)
    return {
      title: ballot.question,
      list: [
        ...ballot.options.map(({ title }) => title),
        t('roundtables.ballot.turnout', { votes: ballot.votes, electorate: ballot.electorate, quorum: ballot.quorum }),
      ],
    };
  if (step?.kind === 'presentation')
    return { title: t('roundtables.tab.proposals'), list: state.proposals.map(({ number, title }) => `${number} ${title}`) };
  if (step?.kind === 'questions')
    return {
      title: t('roundtables.questions.title'),
      list: state.questions
        .filter((question) => question.state === 'open')
        .slice(0, WALL)
        .map(({ text }) => text),
    };
  return {
    title: t(`roundtables.task.${step ? step.kind : state.roundtable.state}`, {
      when: t.date(state.roundtable.startsAt, 'moment'),
    }),
    list: [],
  };
}
