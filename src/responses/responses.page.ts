import { localized } from '../kernel/localized.js';
import { subjectKey } from '../kernel/subject.js';
import type {
  ChipsModel,
  EmptyStateModel,
  LinkModel,
  PaginationModel,
  StatsModel,
  TableModel,
} from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import type { SubjectView } from '../platform/subjects/subject-registry.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import type { StepCoverage } from './contributions.js';
import { dispositionTag } from './disposition-tag.js';
import { TAKEN_UP, type LedgerFilter } from './domain/index.js';
import type { Coverage, ResponseRow } from './responses.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'responses/index': {
      title: string;
      lead: string;
      stats: StatsModel;
      steps: TableModel | null;
      countsTitle: string;
      counts: LinkModel[];
      chips: ChipsModel | null;
      count: string;
      table: TableModel | null;
      empty: EmptyStateModel | null;
      pages: PaginationModel | null;
      file: LinkModel;
    };
  }
}

export const LEDGER_PAGE = 50;

export interface Ledger {
  process: ProcessRow;
  filter: LedgerFilter;
  coverage: Coverage[];
  counts: { kind: ResponseRow['subjectKind']; disposition: ResponseRow['disposition']; count: number }[];
  steps: readonly StepCoverage[];
  rows: ResponseRow[];
  subjects: ReadonlyMap<string, SubjectView>;
}

export const ledgerPath = (process: string, filter: Partial<LedgerFilter> = {}): string => {
  const query = Object.entries(filter).flatMap(([name, value]) =>
    value && value !== 1 ? [`${name}=${encodeURIComponent(String(value))}`] : [],
  );
  return processPath(process, 'responses') + (query.length > 0 ? `?${query.join('&')}` : '');
};

/** The ledger in public: how much of what was said has an answer, and every answer with its reason. */
export function ledgerPage(x: Exchange, ledger: Ledger): Page {
  const { process, filter, counts, rows } = ledger;
  const { t } = x;
  const title = t('responses.title');
  const matching = counts.filter(
    (each) => (!filter.kind || each.kind === filter.kind) && (!filter.disposition || each.disposition === filter.disposition),
  );
  const total = matching.reduce((sum, each) => sum + each.count, 0);
  return x.page(
    'responses/index',
    {
      title,
      lead: t('responses.lead'),
      stats: stats(x, ledger),
      steps: ledger.steps.length > 0 ? stepsTable(x, ledger.steps) : null,
      countsTitle: t('responses.counts'),
      counts: counts.map((each) =>
        link(
          t('responses.count-of', {
            kind: t(`responses.kind.${each.kind}`),
            disposition: dispositionTag(t, each.disposition).text,
            count: each.count,
          }),
          ledgerPath(process.slug, { kind: each.kind, disposition: each.disposition }),
          each.kind === filter.kind && each.disposition === filter.disposition,
        ),
      ),
      chips: chips(x, ledger),
      count: t('responses.count', { count: total }),
      table: rows.length > 0 ? table(x, ledger) : null,
      empty: rows.length > 0 ? null : { title: t('responses.empty'), text: t('responses.empty-text'), action: null },
      pages: pagination(x, ledger, total),
      file: link(t('responses.csv'), `${processPath(process.slug, 'responses.csv')}`),
    },
    { title, process: process.slug, breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }] },
  );
}

function stats({ t }: Exchange, { coverage, counts }: Ledger): StatsModel {
  const taken = counts.filter((each) => TAKEN_UP.has(each.disposition)).reduce((sum, each) => sum + each.count, 0);
  return {
    stats: [
      ...coverage.map((each) => ({
        number: t('responses.answered-of', { answered: each.answered, owed: each.owed }),
        text: t(`responses.answered.${each.kind}`, { count: each.owed }),
      })),
      { number: t.number(taken), text: t('responses.taken-up', { count: taken }) },
    ],
  };
}

/** By how far proposals have come: how many stand there, and how many of those somebody has answered in words. */
function stepsTable({ t }: Exchange, steps: readonly StepCoverage[]): TableModel {
  const columns = ['step', 'count', 'with-reason'].map((key, index) => ({
    text: t(`responses.steps.${key}`),
    numeric: index > 0,
  }));
  const cell = (index: number, text: string) => ({
    ...{ text, href: null, label: columns[index]?.text ?? '', numeric: index > 0, tag: null },
  });
  return {
    caption: t('responses.steps.title'),
    columns,
    rows: steps.map(({ text, count, answered }) => ({
      head: cell(0, t(text)),
      cells: [cell(1, t.number(count)), cell(2, t('responses.answered-of', { answered, owed: count }))],
    })),
  };
}

function table({ t }: Exchange, { rows, subjects }: Ledger): TableModel {
  const columns = ['subject', 'disposition', 'reason', 'decided'].map((key) => ({
    text: t(`responses.column.${key}`),
    numeric: false,
  }));
  const cell = (index: number, text: string, more: Partial<TableModel['rows'][number]['head']> = {}) => ({
    ...{ text, href: null, label: columns[index]?.text ?? '', numeric: false, tag: null },
    ...more,
  });
  return {
    caption: t('responses.caption'),
    columns,
    rows: rows.map((row) => {
      const subject = subjects.get(subjectKey({ kind: row.subjectKind, id: row.subjectId }));
      return {
        head: cell(0, subject?.title ?? t(`responses.kind.${row.subjectKind}`), { href: subject?.href ?? null }),
        cells: [
          cell(1, '', { tag: dispositionTag(t, row.disposition) }),
          cell(2, row.reason),
          cell(3, t('responses.decided', { name: row.decidedBy, date: t.date(row.at, 'day') })),
        ],
      };
    }),
  };
}

function chips({ t }: Exchange, { process, filter }: Ledger): ChipsModel | null {
  if (!filter.kind && !filter.disposition) return null;
  return {
    label: t('responses.chips'),
    removeText: t('responses.remove-filter'),
    chips: [
      ...(filter.kind
        ? [{ text: t(`responses.kind.${filter.kind}`), href: ledgerPath(process.slug, { disposition: filter.disposition }) }]
        : []),
      ...(filter.disposition
        ? [{ text: dispositionTag(t, filter.disposition).text, href: ledgerPath(process.slug, { kind: filter.kind }) }]
        : []),
    ],
    clear: { text: t('responses.clear'), href: ledgerPath(process.slug) },
  };
}

function pagination({ t }: Exchange, { process, filter, rows }: Ledger, total: number): PaginationModel | null {
  if (total <= LEDGER_PAGE) return null;
  const first = (filter.page - 1) * LEDGER_PAGE + 1;
  const last = first + rows.length - 1;
  return {
    label: t('responses.pages'),
    summary: t('responses.range', { first, last, total }),
    previous:
      filter.page > 1 ? link(t('responses.previous'), ledgerPath(process.slug, { ...filter, page: filter.page - 1 })) : null,
    next: last < total ? link(t('responses.next'), ledgerPath(process.slug, { ...filter, page: filter.page + 1 })) : null,
  };
}
