/** Taps and keys on a board, caught once for all its notes. */
import type { RoomApp } from './app.js';
import { deedOf, type Deed } from './keyboard.js';
import { deleteNote, moveAcross, moveBy, readingIds, startEditing } from './note-deeds.js';

export function clickOnBoard(app: RoomApp, event: MouseEvent): void {
  const target = event.target as HTMLElement;
  const { more, dot, way, stack, jump } =
    target.closest<HTMLElement>('[data-more],[data-dot],[data-stack],[data-jump]')?.dataset ?? {};
  if (more) {
    const isOpen = app.ui.menu?.note === more;
    app.ui.set({ note: more, menu: isOpen ? null : { note: more, page: 'all' } });
  } else if (dot) {
    giveDot(app, dot, way !== 'take');
  } else if (stack) {
    app.ui.toggleStack(stack);
  } else if (jump) {
    event.preventDefault();
    const part = document.getElementById(`l-${jump}`);
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  }
}

function giveDot(app: RoomApp, id: string, gives: boolean): void {
  const left = app.live?.dotsLeft ?? 0;
  if (gives) app.send({ t: 'note.dot', id }, 'roundtables.live.say.i-dotted', { left: Math.max(0, left - 1) });
  else app.send({ t: 'note.undot', id }, 'roundtables.live.say.i-undotted', { left: left + 1 });
}

const isTyping = (element: HTMLElement): boolean => element.closest('input, textarea, select, [contenteditable]') !== null;

export function actOnBoard(app: RoomApp, event: KeyboardEvent, form: 'list' | 'surface'): void {
  const target = event.target as HTMLElement;
  if (event.key === 'Escape' && app.ui.menu) {
    app.ui.set({ focusNote: app.ui.menu.note, menu: null });
    event.stopPropagation();
    return;
  }
  if (app.ui.menu && target.closest('.menu')) {
    walkMenu(event, target);
    return;
  }
  const onNote = target.tagName === 'ARTICLE';
  const id = target.closest<HTMLElement>('[data-note]')?.dataset['note'];
  const stroke = { key: event.key, shift: event.shiftKey, control: event.ctrlKey || event.metaKey, alt: event.altKey };
  const deed = deedOf(stroke, { onNote, typing: isTyping(target), shortcuts: app.preferences.shortcuts });
  if (!deed || !onNote || !id || !doOnNote(app, deed, id, form)) return;
  event.preventDefault();
  event.stopPropagation();
}

function walkMenu(event: KeyboardEvent, target: HTMLElement): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const ways = [...(target.closest('.menu')?.querySelectorAll<HTMLElement>('button, input') ?? [])];
  const to = ways[ways.indexOf(target) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!to || isTyping(target)) return;
  to.focus();
  event.preventDefault();
}

/** True when the deed was one about notes. */
function doOnNote(app: RoomApp, deed: Deed, id: string, form: 'list' | 'surface'): boolean {
  const note = app.live?.board.notes[id];
  if (!note) return false;
  const ids = readingIds(app);
  const at = ids.indexOf(id);
  const go = (to: string | undefined) => to !== undefined && app.ui.set({ note: to, focusNote: to, menu: null });
  switch (deed) {
    case 'next':
      go(ids[at + 1]);
      return true;
    case 'previous':
      go(ids[at - 1]);
      return true;
    case 'right':
    case 'left':
      go(across(app, id, deed === 'right' ? 1 : -1));
      return true;
    case 'first':
      go(ids[0]);
      return true;
    case 'last':
      go(ids.at(-1));
      return true;
    case 'move-up':
      moveBy(app, note, -1);
      return true;
    case 'move-down':
      moveBy(app, note, 1);
      return true;
    case 'move-left':
      moveAcross(app, note, -1);
      return true;
    case 'move-right':
      moveAcross(app, note, 1);
      return true;
    case 'open':
      if (form === 'surface' && isStackHead(app, id) && !app.ui.openStacks.has(id)) app.ui.toggleStack(id);
      else app.ui.set({ menu: { note: id, page: 'all' } });
      return true;
    case 'move':
      app.ui.set({ menu: { note: id, page: 'move' } });
      return true;
    case 'stack':
      app.ui.set({ menu: { note: id, page: 'stack' } });
      return true;
    case 'edit':
      if (app.live?.wouldRefuse({ t: 'note.edit', id, base: 0, text: note.text || 'x' }) === null) startEditing(app, note);
      return true;
    case 'delete':
      deleteNote(app, note);
      return true;
    case 'dot':
    case 'undot':
      giveDot(app, id, deed === 'dot');
      return true;
    default:
      return false;
  }
}

const isStackHead = (app: RoomApp, id: string): boolean =>
  app.columns.some(({ stacks }) => stacks.some(({ head, notes }) => head.id === id && notes.length > 1));

/** The note at about the same height in the next section that has one. */
function across(app: RoomApp, id: string, by: 1 | -1): string | undefined {
  const heads = app.columns.map(({ stacks }) => stacks.flatMap(({ notes }) => notes.map((note) => note.id)));
  const column = heads.findIndex((ids) => ids.includes(id));
  const row = heads[column]?.indexOf(id) ?? 0;
  for (let at = column + by; at >= 0 && at < heads.length; at += by) {
    const ids = heads[at];
    if (ids && ids.length > 0) return ids[Math.min(row, ids.length - 1)];
  }
  return undefined;
}
