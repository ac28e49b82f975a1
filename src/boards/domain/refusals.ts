/** Why a board says no. The code is final unless it is in RETRYABLE; its message is the catalogue key `refusals.board-<code>`, as `asRefusal` gives it. */
import type { Refusal } from '../../kernel/refusal.js';

export const REFUSAL_CODES = [
  /** The board is locked. */
  'locked',
  /** Not while everybody writes privately, nor across the end of it. */
  'phase',
  /** This person may not do this. */
  'forbidden',
  /** The note, section or place is no longer there. */
  'gone',
  /** No dots left. */
  'budget',
  /** The note is hidden. */
  'hidden',
  /** A stack cannot lie in a stack. */
  'depth',
  /** Somebody changed it meanwhile, or there is nothing to change. */
  'changed',
  /** Not a command, or not one for this board. */
  'malformed',
  /** Longer, bigger or more than a board holds. */
  'too_big',
  /** Too many commands in too short a time. */
  'rate',
  /** The board has more to do than it can queue. */
  'busy',
  /** The board was not joined on this connection. */
  'not_joined',
  /** The log cannot be written just now. */
  'unavailable',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Worth sending again, with the same op id; everything else is final. */
export const RETRYABLE: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['rate', 'busy', 'unavailable', 'not_joined']);

/** The code as the rest of the house knows refusals, with its underscores turned (`too-big`). */
export const asRefusal = (code: RefusalCode): Refusal => ({ code: `board-${code.replace('_', '-')}` });
