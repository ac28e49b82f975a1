import type { Actor } from '../../kernel/actor.js';
import type { SessionContent } from '../web/session.js';

/** Finds who stands behind a sealed session. Implemented by accounts; asked for every request and every socket. */
export abstract class ActorSource {
  abstract actorOf(session: SessionContent): Promise<Actor>;
}
