/** The board as a sheet on a table: sections as columns, notes as papers that can be carried. */
import type { Column } from '../../boards/domain/index.js';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { BoardFormProps } from './board-view.js';
import { ColumnNotes, SectionHead } from './column.js';
import { Icon } from './icons.js';
import { startWriting } from './note-deeds.js';
import { NoteTools } from './note-tools.js';

/** Width of one column of the sheet, in CSS pixels. */
const COLUMN_PX = 276;

export const SurfaceView = ({ columns, drawing }: BoardFormProps) => {
  const { app } = drawing;
  const { words, ui } = app;
  const roll = useRef<HTMLDivElement>(null);
  const spans = columns.map((column) => column.section?.span ?? 1);
  const total = spans.reduce((sum, span) => sum + span, 0);
  useLayoutEffect(() => {
    // Styles by the object model: the page's policy allows none in the markup.
    roll.current?.style.setProperty('grid-template-columns', spans.map((span) => `${span * COLUMN_PX}px`).join(' '));
    roll.current?.style.setProperty('zoom', String(ui.zoom));
  });
  const landing = drawing.carried?.landing;
  const over = landing && 'section' in landing ? landing.section : null;
  const groups = groupsOf(columns);
  return (
    <div class="table-top" tabIndex={0} role="region" aria-label={words('roundtables.live.surface', { count: total })}>
      <div class="sheet-roll" ref={roll}>
        {groups.length > 0 &&
          groups.map((group) => (
            <Part key={group.from} title={group.title === null ? '' : app.t(group.title)} from={group.from} to={group.to} />
          ))}
        {columns.map((column) => (
          <section
            class={column.key === over ? 'sheet-col drop-here' : 'sheet-col'}
            key={column.key}
            data-column={column.key}
            data-span={column.section?.span}
            aria-labelledby={`s-${column.key}`}
          >
            <SectionHead app={app} column={column} id={`s-${column.key}`} />
            <ColumnNotes
              column={column}
              drawing={drawing}
              tail={
                drawing.hands !== 'none' &&
                column.section && (
                  <li class="write-row">
                    <button type="button" class="act write-here" onClick={() => startWriting(app, column.key)}>
                      <Icon name="plus" />
                      {words('roundtables.live.write-here')}
                      <span class="unseen">
                        {' '}
                        {words('roundtables.live.in-section', { section: app.sectionTitle(column.key) })}
                      </span>
                    </button>
                  </li>
                )
              }
            />
          </section>
        ))}
      </div>
      {drawing.hands !== 'none' && <NoteTools app={app} />}
    </div>
  );
};

const Part = ({ title, from, to }: { readonly title: string; readonly from: number; readonly to: number }) => {
  const part = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => part.current?.style.setProperty('grid-column', `${from} / ${to}`));
  return (
    <p class="sheet-part" ref={part}>
      <span>{title}</span>
    </p>
  );
};

/** Neighbouring sections under one heading; none when no section has one. */
function groupsOf(
  columns: readonly Column[],
): { title: Column['section'] extends null ? never : NonNullable<Column['section']>['group']; from: number; to: number }[] {
  if (!columns.some(({ section }) => section?.group)) return [];
  const groups: { title: NonNullable<Column['section']>['group']; key: string; from: number; to: number }[] = [];
  for (const [at, { section }] of columns.entries()) {
    const title = section?.group ?? null;
    const key = JSON.stringify(title);
    const last = groups.at(-1);
    if (last && last.key === key) last.to = at + 2;
    else groups.push({ title, key, from: at + 1, to: at + 2 });
  }
  return groups;
}
