import { Injectable } from '@nestjs/common';
import { ANYBODY, BoardAccess, capabilitiesOf, viewerOf, type BoardActor, type Viewer } from '../boards/index.js';
import type { Actor, Standing } from '../kernel/actor.js';
import { AccessRules } from '../platform/access/access.js';
import { faceOf } from './domain/index.js';
import { RoundtablesQueries, type SeatFacts } from './roundtables.queries.js';

/** Who is who on the boards of a table: those who run it facilitate, those with a seat take part, the process's other staff watches. */
@Injectable()
export class TableSeats extends BoardAccess {
  constructor(
    private readonly queries: RoundtablesQueries,
    private readonly rules: AccessRules,
  ) {
    super();
  }

  async actorFor(boardId: string, person: Actor): Promise<BoardActor | null> {
    const facts = await this.queries.factsOf({ board: boardId }, person);
    return facts ? this.onBoards(facts, person) : null;
  }

  /** Whose eyes a board is read with: those of a seat, or anybody's. */
  async viewerFor(who: Standing, facts: SeatFacts): Promise<Viewer> {
    const actor = faceOf(who, facts) === null ? null : await this.onBoards(facts, who.actor);
    return actor ? viewerOf(actor) : ANYBODY;
  }

  /** Once the table is closed, everybody only reads. */
  async onBoards(facts: SeatFacts, person: Actor): Promise<BoardActor | null> {
    const face = faceOf(await this.rules.standing(person, facts.processId), facts);
    const id = facts.seat?.id ?? person.id;
    if (face === null || id === null) return null;
    const role = facts.state === 'open' ? face : 'observer';
    return {
      id,
      name: facts.seat?.name ?? person.name,
      role,
      sector: facts.seat?.sector ?? (face === 'facilitator' ? 'public' : null),
      capabilities: capabilitiesOf(role),
    };
  }
}
