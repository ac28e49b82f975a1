/** The board as a list: headings for sections and stacks, every note in reading order. What phones show first. */
import type { BoardFormProps } from './board-view.js';
import { ColumnNotes, SectionHead } from './column.js';
import { Icon } from './icons.js';
import { startWriting } from './note-deeds.js';

export const ListView = ({ columns, drawing }: BoardFormProps) => {
  const { app } = drawing;
  const { words } = app;
  return (
    <>
      <nav class="section-jump" aria-label={words('roundtables.live.jump')}>
        {columns.map(({ key }) => (
          <a class="act" key={key} href={`#l-${key}`} data-jump={key}>
            {app.sectionTitle(key)}
          </a>
        ))}
      </nav>
      {columns.map((column) => (
        <section class="list-part" key={column.key} id={`l-${column.key}`} aria-labelledby={`lh-${column.key}`} tabIndex={-1}>
          <SectionHead app={app} column={column} id={`lh-${column.key}`} />
          <ColumnNotes column={column} drawing={drawing} />
          {column.count === 0 && <p class="soft">{words('roundtables.live.section-empty')}</p>}
          {drawing.hands !== 'none' && column.section && (
            <button type="button" class="act write-here" onClick={() => startWriting(app, column.key)}>
              <Icon name="plus" />
              {words('roundtables.live.write-here')}
              <span class="unseen"> {words('roundtables.live.in-section', { section: app.sectionTitle(column.key) })}</span>
            </button>
          )}
        </section>
      ))}
    </>
  );
};
