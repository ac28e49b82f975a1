/** What people do with notes, whichever way they ask for it: menu, keys or dragging. */
import { headsIn, notesUnder, orderAt, placeOf, sectionOf, type Note, type NoteKind } from '../../boards/domain/index.js';
import type { RoomApp } from './app.js';
import { newId } from './ids.js';

/** Where a carried note would come down. */
export type Landing = { readonly section: string; readonly index: number } | { readonly onto: string };

/** Puts a note among the notes of a section, at `index` of those that lie there without it; or on another. */
export function land(app: RoomApp, note: Note, landing: Landing): void {
  const { live } = app;
  if (!live) return;
  if ('onto' in landing) {
    app.send({ t: 'note.stack', id: note.id, onto: landing.onto }, 'roundtables.live.say.i-stacked');
  } else {
    const others = headsIn(live.board, landing.section).filter(({ id }) => id !== note.id);
    const order = orderAt(others, landing.index);
    app.send({ t: 'note.move', id: note.id, section: landing.section, order }, 'roundtables.live.say.i-moved', {
      section: app.sectionTitle(landing.section),
    });
  }
  app.ui.set({ note: note.id, focusNote: note.id });
}

/** One place up or down in its section; a note of a stack among the notes of its stack. */
export function moveBy(app: RoomApp, note: Note, by: 1 | -1): void {
  const { live } = app;
  if (!live) return;
  if (note.parent !== null) {
    const siblings = notesUnder(live.board, note.parent);
    const index = siblings.findIndex(({ id }) => id === note.id) + by;
    if (index < 0 || index >= siblings.length) return;
    const order = orderAt(
      siblings.filter(({ id }) => id !== note.id),
      index,
    );
    app.send({ t: 'note.stack', id: note.id, onto: note.parent, order }, 'roundtables.live.say.i-moved-by');
  } else {
    const section = sectionOf(live.board, note);
    const index = headsIn(live.board, section).findIndex(({ id }) => id === note.id) + by;
    if (index < 0 || index >= headsIn(live.board, section).length) return;
    land(app, note, { section, index });
  }
  app.ui.set({ note: note.id, focusNote: note.id });
}

/** To the section before or after its own, at the end. */
export function moveAcross(app: RoomApp, note: Note, by: 1 | -1): void {
  const { live } = app;
  if (!live) return;
  const sections = app.columns.filter(({ section }) => section !== null);
  const here = sectionOf(live.board, note);
  const target = sections[sections.findIndex(({ key }) => key === here) + by];
  if (target) land(app, note, { section: target.key, index: headsIn(live.board, target.key).length });
}

/** Notes and stacks this one can be laid on: those of its own section first. Nothing while it heads a stack itself. */
export function stackTargets(app: RoomApp, note: Note): Note[] {
  const { live } = app;
  if (!live || notesUnder(live.board, note.id).length > 0) return [];
  const here = sectionOf(live.board, note);
  const columns = [...app.columns].sort((a, b) => Number(b.key === here) - Number(a.key === here));
  return columns
    .flatMap(({ stacks }) => stacks.map(({ head }) => head))
    .filter(
      (head) =>
        head.id !== note.id &&
        head.id !== note.parent &&
        live.wouldRefuse({ t: 'note.stack', id: note.id, onto: head.id }) === null,
    )
    .slice(0, 40);
}

/** Without a section: where I was last. A kind asks for a note, so it is not written where milestones lie, which have none. */
export function startWriting(app: RoomApp, section?: string, asked?: NoteKind, forSomebody = false): void {
  const kind = asked ?? 'idea';
  const columns = app.columns.filter((column) => column.section);
  const fitting = columns.filter(({ section: one }) => asked === undefined || one?.holds !== 'milestones');
  const last = app.ui.note && placeOf(app.columns, app.ui.note)?.column.key;
  const column = columns.find(({ key }) => key === section) ?? fitting.find(({ key }) => key === last) ?? fitting[0];
  if (!column) return;
  const milestone = column.section?.holds === 'milestones' ? { output: '', when: '', who: '' } : null;
  app.ui.set({
    menu: null,
    sheet: null,
    writing: { note: null, section: column.key, kind, text: '', milestone, base: 0, forSomebody },
  });
  app.holdStill(true);
}

export function startEditing(app: RoomApp, note: Note): void {
  const section = app.live ? sectionOf(app.live.board, note) : '';
  const { kind, text, milestone } = note;
  app.ui.set({
    menu: null,
    sheet: null,
    note: note.id,
    writing: { note: note.id, section, kind, text, milestone, base: note.last.words, forSomebody: false },
  });
  app.holdStill(true);
}

export function stopWriting(app: RoomApp): void {
  const { writing } = app.ui;
  app.ui.set({ writing: null, focusNote: writing?.note ?? app.ui.note });
  app.holdStill(false);
}

/** A new note's id is given here, so that the focus can go to it at once. */
export function addNote(
  app: RoomApp,
  note: {
    section: string;
    kind: NoteKind;
    text: string;
    milestone: Note['milestone'];
    onBehalfOf: { name: string; sector: string | null } | null;
  },
): string | null {
  const id = newId();
  const sent = app.send({ t: 'note.add', id, proposalId: null, ...note }, 'roundtables.live.say.i-added', {
    section: app.sectionTitle(note.section),
  });
  return sent ? id : null;
}

/** Deletes, and moves the focus to the neighbour: it would be lost otherwise. */
export function deleteNote(app: RoomApp, note: Note): void {
  const ids = readingIds(app);
  const at = ids.indexOf(note.id);
  const next = ids[at + 1] ?? ids[at - 1] ?? null;
  if (app.send({ t: 'note.delete', id: note.id }, 'roundtables.live.say.i-deleted'))
    app.ui.set({ menu: null, note: next, focusNote: next });
}

/** Ids of the notes that can be reached, in reading order. */
export const readingIds = (app: RoomApp): string[] =>
  app.columns.flatMap(({ stacks }) =>
    stacks.flatMap(({ notes }) => notes.filter((note) => !(note.veiled && note.mask)).map(({ id }) => id)),
  );
