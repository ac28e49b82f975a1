/** What an entry does to a board. The same code runs on the server and in every browser; it trusts the log and never refuses. */
import { NO_COUNT, blankContent, isLive, type Board, type Count, type LastSet, type Note, type Section } from './board.js';
import type { Entry, EventOf, EventType } from './events.js';
import { compareNotes } from './reading-order.js';

/** A board being changed by its only holder: the maps are its own, the notes and sections in them still shared. */
export interface Draft extends Omit<Board, 'notes' | 'sections'> {
  notes: Record<string, Note>;
  sections: Record<string, Section>;
}

/** The board after one entry. The board given stays as it was. */
export const apply = (board: Board, entry: Entry): Board => fold(board, [entry]);

/** The board after these entries, in their order; copies the board once, however many there are. */
export function fold(board: Board, entries: readonly Entry[]): Board {
  const draft = draftOf(board);
  for (const entry of entries) advance(draft, entry);
  return draft;
}

/** A copy to advance in place, entry by entry, where a copy for each would cost too much (judging a batch). */
export const draftOf = (board: Board): Draft => ({ ...board, notes: { ...board.notes }, sections: { ...board.sections } });

/** Changes the draft as the entry says. */
export function advance(draft: Draft, entry: Entry): void {
  (EFFECTS[entry.event.t] as Effect<EventType>)(draft, entry.event, entry);
  for (const [id, content] of Object.entries(entry.seen ?? {})) change(draft, id, content);
  Object.assign(draft, { seq: entry.seq });
}

type Effect<T extends EventType> = (draft: Draft, event: EventOf<T>, entry: Entry) => void;

const EFFECTS: { readonly [T in EventType]: Effect<T> } = {
  'board.opened': (draft, { sections, authorsShown, dotsBudget }, { seq }) => {
    for (const section of sections) addSection(draft, section, seq);
    Object.assign(draft, { authorsShown, dotsBudget });
  },
  'note.added': (draft, event, entry) => {
    rewriteKeys(draft, event.rewritten);
    draft.notes[event.id] = {
      ...event.content,
      id: event.id,
      section: event.section,
      order: event.order,
      placed: entry.op,
      parent: null,
      title: null,
      at: entry.at,
      editedAt: null,
      deleted: false,
      hidden: null,
      mask: event.mask,
      redacted: false,
      dots: NO_COUNT,
      reactions: {},
      last: { words: entry.seq, position: entry.seq, life: entry.seq, hiding: 0, title: 0 },
    };
  },
  'note.edited': (draft, { id, content }, { at, seq }) => set(draft, id, 'words', seq, { ...content, editedAt: at }),
  'note.moved': (draft, event, entry) => place(draft, event, entry, null),
  'note.unstacked': (draft, event, entry) => place(draft, event, entry, null),
  'note.stacked': (draft, event, entry) => {
    const section = draft.notes[event.head]?.section ?? '';
    place(draft, { ...event, section }, entry, event.head);
  },
  'note.deleted': (draft, { id }, { seq }) => {
    set(draft, id, 'life', seq, { deleted: true });
    promoteNext(draft, id, seq);
  },
  'note.restored': (draft, { id }, { seq }) => {
    const head = draft.notes[draft.notes[id]?.parent ?? ''];
    set(draft, id, 'life', seq, { deleted: false, ...(isLive(head) && head.parent === null ? {} : { parent: null }) });
  },
  'stack.retitled': (draft, { id, title }, { seq }) => set(draft, id, 'title', seq, { title }),
  'note.hidden': (draft, { id, reason }, { seq }) => set(draft, id, 'hiding', seq, { hidden: { reason } }),
  'note.unhidden': (draft, { id }, { seq }) => set(draft, id, 'hiding', seq, { hidden: null }),
  'note.dotted': (draft, { id }, { actor }) => change(draft, id, { dots: counted(draft.notes[id]?.dots, actor, 1) }),
  'note.undotted': (draft, { id }, { actor }) => change(draft, id, { dots: counted(draft.notes[id]?.dots, actor, -1) }),
  'note.reacted': (draft, { id, reaction, on }, { actor }) => {
    const reactions = draft.notes[id]?.reactions;
    change(draft, id, { reactions: { ...reactions, [reaction]: counted(reactions?.[reaction], actor, on ? 1 : -1) } });
  },
  'note.redacted': (draft, { id }, { seq }) => set(draft, id, 'words', seq, { ...blankContent(false), redacted: true }),
  'section.added': (draft, { section }, { seq }) => addSection(draft, section, seq),
  'section.renamed': (draft, { key, title, guidance }, { seq }) => {
    const section = draft.sections[key];
    if (section) draft.sections[key] = { ...section, title, guidance, lastTitled: seq };
  },
  'section.removed': (draft, { key }) => {
    const section = draft.sections[key];
    if (section) draft.sections[key] = { ...section, removed: true };
  },
  'board.locked': (draft, _, { seq }) => Object.assign(draft, { locked: true, turned: seq }),
  'board.unlocked': (draft, _, { seq }) => Object.assign(draft, { locked: false, turned: seq }),
  'board.private-writing-started': (draft, _, { seq }) => Object.assign(draft, { writing: 'private', turned: seq }),
  'board.revealed': (draft, { notes }, { seq }) => {
    for (const id of notes) change(draft, id, { mask: false });
    Object.assign(draft, { writing: 'open', turned: seq });
  },
  'board.authors-shown': (draft) => Object.assign(draft, { authorsShown: true }),
  'board.authors-hidden': (draft) => Object.assign(draft, { authorsShown: false }),
  'board.dots-budget-set': (draft, { budget }) => Object.assign(draft, { dotsBudget: budget }),
  'board.everybody-brought': (draft, { note }, { seq }) => Object.assign(draft, { focus: note === null ? null : { note, seq } }),
};

function addSection(draft: Draft, section: Omit<Section, 'removed' | 'lastTitled'>, seq: number): void {
  draft.sections[section.key] = { ...section, removed: false, lastTitled: seq };
}

function change(draft: Draft, id: string, properties: Partial<Note>): void {
  const note = draft.notes[id];
  if (note) draft.notes[id] = { ...note, ...properties };
}

function set(draft: Draft, id: string, group: keyof LastSet, seq: number, properties: Partial<Note>): void {
  const note = draft.notes[id];
  if (note) draft.notes[id] = { ...note, ...properties, last: { ...note.last, [group]: seq } };
}

interface Placing {
  readonly id: string;
  readonly section: string;
  readonly order: string;
  readonly rewritten?: Record<string, string> | undefined;
}

function place(draft: Draft, { id, section, order, rewritten }: Placing, { seq, op }: Entry, parent: string | null): void {
  rewriteKeys(draft, rewritten);
  set(draft, id, 'position', seq, { section, order, placed: op, parent });
}

/** Keeps everybody's order, so it counts as nobody's move: `last.position` stays. */
function rewriteKeys(draft: Draft, rewritten: Record<string, string> | undefined): void {
  for (const [id, order] of Object.entries(rewritten ?? {})) change(draft, id, { order });
}

/** When the head of a stack is deleted, the next note in order takes its place and title, and the rest of the stack. */
function promoteNext(draft: Draft, headId: string, seq: number): void {
  const head = draft.notes[headId];
  if (!head) return;
  const stacked = Object.values(draft.notes).filter((note) => note.parent === headId);
  const next = stacked.filter(isLive).sort(compareNotes)[0];
  if (!next) return;
  for (const note of stacked) if (note.id !== next.id) set(draft, note.id, 'position', seq, { parent: next.id });
  const { section, order, placed, title } = head;
  set(draft, next.id, 'position', seq, { section, order, placed, parent: null });
  set(draft, next.id, 'title', seq, { title });
  change(draft, headId, { title: null });
}

/** An unknown giver (null) counts in the total alone. */
function counted(count: Count = NO_COUNT, actor: string | null, by: 1 | -1): Count {
  const total = count.total + by;
  if (actor === null) return { ...count, total };
  const { [actor]: own = 0, ...others } = count.by;
  return { total, by: own + by === 0 ? others : { ...others, [actor]: own + by } };
}
