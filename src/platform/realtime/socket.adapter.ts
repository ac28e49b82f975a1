import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Server, ServerOptions, Socket } from 'socket.io';
import type { Redis } from 'ioredis';
import type { Actor } from '../../kernel/actor.js';
import { ActorSource } from '../access/actor-source.js';
import { Config } from '../config/config.js';
import { Health } from '../health/health.js';
import { Log } from '../log/log.js';
import { type SessionContent } from '../web/session.js';
import { sessionCookie } from '../web/web.plugin.js';

/** Loaded where there is a Redis. */
const require = createRequire(import.meta.url);

/** Largest frame a client may send: 50 commands of 2,000 characters fit, nothing else is needed (boards.md 2.8). */
const MAX_FRAME_BYTES = 64 * 1024;

/** What a gateway finds on `socket.data`. */
export interface SocketPerson {
  /** Who the sealed session says this is; checked again on every command by the gateway's rules. */
  actor(): Promise<Actor>;
  /** The sealed session as it was when the socket was opened. */
  readonly session: SessionContent;
  /** Set by a gateway that has put this socket out; nothing it sends counts any more. */
  revoked?: boolean;
}

/**
 * socket.io as this product uses it: only our own origin may open a socket (CORS does not protect upgrades), the sealed cookie says who it is,
 * frames are small, and with REDIS_URL several instances share their rooms. No connection state recovery: catching up by number is the only way back.
 */
export class SocketAdapter extends IoAdapter {
  private redis: Redis | null = null;

  constructor(private readonly app: NestFastifyApplication) {
    super(app as unknown as INestApplicationContext);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const config = this.app.get(Config);
    const server = super.createIOServer(port, {
      ...options,
      serveClient: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      pingInterval: 20_000,
      pingTimeout: 15_000,
      allowRequest: (request: IncomingMessage, decide: (error: string | null, allowed: boolean) => void) =>
        decide(null, isOwnOrigin(request, config)),
    } as unknown as ServerOptions) as Server;
    if (config.REDIS_URL) {
      const { Redis } = require('ioredis') as typeof import('ioredis');
      const { createAdapter } = require('@socket.io/redis-streams-adapter') as typeof import('@socket.io/redis-streams-adapter');
      this.redis = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null });
      const log = this.app.get(Log);
      this.redis.on('error', (error: Error) =>
        log.warn('Redis cannot be reached; rooms on other instances hear later', { reason: error.message }),
      );
      const redis = this.redis;
      this.app.get(Health).add({ name: 'redis', check: () => redis.ping() });
      server.adapter(createAdapter(this.redis));
    }
    server.use((socket, next) => {
      socket.data = this.person(socket, config);
      next();
    });
    return server;
  }

  override async dispose(): Promise<void> {
    this.redis?.disconnect();
    await super.dispose();
  }

  private person(socket: Socket, config: Config): SocketPerson {
    const fastify = this.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
    const cookies = fastify.parseCookie(socket.handshake.headers.cookie ?? '');
    const sealed = cookies[sessionCookie(config)];
    const session = ((sealed && fastify.decodeSecureSession(sealed)?.data()) || {}) as SessionContent;
    const actors = this.app.get(ActorSource);
    return { session, actor: () => actors.actorOf(session) };
  }
}

function isOwnOrigin(request: IncomingMessage, config: Config): boolean {
  const { origin, host } = request.headers;
  if (!origin) return false;
  return origin === new URL(config.PUBLIC_URL).origin || (!config.isProduction && origin === `http://${host}`);
}
