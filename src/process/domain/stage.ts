import type { LocalizedText } from '../../kernel/localized.js';

/** The kinds of stage, in the order in which a cycle goes through them (the process of Buenos Aires' third plan, 2021–2023). */
export const STAGE_KINDS = ['preparation', 'call', 'review', 'roundtables', 'consultation', 'publication', 'monitoring'] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

/** What people can do because a stage is open: the middle third of every policy (role ∧ stage ∧ relation). */
export const FEATURES = ['propose', 'review', 'meet', 'draft', 'comment', 'revise', 'publish', 'report'] as const;
export type Feature = (typeof FEATURES)[number];

/** The one table from stage to features. Nothing else in the product asks which stage it is. */
const OPENS: Record<StageKind, readonly Feature[]> = {
  preparation: [],
  call: ['propose', 'review'],
  review: ['review'],
  roundtables: ['review', 'meet', 'draft'],
  consultation: ['draft', 'comment', 'revise'],
  publication: ['revise', 'publish'],
  monitoring: ['report'],
};

/** scheduled → open → closed, and closed → open again when the coordinator extends it with a reason. */
export type StageState = 'scheduled' | 'open' | 'closed';

export interface StageFacts {
  readonly kind: StageKind;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
}

export function stageState(stage: StageFacts): StageState {
  if (!stage.openedAt) return 'scheduled';
  return stage.closedAt ? 'closed' : 'open';
}

/** Everything that the open stages of a process make possible. Several stages may be open at once. */
export function featuresOf(stages: readonly StageFacts[]): ReadonlySet<Feature> {
  return new Set(stages.filter((stage) => stageState(stage) === 'open').flatMap((stage) => OPENS[stage.kind]));
}

/** The stages whose opening makes a feature possible, for a refusal that says when. */
export const stagesFor = (feature: Feature): StageKind[] => STAGE_KINDS.filter((kind) => OPENS[kind].includes(feature));

export interface StagePlan {
  readonly kind: StageKind;
  readonly name: LocalizedText;
  /** Days of the calendar, both included, in the process's time zone: `2022-03-01`. */
  readonly startsOn: string;
  readonly endsOn: string;
}

/**
 * The mistakes in a plan of stages: an end before its start (`ends-before-start`), a start before the stage above it starts (`out-of-order`).
 * Stages may overlap, as reviews and roundtables do in practice.
 */
export function planMistakes(stages: readonly StagePlan[]): PlanMistake[] {
  return stages.flatMap((stage, index): PlanMistake[] => {
    const before = stages[index - 1];
    if (stage.endsOn < stage.startsOn) return [{ index, code: 'ends-before-start' }];
    if (before && stage.startsOn < before.startsOn) return [{ index, code: 'out-of-order' }];
    return [];
  });
}

export interface PlanMistake {
  readonly index: number;
  readonly code: 'ends-before-start' | 'out-of-order';
}
