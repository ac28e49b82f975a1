/** The dark toolbar beside the chosen note of the surface: what is done most, in words. Placed by the object model over the sheet. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { Icon } from './icons.js';

export const NoteTools = ({ app }: { readonly app: RoomApp }) => {
  const bar = useRef<HTMLDivElement>(null);
  const { ui, live, words } = app;
  const note = ui.note ? live?.board.notes[ui.note] : undefined;
  const isShown = note !== undefined && !note.deleted && !(note.veiled && note.mask) && ui.menu === null && ui.writing === null;
  useLayoutEffect(() => {
    const paper = isShown && document.querySelector<HTMLElement>(`.table-top [data-note="${note.id}"]`);
    const ground = bar.current?.parentElement;
    if (!bar.current || !paper || !ground) return;
    const [at, under] = [paper.getBoundingClientRect(), ground.getBoundingClientRect()];
    const above = at.top - under.top + ground.scrollTop - bar.current.offsetHeight - 11;
    // Never over the note itself: where there is no room above, it stands below.
    const top = above >= ground.scrollTop + 4 ? above : at.bottom - under.top + ground.scrollTop + 11;
    const left = at.left - under.left + ground.scrollLeft - 4;
    bar.current.style.setProperty('top', `${top}px`);
    bar.current.style.setProperty('left', `${Math.max(4, left)}px`);
  });
  // Where nothing can be moved, the button on the note itself is enough.
  if (!isShown || live?.wouldRefuse({ t: 'note.move', id: note.id, section: note.section }) !== null) return null;
  return (
    <div class="note-tools" ref={bar} role="toolbar" aria-label={words('roundtables.live.tools')}>
      <button type="button" class="act" onClick={() => ui.set({ menu: { note: note.id, page: 'move' } })}>
        <Icon name="move" />
        {words('roundtables.live.menu.move')}
      </button>
      <button type="button" class="act" onClick={() => ui.set({ menu: { note: note.id, page: 'stack' } })}>
        <Icon name="stack" />
        {words('roundtables.live.menu.stack-short')}
      </button>
      <span class="sep" />
      <button
        type="button"
        class="act square"
        aria-label={words('roundtables.live.menu.more')}
        onClick={() => ui.set({ menu: { note: note.id, page: 'all' } })}
      >
        <Icon name="more" />
      </button>
    </div>
  );
};
