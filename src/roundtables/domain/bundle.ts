/** A closed ballot as it is published: all that is needed to count again, and nothing that says who voted how. Pure: the same code counts it offline. */
import { count, settledRules, type BallotRules, type Count, type Reasons } from './ballot.js';
import type { Choices } from './tally/votes.js';

/** Counted up when the format changes so that an older script would misread it. */
export const BUNDLE_VERSION = 1;

/** One vote without its voter; `by` in open ballots alone. */
export interface Paper {
  readonly choices: Choices;
  readonly reasons?: Reasons;
  readonly by?: string;
}

export interface BallotBundle {
  readonly format: 'mesa-abierta/ballot';
  readonly version: typeof BUNDLE_VERSION;
  readonly question: string;
  readonly rules: BallotRules;
  readonly options: readonly { readonly id: string; readonly title: string }[];
  readonly electorate: number;
  /** In an order of their own, which tells nothing of who or when. */
  readonly papers: readonly Paper[];
  /** What each voter kept, in an order of its own: proof that a vote was counted, not which. */
  readonly receipts: readonly string[];
  readonly count: Count;
}

/** JSON with sorted keys, two spaces and a line feed at the end: equal values are equal bytes. */
export const canonicalJson = (value: unknown): string => `${JSON.stringify(sorted(value), null, 2)}\n`;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Papers in an order that follows from what they say. */
export const orderedPapers = (papers: readonly Paper[]): Paper[] =>
  papers
    .map((paper) => ({ paper, text: canonicalJson(paper) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ paper }) => paper);

/** Counts the papers again. */
export const recount = ({ rules, options, papers, electorate }: BallotBundle): Count =>
  count(
    settledRules(rules, options.length),
    options.map(({ id }) => id),
    papers.map(({ choices }) => choices),
    electorate,
  );

/** Why a bundle does not hold: codes `count-differs`, `more-votes-than-voters`, `receipts-differ-in-number`. Empty when it does. */
export function faultsOf(bundle: BallotBundle): string[] {
  return [
    canonicalJson(recount(bundle)) === canonicalJson(bundle.count) ? null : 'count-differs',
    bundle.papers.length <= bundle.electorate ? null : 'more-votes-than-voters',
    bundle.receipts.length === bundle.papers.length ? null : 'receipts-differ-in-number',
  ].filter((fault) => fault !== null);
}
