import type { Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { mayProcess, type ProcessFacts } from '../../process/domain/index.js';

export type OutreachAction = 'outreach.view' | 'outreach.run';
/** What the holder of an organisation's personal link may do: the link is their proof. */
export type InvitedAction = 'invited.view' | 'invited.decline' | 'invited.begin';

/** Addresses are for the coordinators of the process alone; the record of what was done is for everybody. */
export const mayOutreach = (who: Standing, action: OutreachAction, process: ProcessFacts): Refusal | null =>
  mayProcess(who, action === 'outreach.view' ? 'process.view' : 'process.run', process);

/** A link can always be read and declined; it leads into the call while the call is open. */
export const mayInvited = (action: InvitedAction, process: ProcessFacts): Refusal | null =>
  action === 'invited.begin' && !process.features.has('propose') ? refuse('call-not-open') : null;
