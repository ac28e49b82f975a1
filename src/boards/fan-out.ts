import type { News } from './board-queue.js';
import type { BoardServer, BoardSocket } from './board-socket.js';
import { ANYBODY, ANY_RECORDER, concerned, projectEntry, type Frame, type Viewer } from './domain/index.js';
import { rooms, type Seat, type Seats } from './seats.js';

/** Packets waiting for one socket before it counts as lagging. */
const BACKLOG = 512;
/** How long a lagging socket is kept, in ms. */
const PATIENCE_MS = 30_000;

/**
 * Tells committed entries to the sockets of this server: one frame for the many, one for those who record, and one each for those who see
 * these entries otherwise. Other servers read the log themselves, so that a lost message between servers loses nothing.
 */
export class FanOut {
  constructor(
    private readonly server: BoardServer,
    private readonly seats: Seats,
    private readonly headOf: (boardId: string) => number,
  ) {}

  tell(news: News, now: number): void {
    const { boardId, entries, board } = news;
    for (const seat of this.seats.at(boardId)) this.mindLag(seat, now);
    const frame = (viewer: Viewer): Frame => ({
      b: boardId,
      s: entries[0]?.seq ?? 0,
      o: entries.map((entry) => projectEntry(entry, board, viewer)),
    });
    const apart = [...new Set(entries.flatMap((entry) => [...concerned(entry, board)]))].flatMap(
      (id) => this.seats.ofPerson(boardId, id) ?? [],
    );
    const theirs = apart.map((seat) => rooms.person(boardId, seat.actor.id));
    this.server.local.to(rooms.many(boardId)).except(theirs).emit('board.ev', frame(ANYBODY));
    this.server.local.to(rooms.recorders(boardId)).except(theirs).emit('board.ev', frame(ANY_RECORDER));
    for (const { actor, viewer } of apart) this.server.local.to(rooms.person(boardId, actor.id)).emit('board.ev', frame(viewer));
  }

  /** A socket that reads too slowly leaves the rooms, so that nothing piles up for it; when it has read all, it is told to catch up. */
  private mindLag(seat: Seat, now: number): void {
    const { socket } = seat;
    if (seat.laggingSince !== null) {
      if (now - seat.laggingSince > PATIENCE_MS) socket.disconnect(true);
      return;
    }
    if (backlogOf(socket) <= BACKLOG) return;
    seat.laggingSince = now;
    for (const room of rooms.of(seat)) void socket.leave(room);
    socket.conn.once('drain', () => {
      if (this.seats.of(seat.boardId, socket.id) !== seat) return;
      seat.laggingSince = null;
      void socket.join(rooms.of(seat));
      socket.emit('board.resync', { b: seat.boardId, head: this.headOf(seat.boardId) });
    });
  }
}

/** Packets that engine.io keeps for a socket that does not read; its types call the buffer private. */
const backlogOf = (socket: BoardSocket): number =>
  (socket.conn as unknown as { writeBuffer: readonly unknown[] }).writeBuffer.length;
