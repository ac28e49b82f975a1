/** Single keys that concern the whole room, wherever the focus is; notes have had their turn before. */
import type { RoomApp } from './app.js';
import { toggleHand } from './floor.js';
import { deedOf } from './keyboard.js';
import { startWriting } from './note-deeds.js';

export function actOnRoom(app: RoomApp, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const typing =
    target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], dialog, .menu') !== null;
  const stroke = { key: event.key, shift: event.shiftKey, control: event.ctrlKey || event.metaKey, alt: event.altKey };
  const deed = deedOf(stroke, { onNote: false, typing, shortcuts: app.preferences.shortcuts });
  const { ui, live } = app;
  switch (deed) {
    case 'write':
      if (live?.me?.capabilities.includes('write')) startWriting(app);
      break;
    case 'undo':
      live?.undo();
      break;
    case 'redo':
      live?.redo();
      break;
    case 'search':
      ui.set({ sheet: 'search' });
      break;
    case 'switch-view':
      ui.set({ view: ui.view === 'list' ? 'surface' : 'list', menu: null });
      break;
    case 'hand':
      toggleHand(app);
      break;
    case 'help':
      ui.set({ sheet: 'help' });
      break;
    default:
      return;
  }
  event.preventDefault();
}
