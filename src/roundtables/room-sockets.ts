import { Injectable } from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import type { Locale } from '../kernel/localized.js';
import { RefusedError, type Refusal } from '../kernel/refusal.js';
import { AccessRules } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Translator } from '../platform/i18n/translator.js';
import { Log } from '../platform/log/log.js';
import type { SocketPerson } from '../platform/realtime/socket.adapter.js';
import { check } from '../platform/web/forms.js';
import {
  ROOM_ACTS,
  faceOf,
  roomOf,
  type RoomAct,
  type RoomActOutput,
  type RoomAnswer,
  type RoomProblem,
  type RoomServerEvents,
} from './domain/index.js';
import { RoomChanges, type RoomChange } from './room-changes.js';
import { RoomQueries } from './room.queries.js';
import { RoundtablesQueries, type SeatFacts } from './roundtables.queries.js';

export type RoomServer = Server<Record<string, never>, RoomServerEvents, Record<string, never>, SocketPerson>;
export type RoomSocket = Socket<Record<string, never>, RoomServerEvents, Record<string, never>, SocketPerson>;

/** Who acts, where. */
export interface Acting {
  readonly actor: Actor;
  readonly facts: SeatFacts;
  /** Their seat; throws `not-at-the-table` for those who facilitate without one. */
  seat(): string;
}

/** Acts a socket may send within the window: far more than a person does. */
const RATE = { acts: 600, windowMs: 60_000 };

const seatRoom = (roundtableId: string, attendanceId: string): string => `r:${roundtableId}:seat:${attendanceId}`;

/** What all events of a room share: the input is parsed, the permission asked, the act done and committed, and only then answered and told to the others. */
@Injectable()
export class RoomSockets {
  private readonly rates = new WeakMap<RoomSocket, { since: number; acts: number }>();
  private readonly locales = new WeakMap<RoomSocket, Locale>();
  private readonly telling = new Map<string, 'now' | 'again'>();
  private server: RoomServer | null = null;

  constructor(
    private readonly rules: AccessRules,
    private readonly tables: RoundtablesQueries,
    private readonly rooms: RoomQueries,
    private readonly translator: Translator,
    private readonly config: Config,
    private readonly log: Log,
    private readonly clock: Clock,
    changes: RoomChanges,
  ) {
    changes.onChange((change) => this.heard(change));
  }

  /** The server whose rooms are told; given once, by the gateway. */
  serve(server: RoomServer): void {
    this.server = server;
  }

  /** Does one act and answers it. Nothing a socket sends goes unanswered, and nothing is answered before it is committed. */
  async answer<A extends RoomAct>(
    act: A,
    socket: RoomSocket,
    body: unknown,
    perform: (sent: RoomActOutput<A>, by: Acting) => Promise<unknown>,
  ): Promise<RoomAnswer> {
    try {
      const wait = this.sentTooOften(socket);
      if (wait > 0) return this.no(socket, { code: 'too-often' }, 429, { retryAfter: wait });
      const { schema, action } = ROOM_ACTS[act];
      const parsed = check(schema, isRecord(body) ? body : {});
      if (!parsed.ok) {
        const errors = Object.fromEntries(Object.entries(parsed.errors).map(([field, { code }]) => [field, code]));
        return this.no(socket, { code: 'malformed' }, 422, { errors });
      }
      const sent = parsed.value as RoomActOutput<A>;
      const actor = await socket.data.actor();
      const { facts } = await this.rules.check(action, { room: sent.roundtable }, actor);
      await perform(sent, acting(actor, facts as SeatFacts));
      return await this.snapshot(socket, sent.roundtable, actor);
    } catch (error) {
      if (error instanceof RefusedError) return this.no(socket, error.refusal, error.status);
      this.log.error('A room’s act could not be answered', error, { act });
      return this.no(socket, { code: 'defect' }, 500);
    }
  }

  /** Puts the socket into the room, as who they are there. */
  async enter(socket: RoomSocket, { actor, facts }: Acting, locale: Locale | undefined): Promise<void> {
    if (locale) this.locales.set(socket, locale);
    const face = faceOf(await this.rules.standing(actor, facts.processId), facts);
    if (!face) return;
    await socket.join(roomOf(facts.roundtableId, face));
    if (facts.seat) await socket.join(seatRoom(facts.roundtableId, facts.seat.id));
  }

  async leave(socket: RoomSocket, roundtableId: string): Promise<void> {
    for (const room of socket.rooms) if (room.startsWith(`r:${roundtableId}:`)) await socket.leave(room);
  }

  private async snapshot(socket: RoomSocket, roundtableId: string, actor: Actor): Promise<RoomAnswer> {
    const facts = await this.tables.factsOf({ id: roundtableId }, actor);
    const snapshot = facts && (await this.rooms.snapshot(facts, await this.rules.standing(actor, facts.processId)));
    return snapshot ? { ok: true, ...snapshot } : this.no(socket, { code: 'not-at-the-table' }, 403);
  }

  private async heard({ roundtableId, banned }: RoomChange): Promise<void> {
    if (banned) {
      const seat = seatRoom(roundtableId, banned);
      this.server?.to(seat).emit('room.out', { roundtable: roundtableId, code: 'banned' });
      this.server?.in(seat).socketsLeave([roomOf(roundtableId, 'participant'), seat]);
    }
    await this.tell(roundtableId);
  }

  /** One telling at a time for each room; what changes meanwhile is told once more at its end. */
  private async tell(roundtableId: string): Promise<void> {
    if (this.telling.has(roundtableId)) {
      this.telling.set(roundtableId, 'again');
      return;
    }
    this.telling.set(roundtableId, 'now');
    try {
      for (const face of ['participant', 'facilitator'] as const) {
        const room = roomOf(roundtableId, face);
        if (!this.server || !(this.config.REDIS_URL || this.server.sockets.adapter.rooms.has(room))) continue;
        const state = await this.rooms.state(roundtableId, face);
        if (state) this.server.to(room).emit('room.state', state);
      }
    } finally {
      const again = this.telling.get(roundtableId) === 'again';
      this.telling.delete(roundtableId);
      if (again) await this.tell(roundtableId);
    }
  }

  private no(socket: RoomSocket, refusal: Refusal, status: number, more: Partial<RoomProblem> = {}): RoomAnswer {
    const t = this.translator.in(this.locales.get(socket) ?? this.config.DEFAULT_LOCALE);
    const title = t(`errors.${[403, 404, 409, 429, 500].includes(status) ? status : 400}.title`);
    return {
      ok: false,
      problem: { code: refusal.code, title, detail: t(`refusals.${refusal.code}`, refusal.params), status, ...more },
    };
  }

  private sentTooOften(socket: RoomSocket): number {
    const now = this.clock.now().getTime();
    const known = this.rates.get(socket);
    const rate = known && now - known.since < RATE.windowMs ? known : { since: now, acts: 0 };
    rate.acts += 1;
    this.rates.set(socket, rate);
    return rate.acts > RATE.acts ? Math.ceil(rate.since + RATE.windowMs - now) : 0;
  }
}

const acting = (actor: Actor, facts: SeatFacts): Acting => ({
  actor,
  facts,
  seat: () => {
    if (!facts.seat) throw new RefusedError({ code: 'not-at-the-table' }, 403);
    return facts.seat.id;
  },
});

const isRecord = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body);
