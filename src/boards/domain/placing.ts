/** Where exactly a note is put: the order key it gets, and its neighbours' new ones when keys have grown too long. */
import type { Note } from './board.js';
import { ORDER_KEY_MAX, compareKeys, evenKeys, keyAt } from './order.js';

/** As `note.moved` and its like carry it. */
export interface Placing {
  readonly order: string;
  readonly rewritten?: Record<string, string>;
}

/**
 * Puts a note among its neighbours: with the key its sender chose, else at the end. `neighbours` gives them in order, perhaps with the note
 * itself; it is asked only when the key does not say enough, so that a note costs the same on a full board as on an empty one.
 */
export function placeAmong(neighbours: () => readonly Note[], id: string, wanted: string | undefined): Placing {
  if (wanted !== undefined && wanted.length <= ORDER_KEY_MAX) return { order: wanted };
  const others = neighbours().filter((note) => note.id !== id);
  const order = wanted ?? orderAt(others, others.length);
  if (order.length <= ORDER_KEY_MAX) return { order };
  const index = others.filter((note) => compareKeys(note.order, order) <= 0).length;
  const keys = evenKeys(others.length + 1);
  const rewritten = Object.fromEntries(others.map((note, i) => [note.id, keys[i < index ? i : i + 1] ?? '']));
  return { order: keys[index] ?? order, rewritten };
}

/** The key that puts a note at `index` among others, which are in reading order and do not hold the note itself. */
export const orderAt = (others: readonly Note[], index: number): string =>
  keyAt(
    others.map((note) => note.order),
    index,
  );

/** The key for the place right below a note. */
export const placeFirstBelow = (heads: readonly Note[], headId: string): string =>
  orderAt(heads, heads.findIndex((note) => note.id === headId) + 1);
