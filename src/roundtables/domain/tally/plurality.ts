import { sum, type Choices, type Tally } from './votes.js';

/**
 * Single choice: everybody names one option; the names are counted. Known since antiquity as plurality, and blind to everything but first choices:
 * M. de Condorcet, "Essai sur l'application de l'analyse", 1785, shows that it can choose what a majority likes least.
 */
export const tallySingle = (options: readonly string[], votes: readonly Choices[]): Tally =>
  sum(options, votes, (given) => (given > 0 ? 1 : 0));
