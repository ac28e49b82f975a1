/** The one order in which a board is read: sections, their stacks, the notes of a stack. The list shows it and the surface tabs through it. */
import { INBOX, isLive, sectionOf, type Board, type Note, type Section } from './board.js';
import { compareKeys } from './order.js';

/** A stack with its notes, the head first; a single note is a stack of one. */
export interface Stack {
  readonly head: Note;
  readonly title: string | null;
  readonly notes: readonly Note[];
}

export interface Column {
  /** The section's key, or INBOX. */
  readonly key: string;
  /** Null for the inbox, whose title is the interface's. */
  readonly section: Section | null;
  readonly stacks: readonly Stack[];
  /** Live notes in this column, those in stacks included. */
  readonly count: number;
}

/** Where a note is, in words: `section`, place `position` of `of` in it (both from 1, in stacks), and inside its stack. */
export interface Place {
  readonly column: Column;
  readonly position: number;
  readonly of: number;
  readonly inStack: { readonly position: number; readonly of: number } | null;
}

/** By order key; equal keys by the operation that placed the note, so that everybody sees them in one order. */
export const compareNotes = (a: Note, b: Note): number =>
  compareKeys(a.order, b.order) || compareKeys(a.placed, b.placed) || compareKeys(a.id, b.id);

/** The sections in use, in order. */
export const sectionsInOrder = (board: Board): Section[] =>
  Object.values(board.sections)
    .filter((section) => !section.removed)
    .sort((a, b) => compareKeys(a.order, b.order) || compareKeys(a.key, b.key));

/** Every live note of the board in its column, in reading order. The inbox comes last, and only when it holds something. */
export function readingOrder(board: Board): Column[] {
  const stacked = new Map<string, Note[]>();
  const heads = new Map<string, Note[]>();
  for (const note of Object.values(board.notes)) {
    if (!isLive(note)) continue;
    if (isStacked(board, note)) push(stacked, note.parent as string, note);
    else push(heads, sectionOf(board, note), note);
  }
  const column = (key: string, section: Section | null): Column => {
    const stacks = (heads.get(key) ?? []).sort(compareNotes).map((head) => {
      const below = (stacked.get(head.id) ?? []).sort(compareNotes);
      return { head, title: head.title, notes: [head, ...below] };
    });
    return { key, section, stacks, count: stacks.reduce((sum, stack) => sum + stack.notes.length, 0) };
  };
  const columns = sectionsInOrder(board).map((section) => column(section.key, section));
  const inbox = column(INBOX, null);
  return inbox.count > 0 ? [...columns, inbox] : columns;
}

/** Where the note is read; null when it is not on the board (any more). */
export function placeOf(columns: readonly Column[], noteId: string): Place | null {
  for (const column of columns) {
    for (const [at, stack] of column.stacks.entries()) {
      const inside = stack.notes.findIndex((note) => note.id === noteId);
      if (inside < 0) continue;
      const inStack = stack.notes.length > 1 ? { position: inside + 1, of: stack.notes.length } : null;
      return { column, position: at + 1, of: column.stacks.length, inStack };
    }
  }
  return null;
}

/** The heads and single notes of a section, in order: what `order` keys of a move are between. */
export const headsIn = (board: Board, section: string): Note[] =>
  Object.values(board.notes)
    .filter((note) => isLive(note) && !isStacked(board, note) && sectionOf(board, note) === section)
    .sort(compareNotes);

/** The notes below a head, in order. */
export const notesUnder = (board: Board, headId: string): Note[] =>
  Object.values(board.notes)
    .filter((note) => isLive(note) && note.parent === headId)
    .sort(compareNotes);

const isStacked = (board: Board, note: Note): boolean => note.parent !== null && isLive(board.notes[note.parent]);

function push(groups: Map<string, Note[]>, key: string, note: Note): void {
  const group = groups.get(key);
  if (group) group.push(note);
  else groups.set(key, [note]);
}
