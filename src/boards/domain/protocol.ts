/** The wire between a board and its browsers: what is sent, in which shape, within which limits. Rules with numbers are in ../PROTOCOL.md. */
import { z } from 'zod';
import { isId } from '../../kernel/id.js';
import type { BoardActor, BoardRole } from './actor.js';
import type { Board } from './board.js';
import type { PersonalCommand } from './commands.js';
import type { Over } from './decide.js';
import type { Entry } from './events.js';
import type { RefusalCode } from './refusals.js';
import { WIRE } from './wire.js';

const board = z.string().refine(isId, { error: 'not-an-id' });
const seq = z.int().nonnegative();

export const joinSchema = z.strictObject({ board, have: seq, epoch: seq, v: z.int() });
/** The commands themselves are judged one by one: a malformed one is answered alone. */
export const opsSchema = z.strictObject({ board, ops: z.array(z.unknown()).min(1).max(WIRE.commands) });
export const pullSchema = z.strictObject({ board, from: seq, limit: z.int().min(1).max(WIRE.pull).default(WIRE.pull) });
/** Where somebody is: the note or section they are at, what they do there, and a pointer in surface units. */
export const presenceSchema = z.strictObject({
  board,
  at: z.string().max(64).nullable(),
  state: z.enum(['reading', 'writing', 'moving', 'away']),
  x: z.number().finite().optional(),
  y: z.number().finite().optional(),
});
export type Presence = z.output<typeof presenceSchema>;
export type PresenceState = Presence['state'];

export type Joined =
  | {
      readonly ok: true;
      readonly v: number;
      readonly epoch: number;
      readonly head: number;
      /** Entries after `have`, or the whole board when that is shorter or `have` belongs to another epoch. */
      readonly catchUp: { readonly entries: readonly Entry[] } | { readonly snapshot: Board };
      readonly me: BoardActor & { readonly dotsLeft: number };
      readonly serverNow: string;
    }
  | Refused;

export interface Refused {
  readonly ok: false;
  readonly code: RefusalCode;
  /** Milliseconds, with `rate` and `busy`. */
  readonly retryAfter?: number;
}

/** The answer to one command. `op` is '' for something that had none. */
export type Outcome =
  { readonly op: string; readonly ok: true; readonly seq: number; readonly over?: Over } | (Refused & { readonly op: string });

export type Pulled = { readonly ok: true; readonly entries: readonly Entry[]; readonly head: number } | Refused;

/** Entries `s`, `s` + 1, … of board `b`, without holes. */
export interface Frame {
  readonly b: string;
  readonly s: number;
  readonly o: readonly Entry[];
}

/** Somebody in the room. */
export interface Present {
  readonly id: string;
  readonly name: string;
  readonly role: BoardRole;
  readonly sector: string | null;
}

/** Where one of them is: their id, the note or section, what they do, and the pointer. */
export type Whereabouts = readonly [actor: string, at: string | null, state: PresenceState, x: number | null, y: number | null];

type Answer<T> = (answer: T) => void;

export interface ClientEvents {
  'board.join': (join: z.input<typeof joinSchema>, answer: Answer<Joined>) => void;
  'board.op': (ops: { board: string; ops: readonly PersonalCommand[] }, answer: Answer<readonly Outcome[]>) => void;
  'board.pull': (pull: z.input<typeof pullSchema>, answer: Answer<Pulled>) => void;
  'board.presence': (presence: z.input<typeof presenceSchema>) => void;
}

export interface ServerEvents {
  'board.ev': (frame: Frame) => void;
  /** The number of the last entry, and the digest of the board at `h.s` now and then. */
  'board.head': (head: { b: string; s: number; h?: { s: number; d: string } }) => void;
  /** You were lagging and were left out: pull, or join again. */
  'board.resync': (lag: { b: string; head: number }) => void;
  /** You may no longer be here. */
  'board.out': (out: { b: string; code: RefusalCode }) => void;
  /** Everybody joined through server `n`; replaces what that server said before. Told on change and with the head; forget a server silent for 30 s. */
  'board.people': (people: { b: string; n: string; people: readonly Present[] }) => void;
  /** Those who did something since the last frame of server `n`; nobody in private writing or while names are hidden. */
  'board.presence': (presence: { b: string; n: string; p: readonly Whereabouts[] }) => void;
}
