import { localized } from '../kernel/localized.js';
import type { EmptyStateModel, LinkModel, RowsModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { proposalNumber, reviewPath, templatesPath } from './domain/index.js';
import type { ReviewTask } from './proposal-rows.js';
import { verdictTag } from './proposal-words.js';

interface Group {
  id: string;
  title: string;
  rows: RowsModel;
  empty: EmptyStateModel | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/reviews': { title: string; lead: string; links: LinkModel[]; groups: Group[] };
  }
}

/** A reviewer's own work: what their area owes, the most urgent first, and what it has answered. */
export function reviewsPage(x: Exchange, process: ProcessRow, tasks: ReviewTask[], today: string): Page {
  const { t } = x;
  const title = t('proposals.reviews.title');
  const group = (key: 'pending' | 'done', mine: ReviewTask[]): Group => ({
    id: `reviews-${key}`,
    title: t(`proposals.reviews.${key}`, { count: mine.length }),
    rows: { rows: mine.map((task) => row(x, process.slug, task, today)) },
    empty:
      mine.length > 0
        ? null
        : { title: t(`proposals.reviews.none-${key}`), text: t(`proposals.reviews.none-${key}-text`), action: null },
  });
  return x.page(
    'proposals/reviews',
    {
      title,
      lead: t('proposals.reviews.lead'),
      links: [link(t('proposals.templates.title'), templatesPath(process.slug))],
      groups: [
        group(
          'pending',
          tasks.filter((task) => !task.reviewedAt),
        ),
        group(
          'done',
          tasks.filter((task) => task.reviewedAt),
        ),
      ],
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

function row({ t }: Exchange, process: string, task: ReviewTask, today: string): RowsModel['rows'][number] {
  const isLate = !task.reviewedAt && task.dueOn < today;
  const button = t(task.reviewedAt ? 'proposals.reviews.again' : 'proposals.reviews.start', {
    number: proposalNumber(task.number),
  });
  return {
    title: `${proposalNumber(task.number)}. ${task.title}`,
    href: reviewPath(process, task.number),
    about: [
      localized(task.areaName, t.locale),
      ...(task.reviewedAt ? [t.date(task.reviewedAt, 'day')] : [t('proposals.reviews.due', { date: t.date(task.dueOn, 'day') })]),
    ],
    tag:
      task.reviewedAt && task.verdict
        ? verdictTag(t, task.verdict)
        : isLate
          ? { text: t('proposals.reviews.late'), tone: 'danger', icon: 'clock' }
          : null,
    action: {
      text: button,
      href: reviewPath(process, task.number),
      variant: task.reviewedAt ? 'quiet' : 'plain',
      icon: null,
      name: null,
      value: null,
    },
  };
}
