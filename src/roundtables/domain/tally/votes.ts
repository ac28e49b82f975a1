/** What all methods of counting share. */

/** One person's vote: a number for each option, whose meaning is the method's (points, a yes, a score, a rank, an answer). Options left out got nothing. */
export type Choices = Readonly<Record<string, number>>;

/** What the options got, in the method's own unit; every option is there, with 0 if need be. */
export type Tally = Readonly<Record<string, number>>;

/** Something for each option. */
export const forEachOption = <T>(options: readonly string[], what: (option: string) => T): Record<string, T> =>
  Object.fromEntries(options.map((option) => [option, what(option)]));

/** Adds the votes up. The order of the votes makes no difference. */
export const sum = (options: readonly string[], votes: readonly Choices[], worth: (given: number) => number): Tally =>
  forEachOption(options, (option) => votes.reduce((total, vote) => total + worth(vote[option] ?? 0), 0));

/** The options with the most, in the ballot's order: one winner, or those that are tied. */
export function leaders(options: readonly string[], tally: Tally): string[] {
  const most = Math.max(...options.map((option) => tally[option] ?? 0));
  return options.filter((option) => (tally[option] ?? 0) === most);
}

/** Whether a vote gives nothing to anybody: an abstention, which counts for the quorum and for nothing else. */
export const abstains = (options: readonly string[], vote: Choices): boolean => options.every((option) => !vote[option]);
