import { z } from 'zod';
import { Reason } from '../../responses/domain/index.js';
import { addDays } from '../../process/domain/index.js';
import { VERDICTS, type Verdict } from './feasibility.js';
import type { ProposalState } from './proposal-state.js';

/** What the areas that were asked say together: one verdict, nothing yet, or things that do not fit together. */
export type JointAnswer =
  { readonly kind: 'waits' } | { readonly kind: 'agrees'; readonly verdict: Verdict } | { readonly kind: 'disagrees' };

const FEASIBLE: ReadonlySet<Verdict> = new Set(['feasible', 'feasible-with-changes']);

/**
 * The verdict of a proposal from the verdicts of all areas that were asked, null for one that owes its review. As long as one owes it, the
 * proposal waits. The same verdict of all is the proposal's; where some ask for changes and the others find it feasible as it is, it is
 * feasible with changes. Everything else is a disagreement, which a coordinator decides.
 */
export function jointAnswer(verdicts: readonly (Verdict | null)[]): JointAnswer {
  const [first] = verdicts;
  if (!first || verdicts.includes(null)) return { kind: 'waits' };
  if (verdicts.every((each) => each === first)) return { kind: 'agrees', verdict: first };
  return verdicts.every((each) => each !== null && FEASIBLE.has(each))
    ? { kind: 'agrees', verdict: 'feasible-with-changes' }
    : { kind: 'disagrees' };
}

/**
 * "Already planned" is fixed before the roundtables decide: once they have begun, no review makes a proposal already planned nor takes
 * that back. A coordinator still can, with a public reason.
 */
export const isPlannedFixed = (from: ProposalState, to: ProposalState, haveTablesBegun: boolean): boolean =>
  haveTablesBegun && (from === 'already-planned') !== (to === 'already-planned');

/** Days that an area which gets a proposal from another has at least. */
export const REDIRECTED_DAYS_MIN = 7;

/** The day for the area that a proposal is sent on to: as many days from today as the first area had been given, and a week at least. */
export function redirectedDue(askedOn: string, dueOn: string, today: string): string {
  const given = Math.round((Date.parse(dueOn) - Date.parse(askedOn)) / 86_400_000);
  return addDays(today, Math.max(given, REDIRECTED_DAYS_MIN));
}

/** An area sends a proposal on to the one that can answer it, and says why in public. */
export const RedirectReview = z.object({ areaId: z.uuid({ error: 'choose' }), reason: Reason });
export type RedirectReview = z.output<typeof RedirectReview>;

/** A coordinator decides where areas disagree or one stays silent. */
export const RuleVerdict = z.object({ verdict: z.enum(VERDICTS, { error: 'choose' }), reason: Reason });
export type RuleVerdict = z.output<typeof RuleVerdict>;
