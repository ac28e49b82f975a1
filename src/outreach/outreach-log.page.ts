import { localized } from '../kernel/localized.js';
import type { LinkModel, StatsModel, TableModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { SMALLEST_SHOWN } from '../kernel/small-cells.js';
import { outreachLogPath, type ShownReach } from './domain/index.js';
import type { LoggedReach } from './outreach-log.controller.js';
import type { BatchRow } from './outreach-rows.js';
import { aboutText } from './outreach-words.js';
import { messagesOf, type MessageModel } from './sent-batch.page.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/log': {
      title: string;
      lead: string;
      stats: StatsModel;
      privacy: string;
      file: LinkModel;
      tables: TableModel[];
      batchesTitle: string;
      batches: { title: string; about: string; summary: string; messages: MessageModel[] }[];
      empty: string | null;
    };
  }
}

/** Whom the call reached, when and with which words, as evidence for anybody. */
export function outreachLogPage(
  x: Exchange,
  slug: string,
  process: ProcessRow,
  found: {
    sectors: LoggedReach[];
    themes: LoggedReach[];
    all: Omit<ShownReach, 'key'>;
    batches: BatchRow[];
    sizes: ReadonlyMap<string, number>;
  },
): Page {
  const title = x.t('outreach.log.title');
  const figure = (count: number | null): string => (count === null ? x.t('outreach.log.hidden') : x.t.number(count));
  const columns = ['invited', 'answered', 'tookPart'] as const;
  const table = (key: 'sectors' | 'themes'): TableModel => ({
    caption: x.t(`outreach.log.${key}`),
    columns: [
      { text: x.t(`outreach.log.${key}-column`), numeric: false },
      ...columns.map((column) => ({ text: x.t(`outreach.log.${column}`), numeric: true })),
    ],
    rows: found[key].map((row) => ({
      head: { text: row.name, href: null, label: '', numeric: false, tag: null },
      cells: columns.map((column) => ({
        text: figure(row[column]),
        href: null,
        label: x.t(`outreach.log.${column}`),
        numeric: true,
        tag: null,
      })),
    })),
  });
  const hasAny = found.batches.length > 0;
  return x.page(
    'outreach/log',
    {
      title,
      lead: x.t('outreach.log.lead'),
      stats: {
        // A figure that is withheld says nothing in large letters.
        stats: columns.flatMap((column) => {
          const count = hasAny ? found.all[column] : null;
          return count === null ? [] : [{ number: x.t.number(count), text: x.t(`outreach.log.${column}`) }];
        }),
      },
      privacy: x.t('outreach.log.privacy', { smallest: SMALLEST_SHOWN }),
      file: link(x.t('outreach.log.file'), `${outreachLogPath(slug)}.csv`),
      tables: hasAny ? [table('sectors'), table('themes')] : [],
      batchesTitle: x.t('outreach.log.batches'),
      batches: found.batches.map((batch) => ({
        title: aboutText(x.t, batch.themeName),
        about: x.t('outreach.log.batch', {
          day: x.t.date(batch.sentAt ?? batch.createdAt, 'day'),
          count: sizeText(x, found.sizes.get(batch.id) ?? 0),
        }),
        summary: x.t('outreach.log.message'),
        messages: messagesOf(batch.texts),
      })),
      empty: hasAny ? null : x.t('outreach.log.empty'),
    },
    {
      title,
      process: slug,
      description: x.t('outreach.log.lead'),
      breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(slug) }],
    },
  );
}

const sizeText = (x: Exchange, count: number): string =>
  count < SMALLEST_SHOWN ? x.t('outreach.log.few', { smallest: SMALLEST_SHOWN }) : x.t('outreach.log.some', { count });
