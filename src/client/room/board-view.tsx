/** The board in one of its two forms, with the keys, taps and drags that both share. */
import type { Column } from '../../boards/domain/index.js';
import { useEffect, useRef, useState } from 'preact/hooks';
import { actOnBoard, clickOnBoard } from './board-deeds.js';
import { type Drawing } from './column.js';
import { useRoom } from './context.js';
import { Carrying, type Carried } from './carrying.js';
import { ListView } from './list-view.js';
import { readingIds } from './note-deeds.js';
import { SurfaceView } from './surface-view.js';

export interface BoardFormProps {
  readonly columns: readonly Column[];
  readonly drawing: Drawing;
}

export const BoardView = ({ form, hasHands }: { readonly form: 'list' | 'surface'; readonly hasHands: boolean }) => {
  const app = useRoom();
  const root = useRef<HTMLDivElement>(null);
  const [carried, setCarried] = useState<Carried | null>(null);
  const { live, ui, words } = app;
  const isThere = live !== null && (live.me !== null || live.board.seq > 0);

  useEffect(() => {
    if (!root.current || !hasHands) return;
    const carrying = new Carrying(app, root.current, setCarried);
    return () => carrying.stop();
  }, [app, hasHands, form, live, isThere]);

  if (!live) return <p class="board-empty">{words('roundtables.live.no-board')}</p>;
  if (!isThere) return <p class="board-empty">{words('roundtables.live.board-opening')}</p>;
  const ids = readingIds(app);
  const stop = ui.note && ids.includes(ui.note) ? ui.note : (ids[0] ?? null);
  const { board } = live;
  const isObserver = !live.me?.capabilities.includes('write');
  const mayDot =
    board.dotsBudget > 0 && board.writing === 'open' && !(board.locked && !live.me?.capabilities.includes('facilitate'));
  const drawing: Drawing = {
    app,
    waiting: live.waitingNotes,
    stop,
    hands: !hasHands || isObserver ? 'none' : mayDot ? 'dots' : 'notes',
    dotsLeft: live.dotsLeft,
    isSurface: form === 'surface',
    carried,
  };
  const props: BoardFormProps = { columns: app.columns, drawing };
  return (
    <div
      class={ids.length > 150 ? 'board-root many' : 'board-root'}
      ref={root}
      onClick={(event) => clickOnBoard(app, event)}
      onKeyDown={(event) => actOnBoard(app, event, form)}
      onFocusIn={(event) => {
        const note = (event.target as HTMLElement).closest<HTMLElement>('[data-note]')?.dataset['note'];
        if (note && note !== ui.note) ui.set({ note });
      }}
    >
      {form === 'surface' ? <SurfaceView {...props} /> : <ListView {...props} />}
    </div>
  );
};
