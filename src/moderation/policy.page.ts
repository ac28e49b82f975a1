import { localized, localizedIn } from '../kernel/localized.js';
import { subjectKey } from '../kernel/subject.js';
import type { PaginationModel, StatsModel, TableModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { MODERATION_RULES, moderationPath } from './domain/index.js';
import { QUEUE_PAGE, type PublicHidingRow, type RuleCount } from './moderation.queries.js';
import type { Policy } from './policy.service.js';
import { langOf, paragraphsOf } from './words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'moderation/policy': {
      title: string;
      lead: string;
      lang: string | null;
      paragraphs: string[];
      rulesTitle: string;
      rules: { name: string; about: string }[];
      whoTitle: string;
      who: string[];
      appealTitle: string;
      appeal: string[];
      countsTitle: string;
      stats: StatsModel;
      counts: TableModel | null;
      listTitle: string;
      listLead: string;
      hidings: TableModel | null;
      none: string | null;
      pages: PaginationModel | null;
    };
  }
}

export interface PolicyView {
  process: ProcessRow;
  policy: Policy;
  byRule: readonly RuleCount[];
  hidings: readonly PublicHidingRow[];
  total: number;
  page: number;
  numbers: ReadonlyMap<string, string>;
  moderators: { coordinators: number; moderators: number };
}

/** The rules, who moderates, how to object, and every act of it counted: without the words that were hidden and without anybody's name. */
export function policyPage(x: Exchange, view: PolicyView): Page {
  const { t } = x;
  const { process, policy, byRule, hidings } = view;
  const title = t('moderation.policy.title');
  const own = localizedIn(policy.text, x.locale);
  const sum = (key: keyof Omit<RuleCount, 'rule'>): number => byRule.reduce((total, row) => total + row[key], 0);
  return x.page(
    'moderation/policy',
    {
      title,
      lead: t('moderation.policy.lead'),
      lang: own ? langOf(t, own.lang) : null,
      paragraphs: own ? paragraphsOf(own.text) : [t('moderation.policy.usual'), t('moderation.policy.usual-more')],
      rulesTitle: t('moderation.policy.rules'),
      rules: MODERATION_RULES.map((rule) => ({ name: t(`moderation.rule.${rule}`), about: t(`moderation.rule.${rule}.about`) })),
      whoTitle: t('moderation.policy.who'),
      who: [t('moderation.policy.who-text', view.moderators), t(`moderation.premoderation.${policy.premoderation}.public`)],
      appealTitle: t('moderation.policy.appeal'),
      appeal: [t('moderation.policy.appeal-text'), t('moderation.policy.appeal-report')],
      countsTitle: t('moderation.policy.counts'),
      stats: {
        stats: (['reports', 'hidden', 'restored', 'appeals', 'lifted'] as const).map((key) => ({
          number: t.number(sum(key)),
          text: t(`moderation.stat.${key}`, { count: sum(key) }),
        })),
      },
      counts: byRule.length > 0 ? countsTable(x, byRule) : null,
      listTitle: t('moderation.policy.list'),
      listLead: t('moderation.policy.list-lead'),
      hidings: hidings.length > 0 ? hidingsTable(x, view) : null,
      none: hidings.length > 0 ? null : t('moderation.policy.none'),
      pages: pagination(x, view),
    },
    {
      title,
      process: process.slug,
      description: t('moderation.policy.lead'),
      breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }],
    },
  );
}

function countsTable({ t }: Exchange, rows: readonly RuleCount[]): TableModel {
  const keys = ['reports', 'hidden', 'restored', 'appeals', 'lifted'] as const;
  const label = (key: string): string => t(`moderation.table.${key}`);
  return {
    caption: t('moderation.table.by-rule'),
    columns: [{ text: label('rule'), numeric: false }, ...keys.map((key) => ({ text: label(key), numeric: true }))],
    rows: rows.map((row) => ({
      head: { text: t(`moderation.rule.${row.rule}`), href: null, label: label('rule'), numeric: false, tag: null },
      cells: keys.map((key) => ({ text: t.number(row[key]), href: null, label: label(key), numeric: true, tag: null })),
    })),
  };
}

function hidingsTable({ t }: Exchange, { hidings, numbers }: PolicyView): TableModel {
  const columns = ['number', 'when', 'rule', 'reason', 'outcome'] as const;
  const label = (key: string): string => t(`moderation.table.${key}`);
  const cell = (key: string, text: string) => ({ text, href: null, label: label(key), numeric: false, tag: null });
  return {
    caption: t('moderation.table.hidings'),
    columns: columns.map((key) => ({ text: label(key), numeric: false })),
    rows: hidings.map((row) => ({
      head: cell('number', numbers.get(subjectKey({ kind: row.kind, id: row.subjectId })) ?? t(`moderation.kind.${row.kind}`)),
      cells: [
        cell('when', t.date(row.at, 'day')),
        cell('rule', t(`moderation.rule.${row.rule}`)),
        cell('reason', row.reason),
        cell('outcome', t(`moderation.outcome.${row.outcome ?? (row.endedAt ? 'restored' : 'hidden')}`)),
      ],
    })),
  };
}

function pagination({ t }: Exchange, { process, page, total }: PolicyView): PaginationModel | null {
  if (total <= QUEUE_PAGE && page === 1) return null;
  const to = (number: number) => `${moderationPath(process.slug)}?page=${number}`;
  return {
    label: t('moderation.queue.pages'),
    summary: t('moderation.queue.page', { page }),
    previous: page > 1 ? link(t('moderation.queue.previous'), to(page - 1)) : null,
    next: page * QUEUE_PAGE < total ? link(t('moderation.queue.next'), to(page + 1)) : null,
  };
}
