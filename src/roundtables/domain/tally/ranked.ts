import { forEachOption, type Choices, type Tally } from './votes.js';

/** How many voters put the one above the other: `pairs[a][b]` prefer a to b. */
export type Pairs = Readonly<Record<string, Tally>>;

/** Ranks are 1, 2, 3 …; the same rank twice is no preference between the two, and whatever has no rank stands below all that have one. */
const rankOf = (vote: Choices, option: string): number => vote[option] || Infinity;

export const pairsOf = (options: readonly string[], votes: readonly Choices[]): Pairs =>
  forEachOption(options, (a) => forEachOption(options, (b) => votes.filter((vote) => rankOf(vote, a) < rankOf(vote, b)).length));

/**
 * Borda: an option gets a point for each option that a voter puts below it, and half a point for each that stands level, so that a ranking cut short
 * neither gains nor loses. J.-C. de Borda, "Mémoire sur les élections au scrutin", 1781; ties as in D. Black, "The Theory of Committees and Elections", 1958.
 */
export const tallyBorda = (options: readonly string[], votes: readonly Choices[]): Tally =>
  forEachOption(options, (option) => votes.reduce((total, vote) => total + below(options, vote, option), 0));

/** An abstention ranks nothing: it gives no points, or a ballot nobody answered would have a count. */
function below(options: readonly string[], vote: Choices, option: string): number {
  if (options.every((each) => !vote[each])) return 0;
  const rank = rankOf(vote, option);
  return options.reduce((points, other) => {
    if (other === option) return points;
    const otherRank = rankOf(vote, other);
    return points + (rank < otherRank ? 1 : rank === otherRank ? 0.5 : 0);
  }, 0);
}

/** The strongest paths between options, as Schulze measures them: a path is as strong as its weakest step, a step as the votes that win it. */
export function strongestPaths(options: readonly string[], pairs: Pairs): Pairs {
  const wins = (a: string, b: string): number => pairs[a]?.[b] ?? 0;
  const paths = forEachOption(options, (a) =>
    forEachOption(options, (b) => (a !== b && wins(a, b) > wins(b, a) ? wins(a, b) : 0)),
  );
  const strength = (a: string, b: string): number => paths[a]?.[b] ?? 0;
  for (const via of options)
    for (const from of options) {
      const row = paths[from];
      if (!row || from === via) continue;
      for (const to of options)
        if (to !== from && to !== via) row[to] = Math.max(strength(from, to), Math.min(strength(from, via), strength(via, to)));
    }
  return paths;
}

/**
 * Schulze: what a majority prefers, pair by pair; where majorities run in a circle, its weakest ones give way. The tally says how many options each one
 * beats; the winners are those that none beats.
 * M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method", Social Choice and Welfare 36, 2011.
 */
export function tallySchulze(options: readonly string[], votes: readonly Choices[]): Tally {
  const paths = strongestPaths(options, pairsOf(options, votes));
  return forEachOption(options, (a) => options.filter((b) => beats(paths, a, b)).length);
}

export function schulzeWinners(options: readonly string[], votes: readonly Choices[]): string[] {
  const paths = strongestPaths(options, pairsOf(options, votes));
  return options.filter((a) => !options.some((b) => beats(paths, b, a)));
}

const beats = (paths: Pairs, a: string, b: string): boolean => a !== b && (paths[a]?.[b] ?? 0) > (paths[b]?.[a] ?? 0);

/** How often each option stands first, alone or level with others. */
export const tallyFirsts = (options: readonly string[], votes: readonly Choices[]): Tally =>
  forEachOption(
    options,
    (option) =>
      votes.filter((vote) => {
        const rank = rankOf(vote, option);
        return rank !== Infinity && options.every((other) => rank <= rankOf(vote, other));
      }).length,
  );
