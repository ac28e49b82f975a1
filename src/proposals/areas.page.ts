import { localized } from '../kernel/localized.js';
import type { LinkModel, TableModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import type { AreaWorkRow } from './area-work.queries.js';
import { EVERYTHING, proposalsPath, queryOf } from './domain/index.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/areas': { title: string; lead: string; table: TableModel; note: string; file: LinkModel };
  }
}

const COLUMNS = ['asked', 'answered', 'redirected', 'overdue', 'median'] as const;

/** How many proposals each area was asked about, how many it answered, and in how many days. */
export function areasPage(x: Exchange, process: ProcessRow, rows: readonly AreaWorkRow[]): Page {
  const { t } = x;
  const title = t('proposals.areas.title');
  const heading = (key: string): string => t(`proposals.areas.${key}`);
  const cell = (label: string, text: string) => ({ text, href: null, label, numeric: true, tag: null });
  return x.page(
    'proposals/areas',
    {
      title,
      lead: t('proposals.areas.lead'),
      table: {
        caption: t('proposals.areas.caption'),
        columns: [
          { text: heading('area'), numeric: false },
          ...COLUMNS.map((column) => ({ text: heading(column), numeric: true })),
        ],
        rows: rows.map((row) => ({
          head: {
            text: localized(row.areaName, x.locale),
            href: proposalsPath(process.slug) + queryOf(EVERYTHING, { area: row.areaId }),
            label: heading('area'),
            numeric: false,
            tag: null,
          },
          cells: [
            cell(heading('asked'), t.number(row.asked)),
            cell(heading('answered'), t.number(row.answered)),
            cell(heading('redirected'), t.number(row.redirected)),
            cell(heading('overdue'), t.number(row.overdue)),
            cell(
              heading('median'),
              row.medianDays === null
                ? t('proposals.areas.none')
                : t('proposals.areas.days', { count: Math.round(row.medianDays) }),
            ),
          ],
        })),
      },
      note: t('proposals.areas.note'),
      file: link(t('proposals.areas.file'), processPath(process.slug, 'reviews.csv')),
    },
    { title, process: process.slug, breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }] },
  );
}
