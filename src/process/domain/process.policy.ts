import { holds, type Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import type { Feature } from './stage.js';

/** What a policy needs to know of a process. Other modules' facts extend it. */
export interface ProcessFacts {
  readonly processId: string;
  readonly slug: string;
  readonly isPublic: boolean;
  readonly features: ReadonlySet<Feature>;
}

export type ProcessAction = 'process.view' | 'process.create' | 'process.edit' | 'process.publish' | 'process.run';

const isStaff = (who: Standing): boolean => who.actor.isAdministrator || who.roles.length > 0;

/** Who may do what to a process. `process` is null only for `process.create`. */
export function mayProcess(who: Standing, action: ProcessAction, process: ProcessFacts | null): Refusal | null {
  if (action === 'process.create') return who.actor.isAdministrator ? null : refuse('only-administrators');
  if (!process) return refuse('not-found');
  const sees = process.isPublic || isStaff(who);
  if (action === 'process.view') return sees ? null : refuse('not-found');
  if (who.actor.isAdministrator || holds(who, 'coordinator')) return null;
  return sees ? refuse('only-coordinators') : refuse('not-found');
}

/** Whether anybody may see what belongs to this process; the rule that every other module's view rules begin with. */
export const seesProcess = (who: Standing, process: ProcessFacts): boolean => mayProcess(who, 'process.view', process) === null;
