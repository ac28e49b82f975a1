/** The whole sheet in small, with a frame around what is seen: a picture of the surface, and a way to move it. Pictures only; the list says the same. */
import type { Column } from '../../boards/domain/index.js';
import { useEffect, useState } from 'preact/hooks';
import { useRoom } from './context.js';

const [WIDTH, HEIGHT] = [214, 58];
/** Papers drawn per column; more would not be seen. */
const DRAWN = 8;

interface Seen {
  readonly left: number;
  readonly width: number;
}

export const Minimap = () => {
  const app = useRoom();
  const { columns, words } = app;
  const [seen, setSeen] = useState<Seen>({ left: 0, width: 1 });
  const ground = (): HTMLElement | null => document.querySelector('.table-top');
  useEffect(() => {
    const table = ground();
    if (!table) return;
    const look = () => setSeen({ left: table.scrollLeft / table.scrollWidth, width: table.clientWidth / table.scrollWidth });
    look();
    table.addEventListener('scroll', look, { passive: true });
    const watching = new ResizeObserver(look);
    watching.observe(table);
    return () => {
      table.removeEventListener('scroll', look);
      watching.disconnect();
    };
  }, [columns.length, app.ui.zoom, app.live]);
  if (seen.width >= 0.999 || columns.length === 0) return null;
  const width = (WIDTH - 10) / columns.length;
  const first = Math.round(seen.left * columns.length);
  const count = Math.max(1, Math.round(seen.width * columns.length));
  const go = (event: MouseEvent) => {
    const table = ground();
    const box = (event.currentTarget as SVGElement).getBoundingClientRect();
    table?.scrollTo({ left: ((event.clientX - box.left) / box.width - seen.width / 2) * table.scrollWidth });
  };
  return (
    <div class="minimap">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={words('roundtables.live.minimap', {
          first: first + 1,
          last: Math.min(columns.length, first + count),
          count: columns.length,
        })}
        onClick={go}
      >
        <rect class="leaf" x="5" y="4" width={WIDTH - 10} height={HEIGHT - 8} />
        {columns.map((column, at) => (
          <Strip key={column.key} column={column} x={5 + at * width} width={width} />
        ))}
        <rect class="view" x={2 + seen.left * (WIDTH - 4)} y="2" width={seen.width * (WIDTH - 4)} height={HEIGHT - 4} />
      </svg>
    </div>
  );
};

const Strip = ({ column, x, width }: { readonly column: Column; readonly x: number; readonly width: number }) => {
  const size = Math.min(7.5, (width - 7) / 2);
  return (
    <g>
      <path class="rule" d={`M${x} 4v50`} />
      <path d={`M${x + 3} 12h${Math.max(2, width - 7)}`} stroke="currentColor" stroke-width="1.5" />
      {column.stacks.slice(0, DRAWN).map(({ head }, index) => (
        <rect
          key={head.id}
          class="paper-mark"
          data-kind={head.kind}
          x={x + 3 + (index % 2) * (size + 1)}
          y={16 + Math.floor(index / 2) * (size + 1.5)}
          width={size}
          height={size}
        />
      ))}
    </g>
  );
};
