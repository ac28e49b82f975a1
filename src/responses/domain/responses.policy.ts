import { holds, type Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import type { SubjectKind } from '../../kernel/subject.js';
import { seesProcess, type ProcessFacts } from '../../process/domain/index.js';
import { dispositionsOf, type Disposition } from './disposition.js';

export type ResponsesAction = 'response.view' | 'response.give';

/** Everybody reads the ledger of a public process; coordinators and facilitators write it. */
export function mayResponse(who: Standing, action: ResponsesAction, process: ProcessFacts): Refusal | null {
  if (!seesProcess(who, process)) return refuse('not-found');
  if (action === 'response.view') return null;
  return who.actor.kind === 'system' || holds(who, 'coordinator', 'facilitator') ? null : refuse('only-the-team-responds');
}

/** Whether this disposition can end a contribution of this kind. */
export const fits = (kind: SubjectKind, disposition: Disposition): Refusal | null =>
  dispositionsOf(kind).includes(disposition) ? null : refuse('disposition-does-not-fit');
