/** A ballot: what is declared before it opens, what a vote may be, and how it ends. */
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { TALLIES, type TallyMethod } from './tally/methods.js';
import { leaders, type Choices, type Tally } from './tally/votes.js';

export const BALLOT_LIMITS = { options: 12, title: 160, question: 200, budget: 10, quorum: 1000, reason: 600 } as const;

/** What happens when several options have the most: whoever facilitates decides among them with a public reason, or those alone are voted on again. */
export const TIE_RULES = ['facilitator-decides', 'second-round'] as const;
export type TieRule = (typeof TIE_RULES)[number];

/** Declared before opening; nothing of it changes afterwards. */
export interface BallotRules {
  readonly method: TallyMethod;
  /** Points of each person, and at most on one option. With approval: as many as there are options, and 1. */
  readonly budget: number;
  readonly perOption: number;
  /** Votes without which it does not count. */
  readonly quorum: number;
  readonly tieRule: TieRule;
}

export type BallotState = 'declared' | 'open' | 'closed';

/** The rules with the method's own limits put in. */
export const settledRules = (rules: BallotRules, options: number): BallotRules =>
  rules.method === 'approval'
    ? { ...rules, budget: options, perOption: 1 }
    : { ...rules, perOption: Math.min(rules.perOption, rules.budget) };

/** A vote that gives nothing to anybody is a vote: it counts for the quorum. Codes: `vote-unknown-option`, `vote-over-option`, `vote-over-budget`. */
export function checkVote(rules: BallotRules, options: readonly string[], choices: Choices): Refusal | null {
  let given = 0;
  for (const [option, amount] of Object.entries(choices)) {
    if (!options.includes(option)) return refuse('vote-unknown-option');
    if (!Number.isInteger(amount) || amount < 0 || amount > rules.perOption)
      return refuse('vote-over-option', { max: rules.perOption });
    given += amount;
  }
  return given > rules.budget ? refuse('vote-over-budget', { max: rules.budget }) : null;
}

/** How a count ended. */
export type Ending =
  | { readonly kind: 'chosen'; readonly option: string }
  | { readonly kind: 'tied'; readonly options: readonly string[] }
  | { readonly kind: 'no-quorum' };

export interface Count {
  readonly tally: Tally;
  /** Votes cast, of so many who could. */
  readonly votes: number;
  readonly electorate: number;
  readonly ending: Ending;
}

/** Counts. The same votes in any order give the same count. */
export function count(rules: BallotRules, options: readonly string[], votes: readonly Choices[], electorate: number): Count {
  const tally = TALLIES[rules.method](options, votes);
  const leading = leaders(options, tally);
  return { tally, votes: votes.length, electorate, ending: endingOf(rules, leading, votes.length) };
}

function endingOf(rules: BallotRules, leading: readonly string[], votes: number): Ending {
  if (votes < rules.quorum || votes === 0) return { kind: 'no-quorum' };
  const [first] = leading;
  return leading.length === 1 && first ? { kind: 'chosen', option: first } : { kind: 'tied', options: leading };
}

/** Whether whoever facilitates may decide for this option. Codes: `ballot-not-tied`, `ballot-not-among-tied`. */
export function mayDecide(rules: Pick<BallotRules, 'tieRule'>, ending: Ending, option: string): Refusal | null {
  if (ending.kind !== 'tied' || rules.tieRule !== 'facilitator-decides') return refuse('ballot-not-tied');
  return ending.options.includes(option) ? null : refuse('ballot-not-among-tied');
}
