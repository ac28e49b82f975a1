/** The socket side of boards, real from the browser's socket to the database, with a table of who may come in. */
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server, ServerOptions } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { VISITOR, type Actor } from '../../src/kernel/actor.js';
import {
  BoardAccess,
  BoardsGateway,
  BoardsModule,
  BoardsService,
  fold,
  type Board,
  type BoardActor,
  type ClientEvents,
  type Entry,
  type Frame,
  type Joined,
  type Outcome,
  type ServerEvents,
} from '../../src/boards/index.js';
import { KeptPages } from '../../src/platform/web/kept-pages.js';
import { ClockModule } from '../../src/platform/clock/clock.module.js';
import { readConfig } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { LogModule } from '../../src/platform/log/log.module.js';
import type { TestDatabase } from './database.js';

/** Who may come in, by person; taking somebody off the table revokes them. */
export class Table extends BoardAccess {
  readonly people = new Map<string, BoardActor>();

  constructor(people: readonly BoardActor[]) {
    super();
    for (const person of people) this.people.set(person.id, person);
  }

  async actorFor(_boardId: string, person: Actor): Promise<BoardActor | null> {
    return this.people.get(person.id ?? '') ?? null;
  }
}

/** Sockets say who they are by the id in their handshake; the sealed session of the product is another test's matter. */
class NamedSockets extends IoAdapter {
  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, { ...options, maxHttpBufferSize: 64 * 1024 } as ServerOptions) as Server;
    server.use((socket, next) => {
      const { id } = socket.handshake.auth as { id?: string };
      const actor: Actor = id ? { kind: 'account', id, name: '', isAdministrator: false } : VISITOR;
      socket.data = { session: {}, actor: async () => actor };
      next();
    });
    return server;
  }
}

export interface BoardRooms {
  readonly app: NestFastifyApplication;
  readonly boards: BoardsService;
  readonly gateway: BoardsGateway;
  readonly table: Table;
  /** A browser of this person, connected. */
  enter(actor: BoardActor | null): Promise<Guest>;
  close(): Promise<void>;
}

/** One server process's worth of board rooms over this database; several may share it. */
export async function boardRooms(db: TestDatabase, people: readonly BoardActor[]): Promise<BoardRooms> {
  const table = new Table(people);
  @Global()
  @Module({ providers: [KeptPages, { provide: BoardAccess, useValue: table }], exports: [KeptPages, BoardAccess] })
  class TableModule {}

  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    SAMPLE: 'false',
    VAR_DIR: 'node_modules/.cache/mesa/var',
  });
  @Module({
    imports: [
      ConfigModule.forRoot(config),
      LogModule,
      ClockModule.of(null),
      DatabaseModule.over(db.database, false),
      TableModule,
      BoardsModule,
    ],
  })
  class Rooms {}

  const app = await NestFactory.create<NestFastifyApplication>(Rooms, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.useWebSocketAdapter(new NamedSockets(app));
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const guests: Guest[] = [];
  return {
    app,
    boards: app.get(BoardsService),
    gateway: app.get(BoardsGateway),
    table,
    enter: async (actor) => {
      const guest = await Guest.at(url, actor);
      guests.push(guest);
      return guest;
    },
    close: async () => {
      for (const guest of guests) guest.socket.close();
      await app.close();
    },
  };
}

/** A browser on a socket: keeps every byte it was sent. */
export class Guest {
  readonly frames: Frame[] = [];
  /** Everything that came, as text: for what must not be in it. */
  heard = '';

  private constructor(readonly socket: Socket<ServerEvents, ClientEvents>) {
    socket.on('board.ev', (frame) => void this.frames.push(frame));
    socket.onAny((...message) => void (this.heard += JSON.stringify(message)));
  }

  static async at(url: string, actor: BoardActor | null): Promise<Guest> {
    const socket: Socket<ServerEvents, ClientEvents> = io(url, {
      auth: actor ? { id: actor.id } : {},
      transports: ['websocket'],
      forceNew: true,
    });
    const guest = new Guest(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return guest;
  }

  async join(board: string, have = 0, epoch = 0): Promise<Joined> {
    return this.remember(await this.socket.timeout(5000).emitWithAck('board.join', { board, have, epoch, v: 1 }));
  }

  /** Joins and returns the board as it was given; throws when refused. */
  async joinFresh(board: string): Promise<Board> {
    const joined = await this.join(board);
    if (!joined.ok || !('snapshot' in joined.catchUp)) throw new Error(`Not joined: ${JSON.stringify(joined)}`);
    return joined.catchUp.snapshot;
  }

  async op(board: string, ...ops: unknown[]): Promise<readonly Outcome[]> {
    return this.remember(await this.socket.timeout(5000).emitWithAck('board.op', { board, ops } as never));
  }

  /** Sends anything as any event; returns its answer. */
  async say(event: string, body: unknown): Promise<unknown> {
    return this.socket.timeout(5000).emitWithAck(event as 'board.pull', body as never);
  }

  /** All entries heard so far, in the order they came. */
  entries(): Entry[] {
    return this.frames.flatMap((frame) => frame.o);
  }

  /** The board this browser would show: what it was given at joining and everything since. */
  boardFrom(start: Board): Board {
    return fold(
      start,
      this.entries().filter((entry) => entry.seq > start.seq),
    );
  }

  /** Waits until an entry of this number was heard; rejects after two seconds. */
  async until(seq: number): Promise<void> {
    await eventually(() => this.entries().some((entry) => entry.seq >= seq));
  }

  private remember<T>(answer: T): T {
    this.heard += JSON.stringify(answer);
    return answer;
  }
}

/** Waits for something to become true; rejects after `ms`. */
export async function eventually(isTrue: () => boolean | Promise<boolean>, ms = 3000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`It did not become true within ${ms} ms: ${isTrue.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
