import { holds, type Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { seesProcess, type ProcessFacts } from '../../process/domain/index.js';

export type PlansAction = 'plan.view' | 'plan.see-draft' | 'plan.edit' | 'plan.publish';

/**
 * Everybody sees the plan's page of a public process; what is not published yet is seen by the team, the forum and the monitoring body.
 * Facilitators write with coordinators; only coordinators publish, and only while publishing is open.
 */
export function mayPlan(who: Standing, action: PlansAction, process: ProcessFacts): Refusal | null {
  if (!seesProcess(who, process)) return refuse('not-found');
  if (action === 'plan.view' || who.actor.kind === 'system') return null;
  if (action === 'plan.see-draft')
    return holds(who, 'coordinator', 'facilitator', 'forum-member', 'monitor') ? null : refuse('only-the-team-and-forum');
  if (action === 'plan.edit') return holds(who, 'coordinator', 'facilitator') ? null : refuse('only-the-team-writes-plans');
  if (!holds(who, 'coordinator')) return refuse('only-coordinators');
  return process.features.has('publish') ? null : refuse('publication-stage-closed');
}
