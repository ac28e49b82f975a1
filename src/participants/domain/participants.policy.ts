import type { Standing } from '../../kernel/actor.js';
import type { Refusal } from '../../kernel/refusal.js';
import { mayProcess, type ProcessFacts } from '../../process/domain/index.js';

export type ParticipantsAction = 'people.view' | 'people.invite' | 'people.revoke';

/** Who may see and change the people of a process: its coordinators, as for the process itself. */
export const mayPeople = (who: Standing, _action: ParticipantsAction, process: ProcessFacts): Refusal | null =>
  mayProcess(who, 'process.edit', process);
