import { refuse, type Refusal } from '../../kernel/refusal.js';
import { PROPOSAL_DISPOSITIONS, type ProposalDisposition } from '../../responses/domain/index.js';
import { VERDICTS, type Verdict } from './feasibility.js';

/**
 * The life of a proposal (product.md, "The life of a contribution"): submitted, then at once published or, when it looks like spam, held for
 * a person to see; in review with one or more areas; a verdict; on the table of a roundtable; and an end, always with a reasoned response.
 */
export const PROPOSAL_STATES = [
  'submitted',
  'held',
  'published',
  'in-review',
  ...VERDICTS,
  'on-the-table',
  'in-a-commitment',
  'merged',
  'split',
  'carried-over',
  'not-taken-up',
  'withdrawn',
  'hidden',
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

const REVIEWED: readonly ProposalState[] = ['in-review', ...VERDICTS];
const ENDS: readonly ProposalState[] = PROPOSAL_DISPOSITIONS;
const TAKEN_BACK: readonly ProposalState[] = ['withdrawn', 'hidden'];
const AFTER_VERDICT = [...REVIEWED, ...ENDS, ...TAKEN_BACK];
/** An answer may be given again with better reasons, and a carried-over proposal comes to another table. */
const AFTER_END = [...ENDS, 'on-the-table', ...TAKEN_BACK] as const;

/** The one table of what may follow what. A newer review may change a verdict; a newer response may change an end. */
const NEXT: Record<ProposalState, readonly ProposalState[]> = {
  submitted: ['published', 'held'],
  held: ['published', ...TAKEN_BACK],
  published: ['in-review', 'held', ...ENDS, ...TAKEN_BACK],
  'in-review': AFTER_VERDICT,
  feasible: ['on-the-table', ...AFTER_VERDICT],
  'feasible-with-changes': ['on-the-table', ...AFTER_VERDICT],
  'not-feasible': AFTER_VERDICT,
  'already-planned': AFTER_VERDICT,
  'outside-the-call': AFTER_VERDICT,
  'on-the-table': [...ENDS, ...TAKEN_BACK],
  'in-a-commitment': AFTER_END,
  merged: AFTER_END,
  split: AFTER_END,
  'carried-over': AFTER_END,
  'not-taken-up': AFTER_END,
  withdrawn: [],
  hidden: ['published', 'withdrawn'],
};

/** Null when the state may follow; staying is always possible, so that a repeated command changes nothing. Code: `proposal-not-so-far`. */
export function mayFollow(from: ProposalState, to: ProposalState): Refusal | null {
  return from === to || NEXT[from].includes(to) ? null : refuse('proposal-not-so-far', { from, to });
}

const UNSEEN: ReadonlySet<ProposalState> = new Set(['submitted', 'held', 'hidden', 'withdrawn']);

/** Whether the text is public and counts in lists. */
export const isPublicState = (state: ProposalState): boolean => !UNSEEN.has(state);
export const PUBLIC_STATES = PROPOSAL_STATES.filter(isPublicState);
/** States in which the page remains, without the text, and says why. */
export const isTombstone = (state: ProposalState): boolean => state === 'hidden' || state === 'withdrawn';

/** The proposals a roundtable of their theme can take. */
export const isFeasible = (state: ProposalState): boolean => state === 'feasible' || state === 'feasible-with-changes';
export const FEASIBLE_STATES = PROPOSAL_STATES.filter(isFeasible);

/** How far along its way a proposal is, for the row of beads and the journey: 0 sent, 1 published, 2 in review, 3 verdict, 4 on the table, 5 end. */
export function progress(state: ProposalState): { step: 0 | 1 | 2 | 3 | 4 | 5; stops: boolean } {
  if (state === 'submitted' || state === 'held') return { step: 0, stops: false };
  if (state === 'published') return { step: 1, stops: false };
  if (state === 'in-review') return { step: 2, stops: false };
  if (isFeasible(state)) return { step: 3, stops: false };
  if (state === 'on-the-table') return { step: 4, stops: false };
  if (state === 'in-a-commitment' || state === 'merged' || state === 'split' || state === 'carried-over')
    return { step: 5, stops: false };
  return { step: 3, stops: true };
}

export const isVerdict = (state: ProposalState): state is Verdict => (VERDICTS as readonly ProposalState[]).includes(state);
export const isEnd = (state: ProposalState): state is ProposalDisposition => ENDS.includes(state);

/** Whether an area or the team has said something about it, with reasons. */
export const isAnsweredState = (state: ProposalState): boolean => isVerdict(state) || state === 'on-the-table' || isEnd(state);

/** Where proposals stand on their way, as the ledger of responses counts them. */
export const WAY = ['arrived', 'in-review', 'reviewed', 'on-the-table', 'ended'] as const;
export type WayStep = (typeof WAY)[number];

/** "Already planned" and "outside the call" are verdicts until the team answers with them: then they are ends. */
const wayStepOf = (state: ProposalState, isSettled: boolean): WayStep => {
  if (state === 'in-review' || state === 'on-the-table') return state;
  if (isVerdict(state)) return isSettled && isEnd(state) ? 'ended' : 'reviewed';
  return isEnd(state) ? 'ended' : 'arrived';
};

interface Counted {
  readonly count: number;
  readonly answered: number;
}

export interface CountedByState extends Counted {
  readonly state: ProposalState;
  /** Whether the team has answered them. */
  readonly isSettled: boolean;
}

/** Counts by state as counts by step of the way, in its order; steps at which none stands are left out. */
export function stepCoverage(rows: readonly CountedByState[]): (Counted & { readonly step: WayStep })[] {
  return WAY.flatMap((step) => {
    const here = rows.filter(({ state, isSettled }) => wayStepOf(state, isSettled) === step);
    const sum = (key: keyof Counted): number => here.reduce((total, row) => total + row[key], 0);
    return here.length > 0 ? [{ step, count: sum('count'), answered: sum('answered') }] : [];
  });
}
