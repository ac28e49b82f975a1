import type { BoardServer } from './board-socket.js';
import type { Board, Presence, Present, Whereabouts } from './domain/index.js';
import { rooms, type Seat, type Seats } from './seats.js';

/** People whose pointers are told; of the others only where they are. */
const POINTERS = 40;

/** How often `tick` is called. */
export const TICKS_PER_SECOND = 10;

/** Frames a second for so many people: what all of them receive grows with the square otherwise. */
export const framesPerSecond = (people: number): number => (people <= 50 ? 10 : people <= 150 ? 5 : 2);

/** Where people are, in memory only: the last word of each person, told to all in one frame. */
export class PresenceBoard {
  private readonly last = new Map<string, Whereabouts>();
  private ticks = 0;

  say(actorId: string, { at, state, x, y }: Presence): void {
    this.last.set(actorId, [actorId, at, state, x ?? null, y ?? null]);
  }

  leave(actorId: string): void {
    this.last.delete(actorId);
  }

  /** What is new, when this tick has a frame; null when not, or when nobody moved. Nobody is told of where names or notes are hidden. */
  frame(people: number, board: Pick<Board, 'authorsShown' | 'writing'>): Whereabouts[] | null {
    this.ticks += 1;
    if (this.last.size === 0 || this.ticks % (TICKS_PER_SECOND / framesPerSecond(people)) !== 0) return null;
    const told = [...this.last.values()];
    this.last.clear();
    if (!board.authorsShown || board.writing === 'private') return null;
    return told.map((one, index) => (index < POINTERS ? one : [one[0], one[1], one[2], null, null]));
  }
}

/** Tells who is there and where. `node` names this server to the browsers, which keep what each server says apart. */
export class Presences {
  private readonly boards = new Map<string, PresenceBoard>();

  constructor(
    private readonly server: BoardServer,
    private readonly seats: Seats,
    private readonly node: string,
  ) {}

  say(seat: Seat, presence: Presence): void {
    const known = this.boards.get(seat.boardId) ?? new PresenceBoard();
    known.say(seat.actor.id, presence);
    this.boards.set(seat.boardId, known);
  }

  /** Everybody joined here, once each, to everybody on any server. */
  tellPeople(boardId: string): void {
    const people = new Map<string, Present>();
    for (const { actor } of this.seats.at(boardId)) {
      people.set(actor.id, { id: actor.id, name: actor.name, role: actor.role, sector: actor.sector });
    }
    if (people.size === 0) this.boards.delete(boardId);
    this.server.to(rooms.everybody(boardId)).emit('board.people', { b: boardId, n: this.node, people: [...people.values()] });
  }

  /** Called TICKS_PER_SECOND times a second; tells what is due. `boardOf` gives the head in memory. */
  tick(boardOf: (boardId: string) => Board | null): void {
    for (const [boardId, presence] of this.boards) {
      const board = boardOf(boardId);
      const p = board && presence.frame(this.seats.at(boardId).length, board);
      if (p) this.server.to(rooms.everybody(boardId)).volatile.emit('board.presence', { b: boardId, n: this.node, p });
    }
  }
}
