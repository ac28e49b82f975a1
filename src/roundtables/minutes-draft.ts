import { boardRows, readingOrder, type Board, type Stack } from '../boards/index.js';
import { localized } from '../kernel/localized.js';
import type { Sector } from '../participants/domain/index.js';
import type { Translate } from '../platform/i18n/translate.js';
import { ballotResult, ballotRules } from './ballot.page.js';
import type { MinutesTexts, RoomState } from './domain/index.js';
import { titleIn } from './note-list.js';

/** What a sitting left, as everybody may see it. */
export interface SittingRecord {
  readonly state: RoomState;
  readonly attendance: readonly { readonly sector: Sector; readonly people: number }[];
  readonly situation: Board | null;
  readonly sheet: Board | null;
}

/** Stacks of a section that are written out; the rest is counted. */
const WRITTEN_OUT = 12;

/** A first text of the minutes, from the record alone: for people to edit. One line for each thing that was said or done. */
export function draftMinutes(t: Translate, { state, attendance, situation, sheet }: SittingRecord): MinutesTexts {
  return {
    sitting: sittingText(t, state),
    people: peopleText(t, attendance),
    course: lines(
      state.agenda
        .filter(({ startedAt }) => startedAt !== null)
        .map((step) =>
          t('roundtables.minutes.step', { time: t.date(step.startedAt ?? '', 'time'), title: localized(step.title, t.locale) }),
        ),
    ),
    questions: lines(
      state.questions.map((question) =>
        [
          t('roundtables.minutes.question', {
            text: question.text,
            name: question.by.name,
            sector: t(`roundtables.sector.${question.by.sector}`),
          }),
          question.answer ?? t(`roundtables.minutes.${question.state === 'answered' ? 'answered' : 'unanswered'}`),
        ].join('\n'),
      ),
    ),
    situation: situation ? boardText(t, situation) : '',
    choice: lines(
      state.ballots.map((ballot) => {
        const result = ballotResult(t, state.roundtable.id, ballot);
        return [
          ballot.question,
          ...ballotRules(t, ballot).map(({ text }) => text),
          ...(result ? [`${result.title}. ${result.summary}`] : []),
        ].join('\n');
      }),
    ),
    commitment: lines([
      ...(state.topic ? [t('roundtables.minutes.topic', { title: state.topic.title })] : []),
      ...(sheet ? [boardText(t, sheet)] : []),
    ]),
    agreements: lines(
      [situation, sheet].flatMap((board) =>
        board
          ? boardRows(board)
              .filter(({ kind, text }) => kind === 'agreement' && text !== '')
              .map(({ text }) => `- ${text}`)
          : [],
      ),
    ),
  };
}

const lines = (parts: readonly string[]): string => parts.filter(Boolean).join('\n\n');

function sittingText(t: Translate, { roundtable }: RoomState): string {
  const { title, theme, openedAt, closedAt, startsAt, endsAt, conductor } = roundtable;
  return [
    localized(title, t.locale),
    t('roundtables.minutes.theme', { theme: localized(theme, t.locale) }),
    t('roundtables.minutes.when', {
      from: t.date(openedAt ?? startsAt, 'moment'),
      to: t.date(closedAt ?? endsAt, 'time'),
    }),
    ...(conductor ? [t('roundtables.minutes.conductor', { name: conductor.name })] : []),
  ].join('\n');
}

const peopleText = (t: Translate, attendance: SittingRecord['attendance']): string =>
  [
    t('roundtables.minutes.people', { count: attendance.reduce((sum, { people }) => sum + people, 0) }),
    ...attendance.map(({ sector, people }) => `- ${t(`roundtables.sector.${sector}`)}: ${t.number(people)}`),
  ].join('\n');

/** Section by section, what has most support first. */
function boardText(t: Translate, board: Board): string {
  const dots = (stack: Stack): number => stack.notes.reduce((sum, note) => sum + note.dots.total, 0);
  return lines(
    readingOrder(board)
      .filter(({ count }) => count > 0)
      .map(({ section, stacks, count }) => {
        const shown = stacks.filter(({ head }) => !head.hidden && !head.veiled).toSorted((a, b) => dots(b) - dots(a));
        const rest = shown.length - WRITTEN_OUT;
        return [
          t('roundtables.minutes.section', { title: section ? titleIn(t, section.title) : t('roundtables.board.inbox'), count }),
          ...shown.slice(0, WRITTEN_OUT).map((stack) => `- ${stackText(t, stack, dots(stack))}`),
          ...(rest > 0 ? [`- ${t('roundtables.minutes.more', { count: rest })}`] : []),
        ].join('\n');
      }),
  );
}

function stackText(t: Translate, { title, head, notes }: Stack, dots: number): string {
  const words = [title ?? head.text, head.milestone?.output, head.milestone?.when, head.milestone?.who]
    .filter(Boolean)
    .join(' · ');
  const about = [
    ...(notes.length > 1 ? [t('roundtables.board.notes', { count: notes.length })] : []),
    ...(dots > 0 ? [t('roundtables.board.dots', { count: dots })] : []),
  ];
  return about.length > 0 ? `${words.replaceAll('\n', ' ')} (${about.join(', ')})` : words.replaceAll('\n', ' ');
}
