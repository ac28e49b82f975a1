import { localized } from '../kernel/localized.js';
import type { EmptyStateModel, FormModel, LinkModel, RowsModel, TabsModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import {
  isLate,
  proposalNumber,
  REVIEW_SHOWS,
  reviewMistakes,
  reviewPath,
  reviewsPath,
  templatesPath,
  type FindReviews,
} from './domain/index.js';
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
    'proposals/reviews': {
      title: string;
      lead: string;
      links: LinkModel[];
      tabs: TabsModel;
      publish: { title: string; form: FormModel } | null;
      groups: Group[];
    };
  }
}

/** A reviewer's own work: what their area owes, the most urgent first, and what it has answered. */
export function reviewsPage(
  x: Exchange,
  process: ProcessRow,
  tasks: ReviewTask[],
  today: string,
  show: FindReviews['show'],
  state: FormState = blank(),
): Page {
  const { t } = x;
  const title = t('proposals.reviews.title');
  const shown = (key: FindReviews['show']): ReviewTask[] => tasks.filter((task) => isShown(task, key, today));
  const group = (key: 'pending' | 'done', mine: ReviewTask[]): Group => ({
    id: `reviews-${key}`,
    title: t(`proposals.reviews.${key}`, { count: mine.length }),
    rows: { rows: mine.map((task) => row(x, process.slug, task, today)) },
    empty:
      mine.length > 0
        ? null
        : { title: t(`proposals.reviews.none-${key}`), text: t(`proposals.reviews.none-${key}-text`), action: null },
  });
  const some: Group = {
    ...{
      id: 'reviews-shown',
      title: t(`proposals.reviews.show.${show}`),
      rows: { rows: shown(show).map((task) => row(x, process.slug, task, today)) },
    },
    empty:
      shown(show).length > 0
        ? null
        : { title: t('proposals.reviews.none'), text: t('proposals.reviews.none-text'), action: null },
  };
  const all = [group('pending', shown('pending')), group('done', shown('done'))];
  return x.page(
    'proposals/reviews',
    {
      title,
      lead: t('proposals.reviews.lead'),
      links: [
        link(t('proposals.templates.title'), templatesPath(process.slug)),
        link(t('proposals.table.title'), `${reviewsPath(process.slug)}/table`),
      ],
      tabs: {
        label: t('proposals.reviews.shows'),
        tabs: REVIEW_SHOWS.map((each) => ({
          text: t(`proposals.reviews.show.${each}`),
          href: reviewsPath(process.slug) + (each === 'all' ? '' : `?show=${each}`),
          current: each === show,
          count: t.number(shown(each).length),
        })),
      },
      publish: show === 'all' || show === 'drafts' ? publishing(x, process.slug, shown('drafts'), state) : null,
      groups:
        show === 'all' ? all : show === 'pending' || show === 'done' ? all.filter(({ id }) => id === `reviews-${show}`) : [some],
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

function isShown(task: ReviewTask, show: FindReviews['show'], today: string): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'pending':
      return !task.reviewedAt;
    case 'late':
      return !task.reviewedAt && isLate(task.dueOn, today);
    case 'drafts':
      return task.draft !== null;
    case 'done':
      return task.reviewedAt !== null;
  }
}

/** The drafts with which nothing is wrong, to be published together; null where there is none. */
function publishing(
  x: Exchange,
  process: string,
  drafts: ReviewTask[],
  state: FormState,
): { title: string; form: FormModel } | null {
  const { t } = x;
  const whole = drafts.filter(({ draft }) => draft && reviewMistakes(draft).length === 0);
  if (whole.length === 0) return null;
  return {
    title: t('proposals.publish.title'),
    form: x.form(
      {
        action: `${reviewsPath(process)}/publication`,
        submit: 'proposals.publish.submit',
        fields: [
          {
            name: 'numbers',
            kind: 'checkboxes',
            label: 'proposals.publish.numbers',
            hint: 'proposals.publish.numbers-hint',
            options: whole.map(({ number, title }) => ({ value: String(number), text: `${proposalNumber(number)}. ${title}` })),
          },
        ],
      },
      { ...state, values: { numbers: whole.map(({ number }) => String(number)), ...state.values } },
    ),
  };
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
      ...(task.draft
        ? [t(reviewMistakes(task.draft).length > 0 ? 'proposals.reviews.draft-unfinished' : 'proposals.reviews.draft-whole')]
        : []),
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
