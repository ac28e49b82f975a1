import type { OnApplicationShutdown } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { RefusedError } from '../kernel/refusal.js';
import { GuardedBy } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Log } from '../platform/log/log.js';
import { BoardAccess } from './board-access.js';
import type { BoardServer, BoardSocket } from './board-socket.js';
import { BoardsService } from './boards.service.js';
import {
  VERSION,
  WIRE,
  digest,
  dotsLeft,
  joinSchema,
  opsSchema,
  presenceSchema,
  pullSchema,
  type BoardActor,
  type Joined,
  type Outcome,
  type Pulled,
  type Refused,
  type RefusalCode,
} from './domain/index.js';
import { FanOut } from './fan-out.js';
import { no } from './judge.js';
import { Presences, TICKS_PER_SECOND } from './presence.js';
import { Seats, rooms, type Seat } from './seats.js';
import { TokenBucket } from '../platform/limits/token-bucket.js';

const refused = (code: RefusalCode, retryAfter?: number): Refused => ({ ok: false, code, ...(retryAfter ? { retryAfter } : {}) });

/** How often other servers' entries are asked for, in ms. */
const FOLLOW_MS = 1000;
/** Joins, pulls and words of presence a socket may send: much more than a browser does. */
const ASKING = { perSecond: 20, burst: 60 };

/** The socket side of boards: parse, ask who it is, give it to the service, answer. Every message is answered, whatever it holds. */
@WebSocketGateway()
export class BoardsGateway implements OnGatewayInit, OnGatewayDisconnect, OnApplicationShutdown {
  @WebSocketServer() private readonly server!: BoardServer;
  private readonly seats = new Seats();
  private readonly asking = new WeakMap<BoardSocket, TokenBucket>();
  private readonly timers: NodeJS.Timeout[] = [];
  private presences!: Presences;

  constructor(
    private readonly boards: BoardsService,
    private readonly access: BoardAccess,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  afterInit(): void {
    const fanOut = new FanOut(this.server, this.seats, (boardId) => this.headOf(boardId));
    this.presences = new Presences(this.server, this.seats, this.ids.next());
    this.boards.onNews((news) => {
      fanOut.tell(news, this.nowMs());
      if (this.config.REDIS_URL) this.server.serverSideEmit('board.hint', news.boardId, news.board.seq);
    });
    this.server.on('board.hint', (boardId, seq) => this.heard(boardId, seq));
    this.every(FOLLOW_MS, () => this.boards.followWatched());
    this.every(WIRE.headEvery, () => this.tellHeads());
    this.every(1000 / TICKS_PER_SECOND, () => this.presences.tick((id) => this.boards.now(id)?.board ?? null));
  }

  @SubscribeMessage('board.join')
  @GuardedBy('board-access')
  join(@ConnectedSocket() socket: BoardSocket, @MessageBody() body: unknown): Promise<Joined> {
    return this.answering(refused, async () => {
      const wait = this.askedTooOften(socket);
      if (wait > 0) return refused('rate', wait);
      const parsed = joinSchema.safeParse(body);
      if (!parsed.success) return refused('malformed');
      const { board: boardId, have, epoch } = parsed.data;
      const person = () => socket.data.actor();
      const actor = await this.access.actorFor(boardId, await person());
      if (!actor || socket.data.revoked) return refused('forbidden');
      await this.boards.live(boardId);
      if (socket.disconnected) return refused('not_joined');
      // From here to `now` nothing waits: what is committed later comes by the stream, all before it in this answer.
      const seat = this.seats.take(socket, boardId, actor, person);
      this.boards.watch(boardId, true);
      this.sit(seat);
      const live = this.boards.now(boardId) ?? (await this.boards.live(boardId));
      const catchUp = await this.boards.catchUp(live, have, epoch, actor);
      this.presences.tellPeople(boardId);
      const me = { ...actor, dotsLeft: dotsLeft(live.board, actor.id) };
      return {
        ok: true,
        v: VERSION,
        epoch: live.epoch,
        head: live.board.seq,
        catchUp,
        me,
        serverNow: this.clock.now().toISOString(),
      };
    });
  }

  @SubscribeMessage('board.op')
  @GuardedBy('board-access')
  op(@ConnectedSocket() socket: BoardSocket, @MessageBody() body: unknown): Promise<readonly Outcome[]> {
    const all = (code: RefusalCode, retryAfter?: number) => opsIn(body).map((op) => no(op, code, retryAfter));
    return this.answering(all, async () => {
      const parsed = opsSchema.safeParse(body);
      if (!parsed.success) return all(opsIn(body).length > WIRE.commands ? 'too_big' : 'malformed');
      const { board: boardId, ops } = parsed.data;
      const seat = this.seats.of(boardId, socket.id);
      if (!seat) return all('not_joined');
      const actor = await this.stillSeated(seat);
      if (!actor) return all('forbidden');
      const wait = seat.bucket.take(ops.length, this.nowMs());
      if (wait > 0) return all('rate', wait);
      return this.boards.commands(boardId, ops, actor);
    });
  }

  @SubscribeMessage('board.pull')
  @GuardedBy('board-access')
  pull(@ConnectedSocket() socket: BoardSocket, @MessageBody() body: unknown): Promise<Pulled> {
    return this.answering(refused, async () => {
      const wait = this.askedTooOften(socket);
      if (wait > 0) return refused('rate', wait);
      const parsed = pullSchema.safeParse(body);
      if (!parsed.success) return refused('malformed');
      const { board: boardId, from, limit } = parsed.data;
      const seat = this.seats.of(boardId, socket.id);
      if (!seat) return refused('not_joined');
      const actor = await this.stillSeated(seat);
      if (!actor) return refused('forbidden');
      return { ok: true, ...(await this.boards.entriesSince(boardId, from, actor, limit)) };
    });
  }

  @SubscribeMessage('board.presence')
  @GuardedBy('board-access')
  presence(@ConnectedSocket() socket: BoardSocket, @MessageBody() body: unknown): void {
    const parsed = presenceSchema.safeParse(body);
    const seat = parsed.success && this.seats.of(parsed.data.board, socket.id);
    if (parsed.success && seat && this.askedTooOften(socket) === 0) this.presences.say(seat, parsed.data);
  }

  handleDisconnect(socket: BoardSocket): void {
    for (const boardId of this.seats.leaveAll(socket.id)) this.left(boardId);
  }

  /**
   * Looks again at who may be on a board, now: for the owner of boards, when somebody's part was changed or taken away. `actorId` null: everybody.
   * On this server; others notice at the person's next command, and within 10 s.
   */
  async recheck(boardId: string, actorId: string | null = null): Promise<void> {
    for (const seat of this.seats.at(boardId)) if (actorId === null || seat.actor.id === actorId) await this.stillSeated(seat);
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Asks again who this is: puts them out when they may no longer be here, and into their new rooms when their part has changed. */
  private async stillSeated(seat: Seat): Promise<BoardActor | null> {
    const { socket, boardId } = seat;
    const actor = socket.data.revoked ? null : await this.access.actorFor(boardId, await seat.person());
    if (!actor || actor.id !== seat.actor.id) {
      this.putOut(seat);
      return null;
    }
    if (this.seats.of(boardId, socket.id) === seat && seat.viewer.records !== actor.capabilities.includes('record')) {
      this.stand(seat);
      this.sit(this.seats.take(socket, boardId, actor, seat.person));
      socket.emit('board.resync', { b: boardId, head: this.headOf(boardId) });
    }
    return actor;
  }

  private putOut(seat: Seat): void {
    this.stand(seat);
    this.seats.leave(seat.boardId, seat.socket.id);
    seat.socket.emit('board.out', { b: seat.boardId, code: 'forbidden' });
    this.left(seat.boardId);
  }

  private sit(seat: Seat): void {
    for (const room of rooms.everybody(seat.boardId)) void seat.socket.leave(room);
    void seat.socket.join(rooms.of(seat));
  }

  private stand(seat: Seat): void {
    for (const room of rooms.of(seat)) void seat.socket.leave(room);
  }

  private left(boardId: string): void {
    if (this.seats.at(boardId).length === 0) this.boards.watch(boardId, false);
    this.presences.tellPeople(boardId);
  }

  private heard(boardId: string, seq: number): void {
    const live = this.boards.now(boardId);
    if (live && live.board.seq < seq && this.seats.at(boardId).length > 0) void this.quietly(() => this.boards.live(boardId));
  }

  /** The head of every board with somebody on it, for browsers that missed a frame; and who is still there. */
  private async tellHeads(): Promise<void> {
    for (const boardId of this.seats.boards()) {
      const board = this.boards.now(boardId)?.board;
      if (!board) continue;
      const h = { s: board.seq, d: digest(board) };
      this.server.local.to(rooms.everybody(boardId)).emit('board.head', { b: boardId, s: board.seq, h });
      this.presences.tellPeople(boardId);
      await this.recheck(boardId);
    }
  }

  private nowMs(): number {
    return this.clock.now().getTime();
  }

  private headOf(boardId: string): number {
    return this.boards.now(boardId)?.board.seq ?? 0;
  }

  private askedTooOften(socket: BoardSocket): number {
    const bucket = this.asking.get(socket) ?? new TokenBucket(ASKING.perSecond, ASKING.burst);
    this.asking.set(socket, bucket);
    return bucket.take(1, this.nowMs());
  }

  /** A throw in a handler would leave the browser without an answer. */
  private async answering<T>(otherwise: (code: RefusalCode) => T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RefusedError) return otherwise(error.status === 404 ? 'gone' : 'forbidden');
      this.log.error('A board message could not be answered', error);
      return otherwise('unavailable');
    }
  }

  private every(ms: number, work: () => unknown): void {
    this.timers.push(setInterval(() => void this.quietly(work), ms).unref());
  }

  private async quietly(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.warn('Boards could not be looked after; trying again', { reason: String(error) });
    }
  }
}

/** The op ids of whatever was sent, '' where there is none, so that each can be answered. */
function opsIn(body: unknown): string[] {
  const ops = (body as { ops?: unknown } | null)?.ops;
  if (!Array.isArray(ops) || ops.length === 0) return [''];
  return ops.slice(0, WIRE.commands + 1).map((one: unknown) => {
    const op = (one as { op?: unknown } | null)?.op;
    return typeof op === 'string' ? op.slice(0, 36) : '';
  });
}
