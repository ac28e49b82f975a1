import type { LocalizedText } from '../../kernel/localized.js';

/** What a proposal is scored by. Weights of all criteria together are 100. */
export interface Criterion {
  readonly id: string;
  readonly name: LocalizedText;
  /** What to think of while scoring. */
  readonly about: LocalizedText | null;
  readonly weight: number;
}

/** Marks that a person gives, the lowest first. */
export const MARKS = [1, 2, 3, 4, 5] as const;
export const WEIGHTS_TOTAL = 100;

/** Who scores: the areas that answer for proposals, and the members of the forum. */
export const SCORING_GROUPS = ['areas', 'forum'] as const;
export type ScoringGroup = (typeof SCORING_GROUPS)[number];

/** A mark per criterion, by the criterion's id. */
export type Marks = Readonly<Record<string, number>>;

export const weightsOf = (criteria: readonly Pick<Criterion, 'weight'>[]): number =>
  criteria.reduce((sum, { weight }) => sum + weight, 0);

/**
 * One person's marks as points from 0 (the lowest mark everywhere) to 100 (the highest everywhere), each criterion by its weight.
 * Null while a criterion has no mark: half a score would weigh as if the rest were bad.
 */
export function pointsOf(criteria: readonly Pick<Criterion, 'id' | 'weight'>[], marks: Marks): number | null {
  const [lowest, highest] = [MARKS[0], MARKS.at(-1) as number];
  let points = 0;
  for (const { id, weight } of criteria) {
    const mark = marks[id];
    if (mark === undefined) return null;
    points += (weight / weightsOf(criteria)) * ((mark - lowest) / (highest - lowest)) * 100;
  }
  return points;
}

/** What a group says of one proposal, in points. */
export interface GroupFigures {
  readonly mean: number;
  /** How many people scored it. */
  readonly count: number;
  readonly lowest: number;
  readonly highest: number;
  /** Standard deviation of those who scored it (of the whole group, not of a sample). */
  readonly deviation: number;
}

/** To one decimal, as results are shown: what reads the same counts the same. */
export const rounded = (points: number): number => Math.round(points * 10) / 10;

/** Null when nobody scored. */
export function figuresOf(points: readonly number[]): GroupFigures | null {
  if (points.length === 0) return null;
  const mean = points.reduce((sum, each) => sum + each, 0) / points.length;
  const variance = points.reduce((sum, each) => sum + (each - mean) ** 2, 0) / points.length;
  return {
    mean: rounded(mean),
    count: points.length,
    lowest: rounded(Math.min(...points)),
    highest: rounded(Math.max(...points)),
    deviation: rounded(Math.sqrt(variance)),
  };
}

export type FiguresByGroup = Readonly<Record<ScoringGroup, GroupFigures | null>>;

/** The result in points: the groups' means by their shares, or the one group's that scored; null when none did. `areasShare`: 0 to 100. */
export function resultOf({ areas, forum }: FiguresByGroup, areasShare: number): number | null {
  if (areas && forum) return rounded((areas.mean * areasShare + forum.mean * (100 - areasShare)) / 100);
  return (areas ?? forum)?.mean ?? null;
}

/** Those with the same result have the same rank, and the next one counts them: 1, 2, 2, 4. Without a result there is no rank. */
export function ranked<T extends { readonly number: number; readonly result: number | null }>(
  rows: readonly T[],
): (T & { readonly rank: number | null })[] {
  const sorted = rows.toSorted((a, b) => (b.result ?? -1) - (a.result ?? -1) || a.number - b.number);
  return sorted.map((row) => ({
    ...row,
    rank: row.result === null ? null : 1 + sorted.filter((other) => (other.result ?? -1) > (row.result as number)).length,
  }));
}

/** A score as it is kept. */
export interface GivenScore {
  readonly proposalId: string;
  readonly group: ScoringGroup;
  readonly marks: Marks;
}

export interface PriorityResult {
  readonly groups: FiguresByGroup;
  readonly result: number | null;
  readonly rank: number | null;
}

/** What all scores say of the proposals of a theme, the best first. */
export function priorityResults<T extends { readonly id: string; readonly number: number }>(
  proposals: readonly T[],
  scores: readonly GivenScore[],
  rules: { readonly criteria: readonly Criterion[]; readonly areasShare: number },
): (T & PriorityResult)[] {
  const pointsIn = (proposalId: string, group: ScoringGroup): number[] =>
    scores
      .filter((score) => score.proposalId === proposalId && score.group === group)
      .map(({ marks }) => pointsOf(rules.criteria, marks))
      .filter((points) => points !== null);
  return ranked(
    proposals.map((proposal) => {
      const groups = { areas: figuresOf(pointsIn(proposal.id, 'areas')), forum: figuresOf(pointsIn(proposal.id, 'forum')) };
      return { ...proposal, groups, result: resultOf(groups, rules.areasShare) };
    }),
  );
}

/** Whether a proposal is on a shortlist, why, and the results as they stood. */
export interface ShortlistEntry extends PriorityResult {
  readonly proposalId: string;
  readonly isIn: boolean;
  readonly reason: string;
}

/** An entry that is still being written. */
export interface ShortlistChoice {
  readonly proposalId: string;
  readonly isIn: boolean | null;
  readonly reason: string | null;
}
