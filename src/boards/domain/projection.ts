/**
 * The one place that decides what a viewer may see of a board. Stream, snapshot, pull, page, form and export all pass here.
 * Whatever an entry shows of a note, it shows as the note may be seen *after* it: an old entry never gives away what has since been hidden.
 */
import { can, type BoardActor } from './actor.js';
import { blankContent, contentOf, type Board, type Content, type Count, type Note, type Reaction } from './board.js';
import type { BoardEvent, Entry, Seen } from './events.js';

/** Who looks. `records`: facilitators and those who record also read hidden notes and hidden names. */
export interface Viewer {
  readonly id: string | null;
  readonly records: boolean;
}

export const viewerOf = (actor: BoardActor): Viewer => ({ id: actor.id, records: can(actor, 'record') });

/** Everybody who is nobody in particular: the public, and the many in a room before their own notes are looked at. */
export const ANYBODY: Viewer = { id: null, records: false };
/** The many who record. */
export const ANY_RECORDER: Viewer = { id: null, records: true };

/** The board as this viewer may see it. */
export function project(board: Board, viewer: Viewer): Board {
  const notes: Record<string, Note> = {};
  for (const note of Object.values(board.notes)) notes[note.id] = projectNote(board, note, viewer);
  return { ...board, notes };
}

/** An entry as this viewer may see it. `after`: the board with this entry, and perhaps later ones, folded in. */
export function projectEntry(entry: Entry, after: Board, viewer: Viewer): Entry {
  const { seq, op, at, undoOf } = entry;
  const actor = actorOf(entry, after, viewer);
  const event = projectEvent(entry.event, after, viewer);
  const seen = seenOf(entry.event, after, viewer);
  return { seq, op, at, actor, event, ...(undoOf && actor ? { undoOf } : {}), ...(seen ? { seen } : {}) };
}

/**
 * Those who see this entry otherwise than the many of their class do (ANYBODY, ANY_RECORDER): they get a frame of their own.
 * May name somebody for whom it makes no difference, never misses one for whom it does.
 */
export function concerned(entry: Entry, after: Board): Set<string> {
  const ids = new Set<string>();
  const add = (id: string | null | undefined) => id != null && ids.add(id);
  if (actorOf(entry, after, ANYBODY) === null || actorOf(entry, after, ANY_RECORDER) === null) add(entry.actor);
  if (entry.event.t === 'note.edited') add(entry.event.over?.by);
  const about = 'id' in entry.event ? [entry.event.id] : [];
  for (const id of [...about, ...notesShownBy(entry.event, after)]) {
    const note = after.notes[id];
    if (!note || (isOpen(note) && after.authorsShown)) continue;
    for (const owner of [note.author, note.enteredBy, note.wordsBy]) add(owner);
  }
  return ids;
}

const isOpen = (note: Note): boolean => !note.mask && !note.hidden && !note.deleted;

const isOwn = (note: Note, viewer: Viewer): boolean =>
  viewer.id !== null && (note.author === viewer.id || note.enteredBy === viewer.id);

/** Private writing keeps its promise against facilitators too: only the author reads. Deleted and hidden notes are left to those who record. */
function mayRead(note: Note, viewer: Viewer): boolean {
  if (isOwn(note, viewer)) return true;
  return !note.mask && (viewer.records || isOpen(note));
}

const mayKnowAuthor = (board: Board, note: Note, viewer: Viewer): boolean =>
  board.authorsShown || viewer.records || isOwn(note, viewer);

function contentFor(board: Board, note: Note, viewer: Viewer): Content {
  if (!mayRead(note, viewer)) return blankContent(true);
  const content = contentOf(note);
  if (mayKnowAuthor(board, note, viewer)) return content;
  const wordsBy = content.wordsBy === viewer.id ? content.wordsBy : null;
  return { ...content, author: null, authorName: null, sector: null, enteredBy: null, wordsBy };
}

function projectNote(board: Board, note: Note, viewer: Viewer): Note {
  const reactions: Partial<Record<Reaction, Count>> = {};
  for (const [reaction, count] of Object.entries(note.reactions)) reactions[reaction as Reaction] = ownPart(count, viewer);
  return { ...note, ...contentFor(board, note, viewer), dots: ownPart(note.dots, viewer), reactions };
}

function ownPart(count: Count, viewer: Viewer): Count {
  const own = viewer.id === null ? undefined : count.by[viewer.id];
  return { total: count.total, by: own === undefined || viewer.id === null ? {} : { [viewer.id]: own } };
}

function projectEvent(event: BoardEvent, after: Board, viewer: Viewer): BoardEvent {
  if (event.t !== 'note.added' && event.t !== 'note.edited') return event;
  const note = after.notes[event.id];
  const content = note ? contentFor(after, note, viewer) : blankContent(true);
  if (event.t === 'note.added' || !event.over) return { ...event, content };
  const by = content.wordsBy === null && event.over.by !== viewer.id ? null : event.over.by;
  return { ...event, content, over: { ...event.over, by } };
}

/** The notes whose words, author or veil an entry shows. */
function notesShownBy(event: BoardEvent, after: Board): readonly string[] {
  switch (event.t) {
    case 'note.added':
    case 'note.edited':
    case 'note.deleted':
    case 'note.restored':
    case 'note.hidden':
    case 'note.unhidden':
    case 'note.redacted':
      return [event.id];
    case 'board.revealed':
      return event.notes;
    case 'board.authors-shown':
    case 'board.authors-hidden':
      return Object.keys(after.notes);
    default:
      return [];
  }
}

/** The notes that an entry veils or unveils, as they may be seen now. `note.added` and `note.edited` carry theirs themselves. */
function seenOf(event: BoardEvent, after: Board, viewer: Viewer): Seen | null {
  if (event.t === 'note.added' || event.t === 'note.edited') return null;
  const ids = notesShownBy(event, after);
  if (ids.length === 0) return null;
  return Object.fromEntries(ids.flatMap((id) => (after.notes[id] ? [[id, contentFor(after, after.notes[id], viewer)]] : [])));
}

/** Who did it: never told of a dot or a reaction, of a note that may not be read, or while names are hidden. */
function actorOf({ actor, event }: Entry, after: Board, viewer: Viewer): string | null {
  if (actor === null || actor === viewer.id) return actor;
  if (event.t === 'note.dotted' || event.t === 'note.undotted' || event.t === 'note.reacted') return null;
  const note = 'id' in event ? after.notes[event.id] : undefined;
  if (note && !mayRead(note, viewer)) return null;
  return after.authorsShown || viewer.records ? actor : null;
}
