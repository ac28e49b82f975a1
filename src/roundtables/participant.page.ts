import type { Board } from '../boards/domain/index.js';
import { localized } from '../kernel/localized.js';
import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { ballotPaper, ballotRules, ballotResult, type BallotPaperModel, type ResultModel } from './ballot.page.js';
import { QUESTION_MAX, roomPath, type RoomMe, type RoomSnapshot, type RoomState } from './domain/index.js';
import { noteList, type NoteListModel } from './note-list.js';
import { currentStep, sectorText, stepPlace, stepStates, stepTitle, timerWords, type TimerWords } from './page-words.js';
import { proposalModels, type TableProposalModel } from './table-proposals.js';
import { act, refusalText, roomForm, type ActModel, type Shown } from './room-forms.js';
import { roomShell, type RoomShell } from './room-shell.js';

export interface QuestionModel {
  text: string;
  who: string;
  answer: string | null;
  support: ActModel | null;
}

export interface ParticipantPage {
  shell: RoomShell;
  where: string;
  title: string;
  timer: TimerWords | null;
  pips: { state: string; text: string; current: boolean }[];
  refused: string | null;
  task: { title: string; topic: string | null };
  tabs: { text: string; href: string; icon: string; badge: string | null }[];
  tabsLabel: string;
  hand: { text: string; form: ActModel } | null;
  board: {
    list: NoteListModel;
    jumpLabel: string;
    compose: FormModel | null;
    composeTitle: string;
    signed: string;
    lockedText: string | null;
  } | null;
  paper: BallotPaperModel | null;
  declared: { question: string; rules: { icon: string; text: string }[]; options: string[]; waiting: string } | null;
  result: ResultModel | null;
  proposals: TableProposalModel[];
  questions: { title: string; count: string; list: QuestionModel[]; ask: FormModel | null; empty: string | null };
  foot: {
    state: string;
    refresh: string;
    refreshHref: string;
    write: string | null;
    raise: ActModel | null;
    leave: ActModel | null;
  };
}

/** One task at a time: what is happening, and what this person can do now. */
export function participantPage(
  x: Exchange,
  { state, me }: RoomSnapshot,
  board: Board | null,
  shown: Shown,
  timeZone: string,
): ParticipantPage {
  const { t } = x;
  const id = state.roundtable.id;
  const step = currentStep(state);
  const isOpen = state.roundtable.state === 'open';
  const takesPart = isOpen && me.attendanceId !== null;
  const ballot = step?.kind === 'ballot' ? (state.ballots.find((each) => each.id === step.ballotId) ?? null) : null;
  const open = state.questions.filter((question) => question.state === 'open').length;
  const questions = questionsModel(x, state, me, takesPart, shown);
  return {
    shell: roomShell(x, state, 'participant', timeZone),
    where: stepPlace(t, state),
    title: stepTitle(t, state),
    timer: state.step ? timerWords(t, state.step.timer, state.serverNow) : null,
    pips: stepStates(state).map(({ step: each, state: at }) => ({
      state: at,
      current: at === 'now',
      text: t(`roundtables.step.${at}`, { title: localized(each.title, t.locale) }),
    })),
    refused: refusalText(x, shown),
    task: {
      title: taskText(x, state, board),
      topic: state.topic && step?.board?.kind === 'sheet' ? t('roundtables.topic', { title: state.topic.title }) : null,
    },
    tabs: [
      ...(board ? [{ text: t('roundtables.tab.list'), href: '#lista', icon: 'list', badge: null }] : []),
      ...(step?.kind === 'presentation'
        ? [
            {
              text: t('roundtables.tab.proposals'),
              href: '#propuestas',
              icon: 'megaphone',
              badge: String(state.proposals.length),
            },
          ]
        : []),
      { text: t('roundtables.tab.questions'), href: '#preguntas', icon: 'circle-help', badge: open > 0 ? String(open) : null },
    ],
    tabsLabel: t('roundtables.tab.label'),
    hand: takesPart ? handLine(x, state, me) : null,
    board: board ? boardModel(x, id, board, me, takesPart, shown) : null,
    paper: ballot?.state === 'open' && takesPart ? ballotPaper(x, id, ballot, me, shown) : null,
    declared:
      ballot?.state === 'declared'
        ? {
            question: ballot.question,
            rules: ballotRules(t, ballot),
            options: ballot.options.map(({ title }) => title),
            waiting: t('roundtables.ballot.not-open-yet'),
          }
        : null,
    result: ballot ? ballotResult(t, id, ballot) : null,
    proposals: step?.kind === 'presentation' || step?.kind === 'welcome' || !step ? proposalModels(t, state.proposals) : [],
    questions,
    foot: {
      state: t('roundtables.room.as-of', { time: t.date(state.serverNow, 'time') }),
      refresh: t('roundtables.room.refresh'),
      refreshHref: roomPath(id),
      write: board && takesPart && !board.locked ? t('roundtables.note.write') : null,
      raise:
        takesPart && me.turnId === null
          ? act(x, roomPath(id, 'hand'), t('roundtables.hand.raise'), { icon: 'hand', look: 'act' })
          : null,
      leave: me.attendanceId ? act(x, roomPath(id, 'departure'), t('roundtables.room.leave'), { look: 'act bare' }) : null,
    },
  };
}

/** One sentence: what to do now. */
function taskText(x: Exchange, state: RoomState, board: Board | null): string {
  const step = currentStep(state);
  if (!step) return x.t(`roundtables.task.${state.roundtable.state}`, { when: x.t.date(state.roundtable.startsAt, 'moment') });
  if (board?.locked) return x.t('roundtables.task.board-locked');
  if (board?.writing === 'private') return x.t('roundtables.task.board-private');
  return x.t(`roundtables.task.${step.board ? `board-${step.board.kind}` : step.kind}`);
}

function handLine(x: Exchange, { floor, roundtable }: RoomState, me: RoomMe): ParticipantPage['hand'] {
  if (me.turnId === null) return null;
  const place = floor.waiting.findIndex(({ id }) => id === me.turnId);
  const text = place < 0 ? x.t('roundtables.hand.speaking') : x.t('roundtables.hand.place', { place: place + 1 });
  return {
    text,
    form: act(
      x,
      roomPath(roundtable.id, 'hand', 'lowering'),
      x.t(place < 0 ? 'roundtables.hand.done' : 'roundtables.hand.lower'),
      { look: 'act bare' },
    ),
  };
}

function boardModel(
  x: Exchange,
  id: string,
  board: Board,
  me: RoomMe,
  takesPart: boolean,
  shown: Shown,
): ParticipantPage['board'] {
  const { t } = x;
  const list = noteList(t, board);
  const sections = list.sections.filter(({ key }) => key !== 'inbox');
  const hasMilestones = Object.values(board.sections).some(({ holds }) => holds === 'milestones');
  const optional = { required: false } as const;
  const fields = [
    {
      name: 'kind',
      kind: 'radios' as const,
      label: 'roundtables.note.kind',
      options: (['idea', 'question', 'concern', 'agreement', 'evidence'] as const).map((kind) => ({
        value: kind,
        text: t(`roundtables.kind.${kind}`),
      })),
    },
    {
      name: 'section',
      kind: 'select' as const,
      label: 'roundtables.note.section',
      options: sections.map(({ key, title, guidance }) => ({ value: key, text: guidance ? `${title}: ${guidance}` : title })),
    },
    { name: 'text', kind: 'textarea' as const, label: 'roundtables.note.text', rows: 4, maxlength: 2000 },
    ...(hasMilestones
      ? [
          {
            name: 'when',
            kind: 'text' as const,
            label: 'roundtables.note.when',
            hint: 'roundtables.note.milestone-hint',
            maxlength: 500,
            ...optional,
          },
          { name: 'who', kind: 'text' as const, label: 'roundtables.note.who', maxlength: 500, ...optional },
        ]
      : []),
  ];
  return {
    list,
    jumpLabel: t('roundtables.board.jump'),
    compose:
      takesPart && !board.locked
        ? roomForm(
            x,
            'note',
            shown,
            { action: roomPath(id, 'notes'), submit: 'roundtables.note.submit', fields },
            { kind: 'idea', section: sections[0]?.key ?? '' },
          )
        : null,
    composeTitle: t('roundtables.note.title'),
    signed: t('roundtables.note.signed', { name: me.name }),
    lockedText: board.locked ? t('roundtables.board.locked') : null,
  };
}

function questionsModel(
  x: Exchange,
  state: RoomState,
  me: RoomMe,
  takesPart: boolean,
  shown: Shown,
): ParticipantPage['questions'] {
  const { t } = x;
  const id = state.roundtable.id;
  const questions = state.questions.filter((question) => question.state !== 'hidden');
  return {
    title: t('roundtables.questions.title'),
    count: t('roundtables.questions.open', { count: questions.filter((question) => question.state === 'open').length }),
    list: questions.map((question) => {
      const supported = me.supported.includes(question.id);
      return {
        text: question.text,
        who: t('roundtables.questions.who', {
          name: question.by.name,
          sector: sectorText(t, question.by.sector),
          count: question.supports,
        }),
        answer:
          question.state === 'answered'
            ? (question.answer ??
              t('roundtables.questions.answered-aloud', { time: t.date(question.answeredAt ?? question.askedAt, 'time') }))
            : null,
        support:
          takesPart && question.state === 'open'
            ? act(
                x,
                roomPath(id, 'questions', question.id, 'support', ...(supported ? ['removal'] : [])),
                t(supported ? 'roundtables.questions.unsupport' : 'roundtables.questions.support'),
                {
                  icon: supported ? 'check' : 'plus',
                  about: question.text,
                },
              )
            : null,
      };
    }),
    ask: takesPart
      ? roomForm(x, 'question', shown, {
          action: roomPath(id, 'questions'),
          submit: 'roundtables.questions.submit',
          fields: [{ name: 'text', kind: 'textarea', label: 'roundtables.questions.ask', rows: 3, maxlength: QUESTION_MAX }],
        })
      : null,
    empty: questions.length === 0 ? t('roundtables.questions.empty') : null,
  };
}
