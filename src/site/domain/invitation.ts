import { featuresOf, stageState, type Feature, type StageFacts } from '../../process/domain/index.js';

/** What a process asks of a visitor now: what an open stage makes possible, else to come back (`wait`), else to read how it ended (`over`). */
export type InvitationKind = (typeof INVITING)[number] | 'wait' | 'over';

/** What the open stages make possible for everybody, the most urgent first: a call or a sitting ends, a published plan stays. */
const INVITING = ['propose', 'meet', 'comment', 'publish', 'report', 'review'] as const satisfies readonly Feature[];

export interface DatedStage extends StageFacts {
  /** Days of the calendar as announced, both included: `2022-03-01`. */
  readonly startsOn: string;
  readonly endsOn: string;
}

export interface Invitation<S> {
  readonly kind: InvitationKind;
  /** The stage it belongs to: the open one, the next one for `wait`, the last one for `over`. Null for a process without stages. */
  readonly stage: S | null;
  /** Whatever else everybody can do now, most urgent first. */
  readonly also: readonly InvitationKind[];
}

/** The one thing to do now, and what else is possible. `stages` in their order. */
export function invitationOf<S extends StageFacts>(stages: readonly S[]): Invitation<S> {
  const open = INVITING.flatMap((kind) => {
    const stage = stages.find((each) => featuresOf([each]).has(kind));
    return stage ? [{ kind, stage }] : [];
  });
  const [first, ...rest] = open;
  if (first) return { ...first, also: rest.map((each) => each.kind).filter((kind) => kind !== 'review') };
  const next = stages.find((stage) => stageState(stage) === 'scheduled');
  return next ? { kind: 'wait', stage: next, also: [] } : { kind: 'over', stage: stages.at(-1) ?? null, also: [] };
}
