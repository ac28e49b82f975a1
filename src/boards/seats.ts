import type { Actor } from '../kernel/actor.js';
import { WIRE, can, viewerOf, type BoardActor, type Viewer } from './domain/index.js';
import type { BoardSocket } from './board-socket.js';
import { TokenBucket } from '../platform/limits/token-bucket.js';

/** A socket joined to a board. */
export interface Seat {
  readonly socket: BoardSocket;
  readonly boardId: string;
  readonly actor: BoardActor;
  readonly viewer: Viewer;
  /** Who the socket belongs to, to ask again. */
  readonly person: () => Promise<Actor>;
  readonly bucket: TokenBucket;
  /** Since when it is out of the rooms because it reads too slowly (milliseconds of the clock); null when it keeps up. */
  laggingSince: number | null;
}

/** Rooms of a board. Those who record see more than the many; who sees an entry otherwise than either gets it in a room of their own. */
export const rooms = {
  many: (boardId: string) => `b:${boardId}:many`,
  recorders: (boardId: string) => `b:${boardId}:recorders`,
  person: (boardId: string, actorId: string) => `b:${boardId}:a:${actorId}`,
  everybody: (boardId: string) => [rooms.many(boardId), rooms.recorders(boardId)],
  of: ({ boardId, actor, viewer }: Seat) => [
    viewer.records ? rooms.recorders(boardId) : rooms.many(boardId),
    rooms.person(boardId, actor.id),
  ],
};

/** Who is joined to which board through this server. */
export class Seats {
  private readonly byBoard = new Map<string, Map<string, Seat>>();

  boards(): string[] {
    return [...this.byBoard.keys()];
  }

  at(boardId: string): Seat[] {
    return [...(this.byBoard.get(boardId)?.values() ?? [])];
  }

  of(boardId: string, socketId: string): Seat | null {
    return this.byBoard.get(boardId)?.get(socketId) ?? null;
  }

  /** One of the seats of a person on a board; all of theirs see the same. */
  ofPerson(boardId: string, actorId: string): Seat | null {
    return this.at(boardId).find((seat) => seat.actor.id === actorId) ?? null;
  }

  take(socket: BoardSocket, boardId: string, actor: BoardActor, person: () => Promise<Actor>): Seat {
    const bucket = this.of(boardId, socket.id)?.bucket ?? bucketFor(actor);
    const seat: Seat = { socket, boardId, actor, viewer: viewerOf(actor), person, bucket, laggingSince: null };
    const seats = this.byBoard.get(boardId) ?? new Map<string, Seat>();
    seats.set(socket.id, seat);
    this.byBoard.set(boardId, seats);
    return seat;
  }

  leave(boardId: string, socketId: string): void {
    const seats = this.byBoard.get(boardId);
    seats?.delete(socketId);
    if (seats?.size === 0) this.byBoard.delete(boardId);
  }

  /** The boards this socket was joined to, which it no longer is. */
  leaveAll(socketId: string): string[] {
    const left = this.boards().filter((boardId) => this.of(boardId, socketId));
    for (const boardId of left) this.leave(boardId, socketId);
    return left;
  }
}

const bucketFor = (actor: BoardActor): TokenBucket =>
  new TokenBucket(can(actor, 'facilitate') ? WIRE.rate.facilitatorPerSecond : WIRE.rate.perSecond, WIRE.rate.burst);
