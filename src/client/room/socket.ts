/** The line to the server: one socket for the room and its boards, questions with a time limit, and coming back after silence. */
import { io, type Socket } from 'socket.io-client';
import {
  VERSION,
  WIRE,
  type ClientEvents,
  type Joined,
  type Outcome,
  type PersonalCommand,
  type Presence,
  type Pulled,
  type ServerEvents,
} from '../../boards/domain/index.js';
import type { RoomAct, RoomActInput, RoomAnswer, RoomClientEvents, RoomServerEvents } from '../../roundtables/domain/index.js';
import type { BoardLine } from './live-board.js';

type Line = Socket<ServerEvents & RoomServerEvents, ClientEvents & RoomClientEvents>;

/** A line down for longer than this is called offline, not a reconnection, in ms. */
const BLINK_MS = 4000;

export interface LinkListener {
  /** The line is up: join the room and its boards, again if need be. */
  connected(): void;
  changed(): void;
}

export class RoomLink implements BoardLine {
  readonly socket: Line;
  private downSince: number | null = Date.now();
  private blink: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: LinkListener) {
    // Spread by half and growing, so that a hall whose wifi comes back does not come back in one second.
    this.socket = io({
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      autoConnect: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 15_000,
      randomizationFactor: 0.5,
    });
    this.socket.on('connect', () => {
      this.downSince = null;
      clearTimeout(this.blink);
      listener.connected();
    });
    this.socket.on('disconnect', (reason) => {
      this.downSince = Date.now();
      this.blink = setTimeout(() => listener.changed(), BLINK_MS);
      listener.changed();
      // The server's own goodbye is not followed by a reconnection unless it is asked for.
      if (reason === 'io server disconnect') setTimeout(() => this.socket.connect(), 1000 + Math.random() * 2000);
    });
    addEventListener('online', () => !this.socket.connected && this.tryAnew());
    // A socket without a network seems open until a ping is missed, half a minute later: trying anew tells the truth at once.
    addEventListener('offline', () => this.tryAnew());
    this.blink = setTimeout(() => listener.changed(), BLINK_MS);
  }

  get isUp(): boolean {
    return this.socket.connected;
  }

  get isOffline(): boolean {
    return !this.isUp && (!navigator.onLine || (this.downSince !== null && Date.now() - this.downSince >= BLINK_MS));
  }

  join(board: string, have: number, epoch: number): Promise<Joined> {
    return this.asking().emitWithAck('board.join', { board, have, epoch, v: VERSION });
  }

  ops(board: string, ops: readonly PersonalCommand[]): Promise<readonly Outcome[]> {
    return this.asking().emitWithAck('board.op', { board, ops });
  }

  pull(board: string, from: number): Promise<Pulled> {
    return this.asking().emitWithAck('board.pull', { board, from });
  }

  /** Does an act of the room. Fails when no answer came; sending it again changes nothing. */
  act<A extends RoomAct>(name: A, input: RoomActInput<A>): Promise<RoomAnswer> {
    const asking = this.asking() as unknown as { emitWithAck(event: A, sent: RoomActInput<A>): Promise<RoomAnswer> };
    return asking.emitWithAck(name, input);
  }

  /** Where I am; lost without harm. */
  tell(presence: Presence): void {
    if (this.isUp) this.socket.volatile.emit('board.presence', presence);
  }

  private tryAnew(): void {
    this.socket.disconnect().connect();
  }

  private asking() {
    // socket.io would keep the question for later; ours are kept by op id, and asked again after joining.
    if (!this.socket.connected) throw new Error('The line is down');
    return this.socket.timeout(WIRE.answerWithin);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
