import { sum, type Choices, type Tally } from './votes.js';

/**
 * Dots: everybody has the same few points and lays them on the options, several on one if they like, up to a limit per option; the points are added.
 * This is cumulative voting with a limit, where not all points need be used (the "points" system of the Illinois House of Representatives, 1870 to
 * 1980; as dot voting, a facilitator's tool since the 1980s). With a limit of 1 and as many points as options it equals approval.
 */
export const tallyDots = (options: readonly string[], votes: readonly Choices[]): Tally => sum(options, votes, (given) => given);
