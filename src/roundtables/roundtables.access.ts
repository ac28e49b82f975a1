import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { isId } from '../kernel/id.js';
import { AccessRules, type RouteParams } from '../platform/access/access.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries } from '../process/index.js';
import {
  mayRoundtable,
  mayRoundtables,
  readRoomCode,
  ROUNDTABLE_ACTIONS,
  type AboutAll,
  type RoundtableAction,
} from './domain/index.js';
import { RoundtablesQueries, type SeatFacts } from './roundtables.queries.js';

/** Registers who may do what. Routes name a table by `:process` and `:roundtable` (its slug), a room by `:room` (its id), a door by `:code`. */
@Injectable()
export class RoundtablesAccess implements OnModuleInit {
  constructor(
    private readonly rules: AccessRules,
    private readonly processes: ProcessQueries,
    private readonly queries: RoundtablesQueries,
  ) {}

  onModuleInit(): void {
    for (const action of ROUNDTABLE_ACTIONS) {
      if (isAboutAll(action))
        this.rules.register<ProcessFacts>(action, {
          facts: (params) => this.processes.facts({ slug: params['process'] ?? '' }),
          may: (who, facts) => mayRoundtables(who, action, facts),
        });
      else
        this.rules.register<SeatFacts>(action, {
          facts: (params, actor) => this.factsOf(params, actor),
          may: (who, facts) => mayRoundtable(who, action, facts),
        });
    }
  }

  private async factsOf(params: RouteParams, actor: Actor): Promise<SeatFacts | null> {
    const { room, code, process, roundtable } = params;
    if (room !== undefined) return isId(room) ? this.queries.factsOf({ id: room }, actor) : null;
    if (code !== undefined) {
      const read = readRoomCode(code);
      return read ? this.queries.factsOf({ code: read }, actor) : null;
    }
    return process && roundtable ? this.queries.factsOf({ process, slug: roundtable }, actor) : null;
  }
}

const isAboutAll = (action: RoundtableAction): action is AboutAll => action.startsWith('roundtables.');
