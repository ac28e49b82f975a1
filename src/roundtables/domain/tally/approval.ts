import { sum, type Choices, type Tally } from './votes.js';

/**
 * Approval: everybody says yes to as many options as they like; the yeses are counted.
 * S. J. Brams and P. C. Fishburn, "Approval Voting", American Political Science Review 72(3), 1978.
 */
export const tallyApproval = (options: readonly string[], votes: readonly Choices[]): Tally =>
  sum(options, votes, (given) => (given > 0 ? 1 : 0));
