/** A ballot: what is declared before it opens, what a vote may be, and how it ends. */
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { needsReason } from './tally/consent.js';
import { METHODS, type Detail, type TallyMethod } from './tally/methods.js';
import { abstains, type Choices, type Tally } from './tally/votes.js';

export const BALLOT_LIMITS = {
  options: 12,
  title: 160,
  question: 200,
  budget: 10,
  quorum: 1000,
  reason: 600,
  minutes: 180,
} as const;

/** One proposal alone can be consented to; to choose takes two. */
export const fewestOptions = (method: TallyMethod): number => (method === 'consent' ? 1 : 2);

/** What happens when several options have the most: whoever facilitates decides among them with a public reason, or those alone are voted on again. */
export const TIE_RULES = ['facilitator-decides', 'second-round'] as const;
export type TieRule = (typeof TIE_RULES)[number];

/** Who may vote: everybody with a seat until the closing, or those alone who had one when it opened. */
export const ELECTORATES = ['seated', 'seated-at-opening'] as const;
export type Electorate = (typeof ELECTORATES)[number];

/** What ends it beside the hand of whoever facilitates, which always may: that everybody has voted, or that so many minutes have passed. */
export const CLOSING_RULES = ['by-hand', 'all-voted', 'minutes'] as const;
export type ClosingRule = (typeof CLOSING_RULES)[number];

/** Whether votes stay secret for good, or are published by name at the closing. */
export const SECRECIES = ['secret', 'open'] as const;
export type Secrecy = (typeof SECRECIES)[number];

/** Declared before opening; nothing of it changes afterwards. */
export interface BallotRules {
  readonly method: TallyMethod;
  /** Together on all options, and at most on one: points, yeses, scores, ranks or answers, as the method has it. */
  readonly budget: number;
  readonly perOption: number;
  /** Votes without which it does not count. */
  readonly quorum: number;
  readonly tieRule: TieRule;
}

export type BallotState = 'declared' | 'open' | 'closed';

/** The rules with the method's own limits put in. */
export const settledRules = (rules: BallotRules, options: number): BallotRules => ({
  ...rules,
  ...METHODS[rules.method].limits(rules, options),
});

/** Why somebody answered so, by option. */
export type Reasons = Readonly<Record<string, string>>;

/**
 * A vote that gives nothing to anybody is a vote: it counts for the quorum. Codes: `vote-unknown-option`, `vote-over-option`, `vote-over-budget`,
 * `vote-two-options` where one alone may be named, and `vote-needs-reason` for a concern or an objection without one.
 */
export function checkVote(
  rules: BallotRules,
  options: readonly string[],
  choices: Choices,
  reasons: Reasons = {},
): Refusal | null {
  let given = 0;
  for (const [option, amount] of Object.entries(choices)) {
    if (!options.includes(option)) return refuse('vote-unknown-option');
    if (!Number.isInteger(amount) || amount < 0 || amount > rules.perOption)
      return refuse('vote-over-option', { max: rules.perOption });
    if (rules.method === 'consent' && needsReason(amount) && !reasons[option]) return refuse('vote-needs-reason');
    given += amount;
  }
  if (given <= rules.budget) return null;
  return rules.method === 'single' ? refuse('vote-two-options') : refuse('vote-over-budget', { max: rules.budget });
}

/** How a count ended. `no-consent`: to every option somebody objects, or nobody carries it. */
export type Ending =
  | { readonly kind: 'chosen'; readonly option: string }
  | { readonly kind: 'tied'; readonly options: readonly string[] }
  | { readonly kind: 'no-quorum' }
  | { readonly kind: 'no-consent' };

export interface Count {
  readonly tally: Tally;
  readonly detail: Detail | null;
  /** Votes cast, of so many who could; abstentions among them. */
  readonly votes: number;
  readonly abstentions: number;
  readonly electorate: number;
  readonly ending: Ending;
}

/** Counts. The same votes in any order give the same count. */
export function count(rules: BallotRules, options: readonly string[], votes: readonly Choices[], electorate: number): Count {
  const method = METHODS[rules.method];
  return {
    tally: method.tally(options, votes),
    detail: method.detail(options, votes),
    votes: votes.length,
    abstentions: votes.filter((vote) => abstains(options, vote)).length,
    electorate,
    ending: endingOf(rules, method.winners(options, votes), votes.length),
  };
}

function endingOf(rules: BallotRules, winners: readonly string[], votes: number): Ending {
  if (votes < rules.quorum || votes === 0) return { kind: 'no-quorum' };
  const [first] = winners;
  if (!first) return { kind: 'no-consent' };
  return winners.length === 1 ? { kind: 'chosen', option: first } : { kind: 'tied', options: winners };
}

/** Whether whoever facilitates may decide for this option. Codes: `ballot-not-tied`, `ballot-not-among-tied`. */
export function mayDecide(rules: Pick<BallotRules, 'tieRule'>, ending: Ending, option: string): Refusal | null {
  if (ending.kind !== 'tied' || rules.tieRule !== 'facilitator-decides') return refuse('ballot-not-tied');
  return ending.options.includes(option) ? null : refuse('ballot-not-among-tied');
}
