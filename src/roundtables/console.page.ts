import type { Board } from '../boards/domain/index.js';
import { localized } from '../kernel/localized.js';
import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec } from '../platform/web/forms.js';
import { SECTORS } from '../participants/domain/index.js';
import { ballotDesk, type BallotDesk } from './ballot-desk.page.js';
import { BALLOT_LIMITS, plannedStarts, PERSON_NAME_MAX, roomPath, type RoomSnapshot, type RoomState } from './domain/index.js';
import { noteList, type SectionModel } from './note-list.js';
import {
  currentStep,
  initials,
  sectorText,
  stepPlace,
  stepStates,
  stepTitle,
  timerWords,
  type TimerWords,
} from './page-words.js';
import { act, refusalText, roomForm, type ActModel, type Shown } from './room-forms.js';
import { roomShell, type RoomShell } from './room-shell.js';

interface PersonModel {
  /** Place in the queue; '' where there is none. */
  place: string;
  initials: string;
  name: string;
  sector: string;
  about: string;
  acts: ActModel[];
}

export interface ConsolePage {
  shell: RoomShell;
  title: string;
  about: string;
  refused: string | null;
  status: string;
  conducts: string;
  conduct: ActModel | null;
  screen: { text: string; href: string };
  agendaTitle: string;
  plan: { isDone: boolean; state: string; stateText: string; title: string; about: string; when: string; current: boolean }[];
  edit: { text: string; href: string };
  steer: {
    place: string;
    title: string;
    timer: TimerWords | null;
    acts: ActModel[];
    knobs: { title: string; state: string; acts: ActModel[] }[];
    dots: FormModel | null;
  };
  ballot: BallotDesk | null;
  board: { title: string; sections: SectionModel[]; href: string; open: string } | null;
  floorTitle: string;
  speaking: PersonModel[];
  waiting: PersonModel[];
  floorEmpty: string | null;
  questionsTitle: string;
  questions: {
    text: string;
    who: string;
    state: string | null;
    acts: ActModel[];
    answer: FormModel | null;
    hide: FormModel | null;
    answerText: string;
    hideText: string;
  }[];
  questionsEmpty: string | null;
  peopleTitle: string;
  sectors: { sector: string; text: string; count: number }[];
  peopleText: string;
  people: PersonModel[];
  seatTitle: string;
  seat: FormModel | null;
  dock: { back: ActModel | null; hint: string; go: ActModel | null };
}

export interface ConsoleParts {
  /** The board of the step, as those who record may see it. */
  readonly board: Board | null;
  /** Board 1, where a ballot's options come from; null but on the ballot step. */
  readonly situation: Board | null;
  readonly editHref: string;
  readonly timeZone: string;
}

/** The whole sitting for whoever runs it: plan, table, people. */
export function consolePage(x: Exchange, { state, me }: RoomSnapshot, parts: ConsoleParts, shown: Shown): ConsolePage {
  const { t } = x;
  const { roundtable, people } = state;
  const to = (...rest: string[]): string => roomPath(roundtable.id, ...rest);
  const isOpen = roundtable.state === 'open';
  const seated = people.filter(({ banned }) => !banned);
  const open = state.questions.filter((question) => question.state === 'open');
  return {
    shell: roomShell(x, state, 'console', parts.timeZone),
    title: localized(roundtable.title, t.locale),
    about: t('roundtables.console.about', { day: t.date(roundtable.startsAt, 'day') }),
    refused: refusalText(x, shown),
    status: t('roundtables.console.people', { count: seated.length }),
    conducts: roundtable.conductor
      ? t('roundtables.console.conducts', { name: roundtable.conductor.name })
      : t(`roundtables.state.${roundtable.state}`),
    conduct:
      isOpen && roundtable.conductor?.id !== x.actor.id ? act(x, to('conductor'), t('roundtables.console.take-over')) : null,
    screen: { text: t('roundtables.console.screen'), href: to('screen') },
    agendaTitle: t('roundtables.agenda.title'),
    plan: planModel(x, state),
    edit: { text: t('roundtables.console.edit'), href: parts.editHref },
    steer: {
      place: stepPlace(t, state),
      title: stepTitle(t, state),
      timer: state.step ? timerWords(t, state.step.timer, state.serverNow) : null,
      acts: state.step ? timerActs(x, state) : [],
      knobs: parts.board ? knobs(x, to('board'), parts.board) : [],
      dots: parts.board
        ? roomForm(
            x,
            'dots',
            shown,
            {
              action: to('board'),
              submit: 'roundtables.console.set-dots',
              fields: [
                { name: 't', kind: 'hidden', label: 'roundtables.console.dots' },
                { name: 'budget', kind: 'number', label: 'roundtables.console.dots', inputmode: 'numeric' },
              ],
            },
            { t: 'board.dots-budget', budget: parts.board.dotsBudget },
          )
        : null,
    },
    ballot: currentStep(state)?.kind === 'ballot' ? ballotDesk(x, state, parts.situation, shown) : null,
    board: parts.board
      ? {
          title: t('roundtables.console.board', { count: noteList(t, parts.board).count }),
          sections: noteList(t, parts.board).sections,
          href: to(),
          open: t('roundtables.console.open-board'),
        }
      : null,
    floorTitle: t('roundtables.floor.title'),
    speaking: state.floor.speaking.map((turn) => ({
      ...face(turn.name, turn.sector),
      about: t('roundtables.floor.since', { time: t.date(turn.givenAt ?? turn.raisedAt, 'time') }),
      acts: [act(x, to('turns', turn.id, 'end'), t('roundtables.floor.done'), { about: turn.name })],
    })),
    waiting: state.floor.waiting.map((turn, index) => ({
      ...face(turn.name, turn.sector, String(index + 1)),
      about: sectorText(t, turn.sector),
      acts: [
        act(x, to('turns', turn.id, 'giving'), t('roundtables.floor.give'), {
          look: index === 0 ? 'act main' : 'act',
          about: turn.name,
        }),
        act(x, to('turns', turn.id, 'end'), t('roundtables.floor.remove'), { look: 'act bare', about: turn.name }),
      ],
    })),
    floorEmpty: state.floor.speaking.length + state.floor.waiting.length === 0 ? t('roundtables.floor.empty') : null,
    questionsTitle: t('roundtables.questions.to-answer', { count: open.length }),
    questions: state.questions.map((question) => ({
      text: question.text,
      who: t('roundtables.questions.who', {
        name: question.by.name,
        sector: sectorText(t, question.by.sector),
        count: question.supports,
      }),
      state:
        question.state === 'open'
          ? null
          : question.state === 'hidden'
            ? t('roundtables.questions.hidden', { reason: question.hiddenReason ?? '' })
            : (question.answer ?? t('roundtables.questions.answered')),
      acts: !isOpen
        ? []
        : question.state === 'open'
          ? [
              act(x, to('questions', question.id, 'answer'), t('roundtables.questions.mark-answered'), {
                icon: 'check',
                about: question.text,
              }),
            ]
          : [
              act(x, to('questions', question.id, 'reopening'), t('roundtables.questions.reopen'), {
                look: 'act bare',
                about: question.text,
              }),
            ],
      answer:
        isOpen && question.state !== 'hidden'
          ? textForm(
              x,
              `answer-${question.id}`,
              to('questions', question.id, 'answer'),
              'answer',
              'roundtables.questions.answer',
              'roundtables.questions.save-answer',
              shown,
            )
          : null,
      hide:
        isOpen && question.state !== 'hidden'
          ? textForm(
              x,
              `hide-${question.id}`,
              to('questions', question.id, 'hiding'),
              'reason',
              'roundtables.questions.reason',
              'roundtables.questions.hide',
              shown,
            )
          : null,
      answerText: t('roundtables.questions.write-answer'),
      hideText: t('roundtables.questions.hide'),
    })),
    questionsEmpty: state.questions.length === 0 ? t('roundtables.questions.empty') : null,
    peopleTitle: t('roundtables.people.title'),
    sectors: SECTORS.map((sector) => ({
      sector,
      text: sectorText(t, sector),
      count: seated.filter((person) => person.sector === sector).length,
    })),
    peopleText: t('roundtables.people.all', { count: seated.length }),
    people: people.map((person) => ({
      ...face(person.name, person.sector),
      about: [
        sectorText(t, person.sector),
        person.organisation,
        person.presence === 'online' ? null : t(`roundtables.presence.${person.presence}`),
        ...person.needs.map((need) => t(`roundtables.need.${need}`)),
        person.banned ? t('roundtables.people.banned') : null,
      ]
        .filter(Boolean)
        .join(' · '),
      acts:
        isOpen && !person.banned && person.id !== me.attendanceId
          ? [act(x, to('people', person.id, 'ban'), t('roundtables.people.ban'), { look: 'act bare', about: person.name })]
          : [],
    })),
    seatTitle: t('roundtables.people.seat'),
    seat: isOpen
      ? roomForm(
          x,
          'seat',
          shown,
          { action: to('people'), submit: 'roundtables.people.seat-submit', fields: seatFields(x) },
          { presence: 'phone', sector: 'residents' },
        )
      : null,
    dock: dock(x, state),
  };
}

const face = (name: string, sector: string, place = '') => ({ place, initials: initials(name), name, sector });

const textForm = (
  x: Exchange,
  name: string,
  action: string,
  field: string,
  label: string,
  submit: string,
  shown: Shown,
): FormModel =>
  roomForm(x, name, shown, {
    action,
    submit,
    fields: [{ name: field, kind: 'textarea', label, rows: 2, maxlength: BALLOT_LIMITS.reason }],
  });

function planModel(x: Exchange, state: RoomState): ConsolePage['plan'] {
  const { t } = x;
  const starts = plannedStarts(state.agenda, new Date(state.roundtable.startsAt));
  return stepStates(state).map(({ step, state: at }, index) => ({
    isDone: at === 'done',
    state: at,
    stateText: t(`roundtables.step.${at}-word`),
    title: localized(step.title, t.locale),
    about: t('roundtables.step.minutes', { count: step.minutes }),
    when: t.date(step.startedAt ?? starts[index] ?? state.roundtable.startsAt, 'time'),
    current: at === 'now',
  }));
}

function timerActs(x: Exchange, state: RoomState): ActModel[] {
  const id = state.roundtable.id;
  const paused = state.step?.timer.endsAt === null;
  return [
    act(x, roomPath(id, 'timer', 'extension'), x.t('roundtables.timer.extend'), { icon: 'plus', hidden: { minutes: '1' } }),
    paused
      ? act(x, roomPath(id, 'timer', 'resumption'), x.t('roundtables.timer.resume'), { icon: 'play' })
      : act(x, roomPath(id, 'timer', 'pause'), x.t('roundtables.timer.pause'), { icon: 'pause' }),
  ];
}

/** What is set on the board, and the button that sets it otherwise. */
function knobs(x: Exchange, action: string, board: Board): ConsolePage['steer']['knobs'] {
  const knob = (name: 'lock' | 'names' | 'writing', isOn: boolean, command: string, icon: string) => ({
    title: x.t(`roundtables.knob.${name}`),
    state: x.t(`roundtables.knob.${name}-${isOn ? 'on' : 'off'}`),
    acts: [act(x, action, x.t(`roundtables.knob.${name}-turn-${isOn ? 'off' : 'on'}`), { icon, hidden: { t: command } })],
  });
  return [
    knob('lock', board.locked, board.locked ? 'board.unlock' : 'board.lock', board.locked ? 'lock-open' : 'lock'),
    knob(
      'names',
      board.authorsShown,
      board.authorsShown ? 'board.hide-authors' : 'board.show-authors',
      board.authorsShown ? 'eye-off' : 'eye',
    ),
    knob(
      'writing',
      board.writing === 'private',
      board.writing === 'private' ? 'board.reveal' : 'board.write-privately',
      board.writing === 'private' ? 'eye' : 'eye-off',
    ),
  ];
}

const seatFields = (x: Exchange): FieldSpec[] => [
  { name: 'name', kind: 'text', label: 'roundtables.join.name', maxlength: PERSON_NAME_MAX, autocomplete: 'off' },
  {
    name: 'sector',
    kind: 'select',
    label: 'roundtables.join.sector',
    options: SECTORS.map((sector) => ({ value: sector, text: sectorText(x.t, sector) })),
  },
  {
    name: 'presence',
    kind: 'radios',
    label: 'roundtables.people.presence',
    options: (['phone', 'in-person'] as const).map((value) => ({ value, text: x.t(`roundtables.presence.${value}`) })),
  },
];

/** The one step on, which says what it will change, and the one back. */
function dock(x: Exchange, state: RoomState): ConsolePage['dock'] {
  const { t } = x;
  const id = state.roundtable.id;
  const step = currentStep(state);
  if (state.roundtable.state === 'scheduled')
    return {
      back: null,
      hint: t('roundtables.dock.open-hint'),
      go: act(x, roomPath(id, 'opening'), t('roundtables.dock.open'), { icon: 'arrow-right', look: 'act main big' }),
    };
  if (!step) return { back: null, hint: t('roundtables.dock.closed'), go: null };
  const [before, after] = [state.agenda[step.position - 2], state.agenda[step.position]];
  const back = before
    ? act(x, roomPath(id, 'steps', 'back'), t('roundtables.dock.back', { title: localized(before.title, t.locale) }), {
        icon: 'arrow-left',
        hidden: { from: step.id },
      })
    : null;
  if (!after)
    return {
      back,
      hint: t('roundtables.dock.close-hint'),
      go: act(x, roomPath(id, 'closing'), t('roundtables.dock.close'), { icon: 'check', look: 'act main big' }),
    };
  const go = act(x, roomPath(id, 'steps', 'next'), t('roundtables.dock.next', { title: localized(after.title, t.locale) }), {
    icon: 'arrow-right',
    look: 'act main big',
    hidden: { from: step.id },
  });
  return { back, hint: step.board ? t('roundtables.dock.locks-board') : t('roundtables.dock.may-go-back'), go };
}
