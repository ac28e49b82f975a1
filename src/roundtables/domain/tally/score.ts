import { forEachOption, sum, type Choices, type Tally } from './votes.js';

/** How the scores of each option lie: their mean over all votes cast and how far they are apart (the standard deviation), to two decimals. */
export interface Spread {
  readonly mean: Tally;
  readonly deviation: Tally;
}

/**
 * Score: everybody gives each option a number from 0 to the limit; the numbers are added. No number is 0, so that nobody wins by the favour of a few
 * who alone knew it. W. D. Smith, "Range Voting", 2000; C. Hillinger, "The Case for Utilitarian Voting", Homo Oeconomicus 22(3), 2005.
 */
export const tallyScore = (options: readonly string[], votes: readonly Choices[]): Tally => sum(options, votes, (given) => given);

export function spread(options: readonly string[], votes: readonly Choices[]): Spread {
  const count = Math.max(1, votes.length);
  const totals = tallyScore(options, votes);
  const squares = sum(options, votes, (given) => given * given);
  const meanOf = (option: string): number => (totals[option] ?? 0) / count;
  return {
    mean: forEachOption(options, (option) => hundredths(meanOf(option))),
    deviation: forEachOption(options, (option) =>
      hundredths(Math.sqrt(Math.max(0, (squares[option] ?? 0) / count - meanOf(option) ** 2))),
    ),
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
