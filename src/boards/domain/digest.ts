/** A short fingerprint of what every viewer of a board must agree on, whatever is veiled from them: a replica that differs starts again. */
import type { Board } from './board.js';

/** 16 hexadecimal digits over places, lives, veils and totals (two 32-bit FNV-1a passes; it finds defects, it keeps no secrets). */
export function digest(board: Board): string {
  const notes = Object.values(board.notes)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((note) => {
      const { id, section, order, placed, parent, title, deleted, hidden, mask, redacted, dots, last } = note;
      return [
        id,
        section,
        order,
        placed,
        parent,
        title,
        deleted,
        hidden !== null,
        mask,
        redacted,
        dots.total,
        last.words,
        last.position,
      ];
    });
  const sections = Object.values(board.sections)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((section) => [section.key, section.order, section.removed, section.lastTitled]);
  const { seq, locked, writing, authorsShown, dotsBudget } = board;
  const skeleton = JSON.stringify([seq, locked, writing, authorsShown, dotsBudget, sections, notes]);
  return fnv(skeleton, 0x811c9dc5) + fnv(skeleton, 0x01000193);
}

const { imul } = Math;

function fnv(text: string, basis: number): string {
  let hash = basis;
  for (let at = 0; at < text.length; at += 1) hash = imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
