import type { Actor } from '../kernel/actor.js';
import type { BoardActor } from './domain/index.js';

/**
 * Who somebody is on a board. Implemented by the module that owns boards and knows who sits at the table; asked when a socket joins and again at
 * every frame of commands, so an answer that changes counts at once.
 */
export abstract class BoardAccess {
  /** The person's part on this board; null when they may not even see it, or there is no such board. */
  abstract actorFor(boardId: string, person: Actor): Promise<BoardActor | null>;
}
