/** The code that is read from a projector and typed on a phone. */
import type { Dice } from '../../kernel/dice.js';

/** No vowels, so that no word comes out; nothing that can be read as something else (0 O, 1 I L, U V in bad light, 5 S). */
export const ROOM_CODE_ALPHABET = 'BCDFGHJKMNPQRTWXYZ2346789';
export const ROOM_CODE_LENGTH = 6;

/** 25^6, about 244 million: guessing is answered slowly, and a code opens only a public meeting's door. */
export const newRoomCode = (dice: Dice): string =>
  Array.from({ length: ROOM_CODE_LENGTH }, () => ROOM_CODE_ALPHABET.charAt(dice.below(ROOM_CODE_ALPHABET.length))).join('');

/** The code in what somebody typed (`k7m-4qx`, `K7M 4QX`); null when it cannot be one. */
export function readRoomCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s·.–-]/g, '');
  return /^[A-Z0-9]{6}$/.test(code) ? code : null;
}

/** In two groups of three, as it is shown. */
export const shownRoomCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
