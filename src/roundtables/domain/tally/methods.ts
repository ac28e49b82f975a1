import { tallyApproval } from './approval.js';
import { tallyDots } from './dots.js';
import type { Choices, Tally } from './votes.js';

export const TALLY_METHODS = ['dots', 'approval'] as const;
export type TallyMethod = (typeof TALLY_METHODS)[number];

/** One function for each method of counting. */
export const TALLIES: Readonly<Record<TallyMethod, (options: readonly string[], votes: readonly Choices[]) => Tally>> = {
  dots: tallyDots,
  approval: tallyApproval,
};
