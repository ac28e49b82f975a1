import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { Can } from '../platform/access/access.js';
import { BallotsService } from './ballots.service.js';
import type { RoomAnswer } from './domain/index.js';
import { FloorService } from './floor.service.js';
import { RoomBoards } from './room-boards.js';
import { RoomSockets, type RoomServer, type RoomSocket } from './room-sockets.js';

/** What everybody at the table does over their socket. */
@WebSocketGateway()
export class RoomGateway implements OnGatewayInit {
  @WebSocketServer() private readonly server!: RoomServer;

  constructor(
    private readonly sockets: RoomSockets,
    private readonly floor: FloorService,
    private readonly ballots: BallotsService,
    private readonly boards: RoomBoards,
  ) {}

  afterInit(): void {
    this.sockets.serve(this.server);
  }

  @SubscribeMessage('room.join')
  @Can('room.view')
  join(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('room.join', socket, body, async ({ roundtable, locale }, by) => {
      await this.sockets.enter(socket, by, locale);
      // A crash between a step and its boards is mended by whoever comes in next to run it.
      if (by.facts.state === 'open' && by.facts.teamIds.includes(by.actor.id ?? '')) await this.boards.settle(roundtable, null);
    });
  }

  @SubscribeMessage('room.leave')
  @Can('room.view')
  leave(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('room.leave', socket, body, ({ roundtable }) => this.sockets.leave(socket, roundtable));
  }

  @SubscribeMessage('hand.raise')
  @Can('room.take-part')
  raiseHand(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('hand.raise', socket, body, ({ roundtable }, by) => this.floor.raiseHand(roundtable, by.seat()));
  }

  @SubscribeMessage('hand.lower')
  @Can('room.take-part')
  lowerHand(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('hand.lower', socket, body, ({ roundtable }, by) => this.floor.lowerHand(roundtable, by.seat()));
  }

  @SubscribeMessage('question.ask')
  @Can('room.take-part')
  ask(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('question.ask', socket, body, ({ roundtable, id, text }, by) =>
      this.floor.ask(roundtable, by.seat(), id, text, by.actor),
    );
  }

  @SubscribeMessage('question.support')
  @Can('room.take-part')
  support(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('question.support', socket, body, ({ roundtable, question }, by) =>
      this.floor.support(roundtable, by.seat(), question, true),
    );
  }

  @SubscribeMessage('question.unsupport')
  @Can('room.take-part')
  unsupport(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('question.unsupport', socket, body, ({ roundtable, question }, by) =>
      this.floor.support(roundtable, by.seat(), question, false),
    );
  }

  @SubscribeMessage('ballot.vote')
  @Can('room.take-part')
  vote(@ConnectedSocket() socket: RoomSocket, @MessageBody() body: unknown): Promise<RoomAnswer> {
    return this.sockets.answer('ballot.vote', socket, body, ({ roundtable, ballot, ...vote }, by) =>
      this.ballots.vote(roundtable, ballot, by.seat(), vote),
    );
  }
}
