/** Undo: the command that takes one's own entry back, if nobody has changed the same thing since. Undo and redo are commands like any other. */
import type { Board } from './board.js';
import type { CommandInput } from './commands.js';
import type { Entry } from './events.js';

/**
 * The command that undoes `entry`, given the board as it was `before` it; null when the entry cannot be taken back (phases, locks, bringing).
 * `op` is the id of the new command. The inverse of an undo is its redo.
 */
export function inverseOf(before: Board, entry: Entry, op: string): CommandInput | null {
  const { event, seq } = entry;
  const undo = { op, undoOf: entry.op, ifSeq: seq };
  if (event.t === 'section.renamed') {
    const section = before.sections[event.key];
    return section ? { ...undo, t: 'section.rename', key: event.key, title: section.title, guidance: section.guidance } : null;
  }
  if (event.t === 'note.added') return { ...undo, t: 'note.delete', id: event.id };
  const note = 'id' in event ? before.notes[event.id] : undefined;
  if (!note) return null;
  const { id } = note;
  switch (event.t) {
    case 'note.edited':
      return { ...undo, t: 'note.edit', id, base: seq, kind: note.kind, text: note.text, milestone: note.milestone };
    case 'note.moved':
    case 'note.stacked':
    case 'note.unstacked':
      return note.parent === null
        ? { ...undo, t: 'note.move', id, section: note.section, order: note.order }
        : { ...undo, t: 'note.stack', id, onto: note.parent, order: note.order };
    case 'note.deleted':
      return { ...undo, t: 'note.restore', id };
    case 'note.restored':
      return { ...undo, t: 'note.delete', id };
    case 'stack.retitled':
      return { ...undo, t: 'stack.retitle', id, title: note.title ?? '' };
    case 'note.hidden':
      return { ...undo, t: 'note.unhide', id };
    case 'note.unhidden':
      return note.hidden ? { ...undo, t: 'note.hide', id, reason: note.hidden.reason } : null;
    case 'note.dotted':
      return { ...undo, t: 'note.undot', id };
    case 'note.undotted':
      return { ...undo, t: 'note.dot', id };
    case 'note.reacted':
      return { ...undo, t: 'note.react', id, reaction: event.reaction };
    default:
      return null;
  }
}
