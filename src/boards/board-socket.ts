import type { Server, Socket } from 'socket.io';
import type { SocketPerson } from '../platform/realtime/socket.adapter.js';
import type { ClientEvents, ServerEvents } from './domain/index.js';

/** Between servers: `board.hint` says that a board has entries up to a number. */
export interface BetweenServers {
  'board.hint': (boardId: string, seq: number) => void;
}

export type BoardServer = Server<ClientEvents, ServerEvents, BetweenServers, SocketPerson>;
export type BoardSocket = Socket<ClientEvents, ServerEvents, BetweenServers, SocketPerson>;
