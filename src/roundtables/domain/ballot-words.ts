/** What a ballot says of itself, as keys of messages with their parameters: the same on the page and in the live room. */
import type { RoomBallot } from './room-protocol.js';
import { CONSENT_ANSWERS } from './tally/consent.js';
import type { TallyMethod } from './tally/methods.js';

export interface Said {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What was declared before it opened. */
export function declaredRules(ballot: RoomBallot): (Said & { readonly icon: string })[] {
  const { method, budget, perOption, secrecy, closingRule, minutes, rule, quorum, tieRule } = ballot;
  const said = (icon: string, name: string, params: Said['params'] = {}) => ({
    icon,
    key: `roundtables.ballot.rule-${name}`,
    params,
  });
  return [
    said('circle-dot', method, { budget, max: perOption }),
    said(secrecy === 'secret' ? 'eye-off' : 'eye', secrecy),
    said('undo-2', closingRule, { minutes: minutes ?? 0 }),
    said('users', rule),
    said('check', tieRule, { count: quorum }),
  ];
}

export const isRanked = (method: TallyMethod): boolean => method === 'borda' || method === 'schulze';

/** What a number on the paper stands for. */
export function amountWords({ method }: RoomBallot, amount: number): Said {
  const said = (name: string, params: Said['params'] = {}): Said => ({ key: `roundtables.ballot.${name}`, params });
  switch (method) {
    case 'approval':
    case 'single':
      return said(amount === 0 ? 'no' : 'yes');
    case 'consent':
      return said(`answer-${CONSENT_ANSWERS[amount - 1] ?? 'none'}`);
    case 'borda':
    case 'schulze':
      return said('rank', { rank: amount });
    case 'score':
      return said('score', { count: amount });
    case 'dots':
      return said('points-choice', { count: amount });
  }
}

/** One line of a result. `share`: what it got of the most it could get, 0 to 1; `cells` follow `columns`. */
export interface ResultRow {
  readonly id: string;
  readonly title: string;
  /** `2. Title`, for tables whose columns are the options by their place. */
  readonly numbered: string;
  readonly isChosen: boolean;
  readonly got: number;
  readonly share: number;
  readonly cells: readonly number[];
}

export interface ResultTable {
  /** Names of the columns after the option and what it got: `roundtables.result.column-…`. */
  readonly columns: readonly string[];
  /** The most first; ties as they stand on the ballot. */
  readonly rows: readonly ResultRow[];
  /** The most that an option could get. */
  readonly whole: number;
}

export const chosenOption = ({ result }: RoomBallot): string | null =>
  result?.decision?.option ?? (result?.ending.kind === 'chosen' ? result.ending.option : null);

export function resultTable(ballot: RoomBallot): ResultTable {
  const whole = Math.max(1, mostFor(ballot));
  const chosen = chosenOption(ballot);
  const { columns, cellsOf } = detailOf(ballot);
  const rows = ballot.options
    .map(({ id, title }) => {
      const got = ballot.result?.tally[id] ?? 0;
      return { id, title, isChosen: id === chosen, got, share: got / whole, cells: cellsOf(id) };
    })
    .sort((a, b) => b.got - a.got)
    .map((row, at) => ({ ...row, numbered: `${at + 1}. ${row.title}` }));
  return { columns, rows, whole };
}

function mostFor({ method, votes, perOption, options }: RoomBallot): number {
  if (method === 'schulze') return options.length - 1;
  if (method === 'borda') return votes * (options.length - 1);
  return method === 'consent' ? votes : votes * perOption;
}

function detailOf({ result }: RoomBallot): { columns: string[]; cellsOf: (option: string) => number[] } {
  const detail = result?.detail ?? null;
  switch (detail?.kind) {
    case 'spread':
      return { columns: ['mean', 'deviation'], cellsOf: (id) => [detail.mean[id] ?? 0, detail.deviation[id] ?? 0] };
    case 'firsts':
      return { columns: ['firsts'], cellsOf: (id) => [detail.firsts[id] ?? 0] };
    case 'answers':
      return {
        columns: [...CONSENT_ANSWERS],
        cellsOf: (id) => CONSENT_ANSWERS.map((answer) => detail.answers[id]?.[answer] ?? 0),
      };
    default:
      return { columns: [], cellsOf: () => [] };
  }
}

/** Whether another ballot may be declared in its place: before it opens, and when it came to nothing. */
export const mayDeclareAgain = ({ state, result }: RoomBallot): boolean =>
  state === 'declared' || result?.ending.kind === 'no-quorum' || result?.ending.kind === 'no-consent';
