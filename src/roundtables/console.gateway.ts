import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Can } from '../platform/access/access.js';
import { BallotsService } from './ballots.service.js';
import type { RoomAnswer } from './domain/index.js';
import { FloorService } from './floor.service.js';
import { RoomBoards } from './room-boards.js';
import { RoomService } from './room.service.js';
import { RoomSockets, type RoomSocket } from './room-sockets.js';
import { RoundtablesService } from './roundtables.service.js';

/** What those who facilitate do over their socket. */
@WebSocketGateway()
export class ConsoleGateway {
  constructor(
    private readonly sockets: RoomSockets,
    private readonly tables: RoundtablesService,
    private readonly room: RoomService,
    private readonly floor: FloorService,
    private readonly ballots: BallotsService,
    private readonly boards: RoomBoards,
  ) {}

  @SubscribeMessage('room.open')
  @Can('room.start')
  openRoom(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('room.open', socket, body, ({ roundtable }, by) => this.tables.open(roundtable, by.actor));
  }

  @SubscribeMessage('room.close')
  @Can('room.facilitate')
  closeRoom(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('room.close', socket, body, ({ roundtable }, by) => this.tables.close(roundtable, by.actor));
  }

  @SubscribeMessage('room.conduct')
  @Can('room.facilitate')
  conduct(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('room.conduct', socket, body, ({ roundtable }, by) => this.room.conduct(roundtable, by.actor));
  }

  @SubscribeMessage('step.next')
  @Can('room.facilitate')
  next(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('step.next', socket, body, ({ roundtable, from }, by) =>
      this.room.next(roundtable, from, by.actor),
    );
  }

  @SubscribeMessage('step.back')
  @Can('room.facilitate')
  back(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('step.back', socket, body, ({ roundtable, from }, by) =>
      this.room.back(roundtable, from, by.actor),
    );
  }

  @SubscribeMessage('timer.extend')
  @Can('room.facilitate')
  extend(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('timer.extend', socket, body, ({ roundtable, minutes }) => this.room.extend(roundtable, minutes));
  }

  @SubscribeMessage('timer.pause')
  @Can('room.facilitate')
  pause(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('timer.pause', socket, body, ({ roundtable }) => this.room.pause(roundtable));
  }

  @SubscribeMessage('timer.resume')
  @Can('room.facilitate')
  resume(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('timer.resume', socket, body, ({ roundtable }) => this.room.resume(roundtable));
  }

  @SubscribeMessage('floor.give')
  @Can('room.facilitate')
  giveFloor(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('floor.give', socket, body, ({ roundtable, turn }, by) =>
      this.floor.give(roundtable, turn, by.actor),
    );
  }

  @SubscribeMessage('floor.take')
  @Can('room.facilitate')
  takeFloor(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('floor.take', socket, body, ({ roundtable, turn }) => this.floor.take(roundtable, turn));
  }

  @SubscribeMessage('question.answer')
  @Can('room.facilitate')
  answerQuestion(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('question.answer', socket, body, ({ roundtable, question, answer }, by) =>
      this.floor.answer(roundtable, question, answer, by.actor),
    );
  }

  @SubscribeMessage('question.hide')
  @Can('room.facilitate')
  hideQuestion(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('question.hide', socket, body, ({ roundtable, question, reason }, by) =>
      this.floor.hide(roundtable, question, reason, by.actor),
    );
  }

  @SubscribeMessage('question.reopen')
  @Can('room.facilitate')
  reopenQuestion(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('question.reopen', socket, body, ({ roundtable, question }, by) =>
      this.floor.reopen(roundtable, question, by.actor),
    );
  }

  @SubscribeMessage('ballot.declare')
  @Can('room.facilitate')
  declare(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('ballot.declare', socket, body, async ({ roundtable, ...ballot }, by) =>
      this.ballots.declare(roundtable, ballot, await this.boards.situation(roundtable), by.actor),
    );
  }

  @SubscribeMessage('ballot.open')
  @Can('room.facilitate')
  openBallot(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('ballot.open', socket, body, ({ roundtable, ballot }, by) =>
      this.ballots.open(roundtable, ballot, by.actor),
    );
  }

  @SubscribeMessage('ballot.close')
  @Can('room.facilitate')
  closeBallot(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('ballot.close', socket, body, ({ roundtable, ballot }, by) =>
      this.ballots.close(roundtable, ballot, by.actor),
    );
  }

  @SubscribeMessage('ballot.decide')
  @Can('room.facilitate')
  decideBallot(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('ballot.decide', socket, body, ({ roundtable, ballot, option, reason }, by) =>
      this.ballots.decide(roundtable, ballot, option, reason, by.actor),
    );
  }

  @SubscribeMessage('ballot.second-round')
  @Can('room.facilitate')
  secondRound(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('ballot.second-round', socket, body, ({ roundtable, ballot }, by) =>
      this.ballots.secondRound(roundtable, ballot, by.actor),
    );
  }

  @SubscribeMessage('person.seat')
  @Can('room.facilitate')
  seatPerson(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('person.seat', socket, body, ({ roundtable, id, ...person }, by) =>
      this.room.seatPerson(roundtable, id, person, by.actor),
    );
  }

  @SubscribeMessage('person.ban')
  @Can('room.facilitate')
  ban(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('person.ban', socket, body, ({ roundtable, person }, by) =>
      this.room.ban(roundtable, person, by.actor),
    );
  }
}
