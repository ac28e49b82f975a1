import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { asRefusal, BoardsService } from '../boards/index.js';
import { isId } from '../kernel/id.js';
import { LOCALES } from '../kernel/localized.js';
import { RefusedError } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { catalogue } from '../platform/i18n/translator.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { check } from '../platform/web/forms.js';
import { download, seeOther, type Download, type Page, type Reply } from '../platform/web/reply.js';
import { BallotQueries } from './ballot.queries.js';
import { BallotsService } from './ballots.service.js';
import { AddNote, AskQuestion, canonicalJson, CastVote, roomPath, roundtablePath } from './domain/index.js';
import { FloorService } from './floor.service.js';
import { idIn } from './room-forms.js';
import { RoomPages } from './room-pages.js';
import { RoomService } from './room.service.js';
import { RoundtablesQueries, type SeatFacts } from './roundtables.queries.js';
import { TableSeats } from './table-seats.js';

/** The room as a participant has it, and every act of theirs as a plain form. */
@Controller('rooms/:room')
export class RoomController {
  constructor(
    private readonly pages: RoomPages,
    private readonly tables: RoundtablesQueries,
    private readonly room: RoomService,
    private readonly floor: FloorService,
    private readonly ballots: BallotsService,
    private readonly ballotRows: BallotQueries,
    private readonly boards: BoardsService,
    private readonly seats: TableSeats,
  ) {}

  @Get()
  @Can('room.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.pages.participant(x);
  }

  @Get('state.json')
  @Can('room.view')
  async state(@X() x: Exchange): Promise<Download> {
    return download('application/json; charset=utf-8', JSON.stringify(await this.pages.snapshot(x)));
  }

  /** The words of the live client, as ICU sources. */
  @Get('messages.json')
  @Can('room.view')
  messages(@X() x: Exchange): Download {
    const asked = z.enum(LOCALES).safeParse(x.query['locale']);
    const words = Object.entries(catalogue(asked.success ? asked.data : x.locale)).filter(([key]) =>
      /^(roundtables|boards|refusals\.board-)/.test(key),
    );
    return download('application/json; charset=utf-8', JSON.stringify(Object.fromEntries(words)));
  }

  /** A closed ballot for whoever wants to count again: `recount.js`, beside it on the page, gives the same count, byte for byte. */
  @Get('ballots/:ballot/ballot.json')
  @Can('roundtable.view')
  async bundle(@X() x: Exchange): Promise<Download> {
    const { roundtableId } = x.facts<SeatFacts>();
    return download(
      'application/json; charset=utf-8',
      canonicalJson(await this.ballotRows.bundle(roundtableId, idIn(x, 'ballot'))),
    );
  }

  @Post('hand')
  @Can('room.take-part')
  raiseHand(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id, seat) => this.floor.raiseHand(id, seat));
  }

  @Post('hand/lowering')
  @Can('room.take-part')
  lowerHand(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id, seat) => this.floor.lowerHand(id, seat));
  }

  @Post('questions')
  @Can('room.take-part')
  ask(@X() x: Exchange): Promise<Reply> {
    return this.act(
      x,
      AskQuestion,
      (id, seat, { text }) => this.floor.ask(id, seat, String(x.body['_form']), text, x.actor),
      'question',
      '#preguntas',
    );
  }

  @Post('questions/:question/support')
  @Can('room.take-part')
  support(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id, seat) => this.floor.support(id, seat, idIn(x, 'question'), true), 'act', '#preguntas');
  }

  @Post('questions/:question/support/removal')
  @Can('room.take-part')
  unsupport(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id, seat) => this.floor.support(id, seat, idIn(x, 'question'), false), 'act', '#preguntas');
  }

  @Post('ballots/:ballot/vote')
  @Can('room.take-part')
  vote(@X() x: Exchange): Promise<Reply> {
    return this.act(x, CastVote, (id, seat, vote) => this.ballots.vote(id, idIn(x, 'ballot'), seat, vote), 'vote', '#boleta');
  }

  /** A board command waits for its own commit and is known by its op, which is the form's id: sent twice, it is there once. */
  @Post('notes')
  @Can('room.take-part')
  async addNote(@X() x: Exchange): Promise<Reply> {
    const op = x.body['_form'];
    if (!isId(op)) throw new RefusedError({ code: 'form-without-id' });
    const checked = check(AddNote, x.body);
    if (!checked.ok) return this.noteAgain(x, { errors: checked.errors, formId: op }, 422);
    const facts = x.facts<SeatFacts>();
    const board = (await this.tables.boardsOf(facts.roundtableId)).find(({ isCurrent }) => isCurrent);
    const actor = await this.seats.onBoards(facts, x.actor);
    if (!board || !actor) return this.noteAgain(x, { errors: { '': { code: 'no-board-now' } }, formId: op }, 409);
    const { section, kind, text, when, who } = checked.value;
    const holds = (await this.boards.live(board.id)).board.sections[section]?.holds;
    const words =
      holds === 'milestones' ? { milestone: { output: text.slice(0, 500), when: when ?? '', who: who ?? '' } } : { text };
    const outcome = await this.boards.command(board.id, { op, t: 'note.add', id: op, section, kind, ...words }, actor);
    if (!outcome.ok) return this.noteAgain(x, { errors: { '': asRefusal(outcome.code) }, formId: op }, 409);
    return seeOther(`${roomPath(facts.roundtableId)}#n-${op}`, 'roundtables.note.added');
  }

  @Post('departure')
  @Can('room.view')
  leave(@X() x: Exchange): Promise<Reply> {
    const { roundtableId, slug, roundtableSlug, seat } = x.facts<SeatFacts>();
    return x.submit(z.object({}), {
      perform: async () => {
        if (seat) await this.room.leave(roundtableId, seat.id);
        return seeOther(roundtablePath(slug, roundtableSlug), 'roundtables.room.left');
      },
      again: (state) => this.pages.participant(x, RoomPages.refused(state)),
    });
  }

  private async noteAgain(
    x: Exchange,
    { errors, formId }: { errors: Record<string, { code: string }>; formId: string },
    status: number,
  ): Promise<Page> {
    const page = await this.pages.participant(x, { form: 'note', state: { values: x.body, errors, formId } });
    return { ...page, options: { ...page.options, status } };
  }

  /** One act of somebody with a seat; `form` names the form that shows what was refused. */
  private act<S extends z.ZodType>(
    x: Exchange,
    schema: S,
    perform: (roundtableId: string, seat: string, sent: z.output<S>) => Promise<unknown>,
    form = 'act',
    anchor = '',
  ): Promise<Reply> {
    const { roundtableId, seat } = x.facts<SeatFacts>();
    return x.submit(schema, {
      perform: async (sent) => {
        if (!seat) throw new RefusedError({ code: 'not-at-the-table' }, 403);
        await perform(roundtableId, seat.id, sent);
        return seeOther(`${roomPath(roundtableId)}${anchor}`);
      },
      again: (state) => this.pages.participant(x, { form, state }),
    });
  }
}
