import { localized } from '../kernel/localized.js';
import type { BarsModel, ButtonModel, DownloadsModel, FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import type { DataFileRow } from './data-files.queries.js';
import { columnsOf, DATA_TABLE_NAMES, DATA_TABLES, exchangePath, FILE_FORMATS, openDataPath } from './domain/index.js';
import { breadcrumb } from './exchange-words.js';

/** How far a file is. */
interface MakingModel {
  title: string;
  bars: BarsModel;
  text: string;
  refresh: string;
  href: string;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'exchange/file': { title: string; lead: string; making: MakingModel | null; take: ButtonModel | null; about: string | null };
    'exchange/data': {
      title: string;
      lead: string;
      downloads: DownloadsModel | null;
      none: string | null;
      making: MakingModel | null;
      makeTitle: string;
      makeText: string;
      form: FormModel;
      dictionaryTitle: string;
      dictionaryText: string;
      tables: { id: string; title: string; name: string; columns: { name: string; type: string; text: string }[] }[];
      lists: { title: string; links: { text: string; href: string }[] };
    };
  }
}

const MB = 1024 * 1024;

/** Where a file for the team is: being made, or to be taken until it expires, by nobody else. */
export function dataFilePage(x: Exchange, slug: string, file: DataFileRow): Page {
  const { t } = x;
  const href = exchangePath(slug, 'files', file.id);
  const title = t(`exchange.file-format.${file.format}`);
  const isReady = file.state === 'ready';
  return x.page(
    'exchange/file',
    {
      title,
      lead: t('exchange.file-lead', { until: t.date(file.expiresAt, 'moment') }),
      making: isReady ? null : making(x, [file], href),
      take: isReady
        ? { text: t('exchange.take'), href: `${href}/content`, variant: 'primary', icon: 'download', name: null, value: null }
        : null,
      about: isReady ? aboutFile(x, file) : null,
    },
    { title, process: slug, breadcrumb: breadcrumb(x, slug) },
  );
}

/** The open data of a process: what everybody may take, what is in it, and a fresh one for who wants it. */
export function openDataPage(
  x: Exchange,
  slug: string,
  process: ProcessRow,
  files: readonly DataFileRow[],
  state?: FormState,
): Page {
  const { t } = x;
  const ready = files.filter((file) => file.state === 'ready');
  const waiting = files.filter((file) => file.state !== 'ready');
  const title = t('exchange.data.title');
  return x.page(
    'exchange/data',
    {
      title,
      lead: t('exchange.data.lead'),
      downloads:
        ready.length > 0
          ? {
              title: t('exchange.data.files'),
              files: FILE_FORMATS.flatMap((format) => ready.filter((file) => file.format === format)).map((file) => ({
                text: t(`exchange.file-format.${file.format}`),
                href: openDataPath(slug, file.format),
                about: aboutFile(x, file),
                icon: 'download',
              })),
            }
          : null,
      none: ready.length === 0 && waiting.length === 0 ? t('exchange.data.none') : null,
      making: waiting.length > 0 ? making(x, waiting, openDataPath(slug)) : null,
      makeTitle: t('exchange.data.make'),
      makeText: t('exchange.data.make-text'),
      form: makeForm(x, openDataPath(slug), state, false),
      dictionaryTitle: t('exchange.data.dictionary'),
      dictionaryText: t('exchange.data.dictionary-text'),
      tables: DATA_TABLE_NAMES.map((name) => ({
        id: `table-${name}`,
        title: t(`exchange.table.${name}`),
        name: `${name}.csv`,
        columns: columnsOf(DATA_TABLES[name], true).map((column) => ({
          name: column.name,
          type: column.type,
          text: t(`exchange.column.${column.name}`),
        })),
      })),
      lists: {
        title: t('exchange.data.lists'),
        links: [
          { text: t('exchange.data.list-csv'), href: processPath(slug, 'proposals.csv') },
          { text: t('exchange.data.list-json'), href: processPath(slug, 'proposals.json') },
          { text: t('exchange.data.responses'), href: processPath(slug, 'responses.csv') },
        ],
      },
    },
    { title, process: slug, breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(slug) }] },
  );
}

/** Which file, and for tables whether they begin with a mark. */
export const makeForm = (x: Exchange, action: string, state: FormState | undefined, asksForMark: boolean): FormModel =>
  x.form(
    {
      action,
      submit: 'exchange.make',
      submitVariant: 'plain',
      fields: [
        {
          name: 'format',
          kind: 'select',
          label: 'exchange.format',
          options: FILE_FORMATS.map((format) => ({ value: format, text: x.t(`exchange.file-format.${format}`) })),
        },
        ...(asksForMark
          ? [{ name: 'hasMark', kind: 'checkbox' as const, label: 'exchange.mark', hint: 'exchange.mark-hint', required: true }]
          : []),
      ],
    },
    state ?? blank({ format: 'zip', hasMark: 'on' }),
  );

export const aboutFile = ({ t }: Exchange, { readyAt, size, total }: DataFileRow): string =>
  t('exchange.file-about', {
    moment: t.date(readyAt ?? '', 'moment'),
    size: t.number(Math.max(0.1, Math.round(((size ?? 0) / MB) * 10) / 10)),
    count: total,
  });

function making({ t }: Exchange, files: readonly DataFileRow[], href: string): MakingModel {
  return {
    title: t('exchange.making'),
    bars: {
      bars: files.map(({ format, written, total }) => ({
        name: t(`exchange.file-format.${format}`),
        number: t('exchange.progress', { done: t.number(written), total: t.number(total) }),
        percent: total > 0 ? Math.min(100, Math.round((100 * written) / total)) : 0,
        marked: false,
      })),
    },
    text: t('exchange.making-text'),
    refresh: t('exchange.refresh'),
    href,
  };
}
