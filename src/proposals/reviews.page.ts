import { localized } from '../kernel/localized.js';
import type { EmptyStateModel, FormModel, LinkModel, RowsModel, TagModel, ThemeMarkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { proposalNumber, proposalPath, REVIEW_TEXT_MAX, reviewPath, reviewsPath, VERDICTS } from './domain/index.js';
import type { AssignmentRow, ProposalDetail, ReviewTask } from './proposal-rows.js';
import { authorWords, langOf, paragraphsOf, stateText, themeMark, verdictTag } from './proposal-words.js';

interface Group {
  id: string;
  title: string;
  rows: RowsModel;
  empty: EmptyStateModel | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/reviews': { title: string; lead: string; groups: Group[] };
    'proposals/review': {
      title: string;
      lang: string | null;
      number: string;
      theme: ThemeMarkModel;
      byline: string;
      due: { text: string; late: boolean };
      textTitle: string;
      paragraphs: string[];
      page: LinkModel;
      formTitle: string;
      formLead: string;
      form: FormModel;
      earlier: { text: string; tag: TagModel } | null;
    };
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

const text = (name: string, rows: number, required = false): FieldSpec => ({
  name,
  kind: 'textarea',
  label: `proposals.review.${name}`,
  hint: `proposals.review.${name}-hint`,
  rows,
  maxlength: REVIEW_TEXT_MAX,
  required,
});

/** The review of one proposal for one area: the proposal at its side, the verdict never without its reasons. */
export function reviewPage(
  x: Exchange,
  process: ProcessRow,
  proposal: ProposalDetail,
  assignment: AssignmentRow,
  state: FormState,
  today: string,
): Page {
  const { t } = x;
  const number = proposalNumber(proposal.number);
  const earlier = proposal.reviews.find((review) => review.areaId === assignment.areaId);
  const form = x.form(
    {
      action: reviewPath(process.slug, proposal.number),
      submit: 'proposals.review.submit',
      fields: [
        {
          name: 'verdict',
          kind: 'radios',
          label: 'proposals.review.verdict',
          options: VERDICTS.map((verdict) => ({
            value: verdict,
            text: stateText(t, verdict),
            hint: t(`proposals.review.verdict.${verdict}`),
          })),
        },
        text('reasons', 6, true),
        text('existing', 4),
        text('budget', 3),
        text('law', 3),
        text('responsible', 2),
        text('changes', 4),
        {
          name: 'signedBy',
          kind: 'text',
          label: 'proposals.review.signed-by',
          hint: 'proposals.review.signed-by-hint',
          autocomplete: 'name',
          maxlength: 120,
        },
      ],
    },
    state,
  );
  return x.page(
    'proposals/review',
    {
      title: proposal.title,
      lang: langOf(t, proposal.lang),
      number,
      theme: themeMark(t, null, proposal),
      byline: t('proposals.show.byline', { author: authorWords(t, proposal).join(', ') }),
      due: {
        text: t('proposals.reviews.due', { date: t.date(assignment.dueOn, 'day') }),
        late: !assignment.reviewedAt && assignment.dueOn < today,
      },
      textTitle: t('proposals.show.text'),
      paragraphs: paragraphsOf(proposal.body),
      page: link(t('proposals.triage.open'), proposalPath(process.slug, proposal.number)),
      formTitle: t('proposals.review.title', { area: localized(assignment.areaName, x.locale) }),
      formLead: t('proposals.review.lead'),
      form,
      earlier: earlier
        ? { text: t('proposals.review.earlier', { date: t.date(earlier.at, 'day') }), tag: verdictTag(t, earlier.verdict) }
        : null,
    },
    {
      title: `${number}. ${proposal.title}`,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
        { text: t('proposals.reviews.title'), href: reviewsPath(process.slug) },
      ],
    },
  );
}
