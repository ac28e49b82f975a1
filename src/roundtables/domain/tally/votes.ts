/** What all methods of counting share. */

/** One person's vote: how much they gave each option. Options left out got nothing. */
export type Choices = Readonly<Record<string, number>>;

/** Points or approvals by option; every option is there, with 0 if need be. */
export type Tally = Readonly<Record<string, number>>;

/** Adds the votes up. The order of the votes makes no difference. */
export function sum(options: readonly string[], votes: readonly Choices[], worth: (given: number) => number): Tally {
  const tally: Record<string, number> = Object.fromEntries(options.map((option) => [option, 0]));
  for (const vote of votes) for (const option of options) tally[option] = (tally[option] ?? 0) + worth(vote[option] ?? 0);
  return tally;
}

/** The options with the most, in the ballot's order: one winner, or those that are tied. */
export function leaders(options: readonly string[], tally: Tally): string[] {
  const most = Math.max(...options.map((option) => tally[option] ?? 0));
  return options.filter((option) => (tally[option] ?? 0) === most);
}
