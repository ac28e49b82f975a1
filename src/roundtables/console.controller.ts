import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { asRefusal, BoardsService } from '../boards/index.js';
import { isId } from '../kernel/id.js';
import { RefusedError } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { check } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { BallotsService } from './ballots.service.js';
import {
  AnswerQuestion,
  DecideBallot,
  DeclareBallot,
  ExtendTimer,
  GiveReason,
  MoveStep,
  roomPath,
  SeatPerson,
  SetBoard,
} from './domain/index.js';
import { FloorService } from './floor.service.js';
import { idIn } from './room-forms.js';
import { RoomBoards } from './room-boards.js';
import { RoomPages } from './room-pages.js';
import { RoomService } from './room.service.js';
import { RoundtablesQueries, type SeatFacts } from './roundtables.queries.js';
import { RoundtablesService } from './roundtables.service.js';
import { TableSeats } from './table-seats.js';

/** The console and the projector, and every act of those who facilitate as a plain form. */
@Controller('rooms/:room')
export class ConsoleController {
  constructor(
    private readonly pages: RoomPages,
    private readonly tables: RoundtablesService,
    private readonly queries: RoundtablesQueries,
    private readonly room: RoomService,
    private readonly floor: FloorService,
    private readonly ballots: BallotsService,
    private readonly roomBoards: RoomBoards,
    private readonly boards: BoardsService,
    private readonly seats: TableSeats,
  ) {}

  @Get('console')
  @Can('roundtable.edit')
  show(@X() x: Exchange): Promise<Page> {
    return this.pages.console(x);
  }

  @Get('screen')
  @Can('room.view')
  screen(@X() x: Exchange): Promise<Page> {
    return this.pages.screen(x);
  }

  @Post('opening')
  @Can('room.start')
  openRoom(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.tables.open(id, x.actor));
  }

  @Post('closing')
  @Can('room.facilitate')
  closeRoom(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.tables.close(id, x.actor));
  }

  @Post('conductor')
  @Can('room.facilitate')
  conduct(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.room.conduct(id, x.actor));
  }

  @Post('steps/next')
  @Can('room.facilitate')
  next(@X() x: Exchange): Promise<Reply> {
    return this.act(x, MoveStep, (id, { from }) => this.room.next(id, from, x.actor));
  }

  @Post('steps/back')
  @Can('room.facilitate')
  back(@X() x: Exchange): Promise<Reply> {
    return this.act(x, MoveStep, (id, { from }) => this.room.back(id, from, x.actor));
  }

  @Post('timer/extension')
  @Can('room.facilitate')
  extend(@X() x: Exchange): Promise<Reply> {
    return this.act(x, ExtendTimer, (id, { minutes }) => this.room.extend(id, minutes));
  }

  @Post('timer/pause')
  @Can('room.facilitate')
  pause(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.room.pause(id));
  }

  @Post('timer/resumption')
  @Can('room.facilitate')
  resume(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.room.resume(id));
  }

  @Post('turns/:turn/giving')
  @Can('room.facilitate')
  giveFloor(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.floor.give(id, idIn(x, 'turn'), x.actor));
  }

  @Post('turns/:turn/end')
  @Can('room.facilitate')
  takeFloor(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.floor.take(id, idIn(x, 'turn')));
  }

  @Post('questions/:question/answer')
  @Can('room.facilitate')
  answer(@X() x: Exchange): Promise<Reply> {
    return this.act(
      x,
      AnswerQuestion,
      (id, { answer }) => this.floor.answer(id, idIn(x, 'question'), answer, x.actor),
      `answer-${x.params['question']}`,
    );
  }

  @Post('questions/:question/hiding')
  @Can('room.facilitate')
  hide(@X() x: Exchange): Promise<Reply> {
    return this.act(
      x,
      GiveReason,
      (id, { reason }) => this.floor.hide(id, idIn(x, 'question'), reason, x.actor),
      `hide-${x.params['question']}`,
    );
  }

  @Post('questions/:question/reopening')
  @Can('room.facilitate')
  reopen(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.floor.reopen(id, idIn(x, 'question'), x.actor));
  }

  @Post('ballots/:ballot/opening')
  @Can('room.facilitate')
  openBallot(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.ballots.open(id, idIn(x, 'ballot'), x.actor));
  }

  @Post('ballots/:ballot/closing')
  @Can('room.facilitate')
  closeBallot(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.ballots.close(id, idIn(x, 'ballot'), x.actor));
  }

  @Post('ballots/:ballot/decision')
  @Can('room.facilitate')
  decide(@X() x: Exchange): Promise<Reply> {
    return this.act(
      x,
      DecideBallot,
      (id, { option, reason }) => this.ballots.decide(id, idIn(x, 'ballot'), option, reason, x.actor),
      'decide',
    );
  }

  @Post('ballots/:ballot/second-round')
  @Can('room.facilitate')
  secondRound(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.ballots.secondRound(id, idIn(x, 'ballot'), x.actor));
  }

  @Post('people')
  @Can('room.facilitate')
  seat(@X() x: Exchange): Promise<Reply> {
    return this.act(x, SeatPerson, (id, person) => this.room.seatPerson(id, String(x.body['_form']), person, x.actor), 'seat');
  }

  @Post('people/:person/ban')
  @Can('room.facilitate')
  ban(@X() x: Exchange): Promise<Reply> {
    return this.act(x, z.object({}), (id) => this.room.ban(id, idIn(x, 'person'), x.actor));
  }

  /** The board is read first: a use case may not wait for it. */
  @Post('ballots')
  @Can('room.facilitate')
  async declare(@X() x: Exchange): Promise<Reply> {
    const board = await this.roomBoards.situation(x.facts<SeatFacts>().roundtableId);
    return this.act(x, DeclareBallot, (id, ballot) => this.ballots.declare(id, ballot, board, x.actor), 'declare');
  }

  /** Sets the board of the step: open or locked, private writing, names, dots. Waits for the board's own commit; the form's id is its op. */
  @Post('board')
  @Can('room.facilitate')
  async setBoard(@X() x: Exchange): Promise<Reply> {
    const op = x.body['_form'];
    const facts = x.facts<SeatFacts>();
    const checked = check(SetBoard, x.body);
    if (!isId(op) || !checked.ok) throw new RefusedError({ code: 'bad-request' });
    const board = (await this.queries.boardsOf(facts.roundtableId)).find(({ isCurrent }) => isCurrent);
    const actor = await this.seats.onBoards(facts, x.actor);
    if (!board || !actor) throw new RefusedError({ code: 'no-board-now' });
    const outcome = await this.boards.command(board.id, { op, ...checked.value }, actor);
    if (!outcome.ok && outcome.code !== 'changed') throw new RefusedError(asRefusal(outcome.code));
    return seeOther(roomPath(facts.roundtableId, 'console'));
  }

  /** `form` names the form that shows what was refused. */
  private act<S extends z.ZodType>(
    x: Exchange,
    schema: S,
    perform: (roundtableId: string, sent: z.output<S>) => Promise<unknown>,
    form = 'act',
  ): Promise<Reply> {
    const { roundtableId } = x.facts<SeatFacts>();
    return x.submit(schema, {
      perform: async (sent) => {
        await perform(roundtableId, sent);
        return seeOther(roomPath(roundtableId, 'console'));
      },
      again: (state) => this.pages.console(x, { form, state }),
    });
  }
}
