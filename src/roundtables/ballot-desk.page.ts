import { readingOrder, type Board } from '../boards/domain/index.js';
import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec } from '../platform/web/forms.js';
import { ballotResult, ballotRules, type ResultModel } from './ballot.page.js';
import {
  BALLOT_LIMITS,
  CLOSING_RULES,
  ELECTORATES,
  mayDeclareAgain,
  roomPath,
  SECRECIES,
  TALLY_METHODS,
  TIE_RULES,
  type RoomBallot,
  type RoomState,
} from './domain/index.js';
import { currentStep } from './page-words.js';
import { act, roomForm, type ActModel, type Shown } from './room-forms.js';

/** Declaring, opening, closing and settling a ballot. */
export interface BallotDesk {
  title: string;
  question: string | null;
  rules: { icon: string; text: string }[];
  options: string[];
  turnout: string | null;
  acts: ActModel[];
  declare: FormModel | null;
  declareTitle: string;
  decide: FormModel | null;
  result: ResultModel | null;
}

export function ballotDesk(x: Exchange, state: RoomState, situation: Board | null, shown: Shown): BallotDesk {
  const { t } = x;
  const id = state.roundtable.id;
  const ballot = state.ballots.find((each) => each.id === currentStep(state)?.ballotId) ?? null;
  const to = (...rest: string[]): string => roomPath(id, 'ballots', ...(ballot ? [ballot.id] : []), ...rest);
  const result = ballot ? ballotResult(t, id, ballot) : null;
  const isTied = ballot?.result?.ending.kind === 'tied' && ballot.result.decision === null;
  const mayDeclare = !ballot || mayDeclareAgain(ballot);
  const acts =
    ballot?.state === 'declared'
      ? [act(x, to('opening'), t('roundtables.ballot.open'), { look: 'act main' })]
      : ballot?.state === 'open'
        ? [act(x, to('closing'), t('roundtables.ballot.close'), { look: 'act main' })]
        : isTied && ballot?.tieRule === 'second-round'
          ? [act(x, to('second-round'), t('roundtables.ballot.second-round'), { look: 'act main' })]
          : [];
  return {
    title: t(ballot ? `roundtables.ballot.state-${ballot.state}` : 'roundtables.ballot.state-none'),
    question: ballot?.question ?? null,
    rules: ballot ? ballotRules(t, ballot) : [],
    options: ballot && !result ? ballot.options.map(({ title }) => title) : [],
    turnout:
      ballot && ballot.state !== 'declared'
        ? t('roundtables.ballot.turnout', { votes: ballot.votes, electorate: ballot.electorate, quorum: ballot.quorum })
        : null,
    acts,
    declare: mayDeclare && situation ? declareForm(x, id, state, situation, shown) : null,
    declareTitle: t(ballot ? 'roundtables.ballot.declare-again' : 'roundtables.ballot.declare-title'),
    decide: isTied && ballot?.tieRule === 'facilitator-decides' ? decideForm(x, to('decision'), ballot, shown) : null,
    result,
  };
}

function declareForm(x: Exchange, id: string, state: RoomState, situation: Board, shown: Shown): FormModel {
  const { t } = x;
  const stacks = readingOrder(situation)
    .flatMap(({ stacks: found }) => found)
    .filter(({ head }) => !head.hidden && !head.redacted && !head.veiled)
    .sort((a, b) => b.notes.length - a.notes.length);
  const points = (notes: readonly { dots: { total: number } }[]): number => notes.reduce((sum, { dots }) => sum + dots.total, 0);
  const options = stacks.map(({ head, title, notes }) => ({
    value: head.id,
    text: title ?? head.text.slice(0, BALLOT_LIMITS.title),
    hint: t('roundtables.board.stack', { count: notes.length, dots: points(notes) }),
  }));
  const seated = state.people.filter(({ banned }) => !banned).length;
  const number = (name: string, label: string, hint?: string): FieldSpec => ({
    name, kind: 'number', label, inputmode: 'numeric', ...(hint ? { hint } : {}),
  }); // prettier-ignore
  const radios = (name: string, values: readonly string[]): FieldSpec => ({
    name,
    kind: 'radios',
    label: `roundtables.ballot.${name}`,
    options: values.map((value) => ({ value, text: t(`roundtables.ballot.${name}-${value}`) })),
  });
  return roomForm(
    x,
    'declare',
    shown,
    {
      action: roomPath(id, 'ballots'),
      submit: 'roundtables.ballot.declare',
      fields: [
        { name: 'question', kind: 'text', label: 'roundtables.ballot.question', maxlength: BALLOT_LIMITS.question },
        {
          name: 'options',
          kind: 'checkboxes',
          label: 'roundtables.ballot.options',
          hint: 'roundtables.ballot.options-hint',
          options,
        },
        {
          name: 'method',
          kind: 'radios',
          label: 'roundtables.ballot.method',
          options: TALLY_METHODS.map((method) => ({
            value: method,
            text: t(`roundtables.ballot.method-${method}`),
            hint: t(`roundtables.ballot.method-${method}-hint`),
          })),
        },
        number('budget', 'roundtables.ballot.budget', 'roundtables.ballot.budget-hint'),
        number('perOption', 'roundtables.ballot.per-option', 'roundtables.ballot.per-option-hint'),
        radios('electorate', ELECTORATES),
        number('quorum', 'roundtables.ballot.quorum'),
        radios('tieRule', TIE_RULES),
        radios('closingRule', CLOSING_RULES),
        number('minutes', 'roundtables.ballot.minutes', 'roundtables.ballot.minutes-hint'),
        radios('secrecy', SECRECIES),
      ],
    },
    {
      question: t('roundtables.ballot.default-question'),
      method: 'dots',
      budget: 3,
      perOption: 2,
      quorum: Math.floor(seated / 2) + 1,
      tieRule: 'second-round',
      electorate: 'seated',
      closingRule: 'by-hand',
      minutes: '',
      secrecy: 'secret',
      options: stacks.filter(({ notes }) => notes.length > 1).map(({ head }) => head.id),
    },
  );
}

function decideForm(x: Exchange, action: string, ballot: RoomBallot, shown: Shown): FormModel {
  const tied = ballot.result?.ending.kind === 'tied' ? ballot.result.ending.options : [];
  const options = ballot.options.filter(({ id }) => tied.includes(id)).map(({ id, title }) => ({ value: id, text: title }));
  return roomForm(x, 'decide', shown, {
    action,
    submit: 'roundtables.ballot.decide',
    fields: [
      { name: 'option', kind: 'radios', label: 'roundtables.ballot.decide-option', options },
      { name: 'reason', kind: 'textarea', label: 'roundtables.ballot.decide-reason', rows: 3, maxlength: BALLOT_LIMITS.reason },
    ],
  });
}
