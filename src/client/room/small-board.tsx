/** The board in small: how many papers of each kind, what leads, where people write. The whole cell opens its section. */
import type { Column } from '../../boards/domain/index.js';
import type { RoomApp } from './app.js';
import { isFaceDown } from './column.js';
import { excerpt } from './excerpt.js';

/** Papers drawn per section before the number takes over. */
const DRAWN = 14;

export const SmallBoard = ({ app }: { readonly app: RoomApp }) => (
  <ol class="small-board">
    {app.columns.map((column) => (
      <Cell key={column.key} app={app} column={column} />
    ))}
  </ol>
);

const Cell = ({ app, column }: { readonly app: RoomApp; readonly column: Column }) => {
  const { words } = app;
  const notes = column.stacks.flatMap((stack) => stack.notes);
  const first = [...column.stacks].sort((a, b) => dotsIn(b) - dotsIn(a))[0];
  const writers = app.doingAt(column.key, 'writing').length;
  const open = () => {
    app.ui.set({ view: 'list', note: first?.head.id ?? null });
    setTimeout(() => document.getElementById(`l-${column.key}`)?.focus(), 60);
  };
  return (
    <li class={writers > 0 ? 'hot' : undefined}>
      <h3>
        <a
          href={`#l-${column.key}`}
          onClick={(event) => {
            event.preventDefault();
            open();
          }}
        >
          {app.sectionTitle(column.key)}
        </a>
        <span class="count">
          {column.count}
          <span class="unseen"> {words('roundtables.live.notes-word', { count: column.count })}</span>
        </span>
      </h3>
      <p class="papers" aria-hidden="true">
        {notes.slice(0, DRAWN).map((note) => (
          <i key={note.id} data-kind={isFaceDown(note) ? 'back' : note.kind} />
        ))}
      </p>
      {first && !isFaceDown(first.head) && (
        <p class="first">
          {dotsIn(first) > 0 && (
            <>
              <b>{words('roundtables.live.points', { count: dotsIn(first) })}</b> ·{' '}
            </>
          )}
          {first.notes.length > 1
            ? words('roundtables.live.stack-named', { title: first.title ?? excerpt(first.head, 60) })
            : excerpt(first.head, 90)}
        </p>
      )}
      {column.count === 0 && <p class="first">{words('roundtables.live.section-empty')}</p>}
      {writers > 0 && <p class="live">{words('roundtables.live.writers', { count: writers })}</p>}
    </li>
  );
};

const dotsIn = (stack: Column['stacks'][number]): number => stack.notes.reduce((sum, note) => sum + note.dots.total, 0);
