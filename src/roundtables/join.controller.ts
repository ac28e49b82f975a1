import { Controller, Get, Post } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Can, Public } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { EnterCode, joinPath, JoinRoom, readRoomCode, roomPath } from './domain/index.js';
import { enterPage, joinPage, type EnterPage, type JoinPage } from './join.page.js';
import { RoomService } from './room.service.js';
import { RoundtablesQueries, type SeatFacts } from './roundtables.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'roundtables/enter': EnterPage;
    'roundtables/join': JoinPage;
  }
}

/** The door: a code, then a name and a sector, then a seat. */
@Controller('join')
export class JoinController {
  constructor(
    private readonly queries: RoundtablesQueries,
    private readonly room: RoomService,
    private readonly ids: Ids,
  ) {}

  @Get()
  @Public()
  enter(@X() x: Exchange): Page {
    return this.enterPage(x, blank({ code: x.query['code'] ?? '' }));
  }

  @Post()
  @Public()
  find(@X() x: Exchange): Promise<Reply> {
    return x.submit(EnterCode, {
      perform: async ({ code: typed }) => {
        const code = readRoomCode(typed);
        if (!code || !(await this.queries.factsOf({ code }, x.actor))) throw new RefusedError({ code: 'room-code-unknown' });
        return seeOther(joinPath(code));
      },
      again: (state) => this.enterPage(x, state),
    });
  }

  @Get(':code')
  @Can('room.join')
  show(@X() x: Exchange): Promise<Page> {
    const { seat } = x.facts<SeatFacts>();
    return this.joinPage(x, blank({ name: seat?.name ?? x.actor.name, sector: seat?.sector ?? '' }));
  }

  @Post(':code')
  @Can('room.join')
  join(@X() x: Exchange): Promise<Reply> {
    const { roundtableId } = x.facts<SeatFacts>();
    return x.submit(JoinRoom, {
      perform: async (person) => {
        await this.room.join(roundtableId, person, this.personOf(x, person.name));
        return seeOther(roomPath(roundtableId));
      },
      again: (state) => this.joinPage(x, state),
    });
  }

  /** An account as it is; anybody else becomes, or stays, the guest of this browser. */
  private personOf(x: Exchange, name: string): Actor {
    if (x.actor.kind === 'account') return x.actor;
    const id = (x.actor.kind === 'guest' ? x.actor.id : null) ?? this.ids.next();
    x.request.session.set('guest', { id, name });
    return { kind: 'guest', id, name, isAdministrator: false };
  }

  private enterPage(x: Exchange, state: FormState): Page {
    const model = enterPage(x, state);
    return x.page('roundtables/enter', model, { title: model.title, layout: 'room' });
  }

  private async joinPage(x: Exchange, state: FormState): Promise<Page> {
    const table = await this.queries.byId(x.facts<SeatFacts>().roundtableId);
    if (!table) throw notFound();
    const model = joinPage(x, table, state);
    return x.page('roundtables/join', model, { title: model.title, layout: 'room' });
  }
}
