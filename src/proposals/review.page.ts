import { localized } from '../kernel/localized.js';
import type { FormModel, LinkModel, TagModel, ThemeMarkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { AreaRow, ProcessRow } from '../process/index.js';
import { REASON_MAX } from '../responses/domain/index.js';
import { proposalNumber, proposalPath, reviewPath, reviewsPath } from './domain/index.js';
import type { AssignmentRow, ProposalDetail } from './proposal-rows.js';
import { authorWords, langOf, paragraphsOf, themeMark, verdictTag } from './proposal-words.js';
import { reviewForm } from './review-form.js';
import type { ReviewDraftRow, TemplateRow } from './review-work.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
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
      notes: LinkModel;
      formTitle: string;
      formLead: string;
      draft: string | null;
      templates: { title: string; links: LinkModel[] } | null;
      form: FormModel;
      fields: FormModel['fields'][string][];
      keep: { action: string; text: string; hint: string };
      redirect: { title: string; lead: string; form: FormModel } | null;
      earlier: { text: string; tag: TagModel } | null;
    };
  }
}

/** What lies ready where an area writes its review of a proposal. */
export interface ReviewDesk {
  process: ProcessRow;
  proposal: ProposalDetail;
  assignment: AssignmentRow;
  draft: ReviewDraftRow | null;
  templates: readonly TemplateRow[];
  /** How many notes the area shares with the coordination about it. */
  notes: number;
  /** Every area of the process. */
  areas: readonly AreaRow[];
  /** Today in the process's calendar. */
  today: string;
}

/** The review of one proposal for one area: the proposal at its side, the verdict never without its reasons. */
export function reviewPage(x: Exchange, desk: ReviewDesk, state: FormState, sending: FormState = blank()): Page {
  const { process, proposal, assignment, draft, today } = desk;
  const { t } = x;
  const number = proposalNumber(proposal.number);
  const path = (...rest: string[]) => reviewPath(process.slug, proposal.number, ...rest);
  const earlier = proposal.reviews.find((review) => review.areaId === assignment.areaId);
  const form = reviewForm(x, path(), state);
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
      notes: link(t('proposals.notes.link', { count: desk.notes }), path('notes')),
      formTitle: t('proposals.review.title', { area: localized(assignment.areaName, x.locale) }),
      formLead: t('proposals.review.lead'),
      draft: draft && t('proposals.review.draft', { name: draft.name ?? '', date: t.date(draft.updatedAt, 'moment') }),
      templates:
        desk.templates.length > 0
          ? {
              title: t('proposals.templates.begin'),
              links: desk.templates.map(({ id, name }) => link(name, `${path()}?template=${id}`)),
            }
          : null,
      form,
      fields: Object.values(form.fields),
      keep: {
        action: path('draft'),
        text: t('proposals.review.keep'),
        hint: t('proposals.review.keep-text'),
      },
      redirect: assignment.reviewedAt ? null : redirecting(x, desk, sending),
      earlier: earlier
        ? { text: t('proposals.review.earlier', { date: t.date(earlier.at, 'day') }), tag: verdictTag(t, earlier.verdict) }
        : null,
    },
    {
      title: `${number}. ${proposal.title}`,
      process: process.slug,
      breadcrumb: reviewBreadcrumb(x, process),
    },
  );
}

/** For what another area can answer. */
function redirecting(x: Exchange, { process, proposal, assignment, areas }: ReviewDesk, state: FormState) {
  const { t } = x;
  const others = areas.filter(({ id }) => id !== assignment.areaId);
  if (others.length === 0) return null;
  return {
    title: t('proposals.redirect.title'),
    lead: t('proposals.redirect.lead'),
    form: x.form(
      {
        action: reviewPath(process.slug, proposal.number, 'redirect'),
        submit: 'proposals.redirect.submit',
        submitVariant: 'quiet',
        idPrefix: 'redirect-',
        fields: [
          {
            name: 'areaId',
            kind: 'select',
            label: 'proposals.redirect.area',
            options: [
              { value: '', text: t('proposals.choose') },
              ...others.map(({ id, name }) => ({ value: id, text: localized(name, x.locale) })),
            ],
          },
          {
            name: 'reason',
            kind: 'textarea',
            label: 'proposals.redirect.reason',
            hint: 'proposals.redirect.reason-hint',
            rows: 3,
            maxlength: REASON_MAX,
          },
        ],
      },
      state,
    ),
  };
}

export const reviewBreadcrumb = (x: Exchange, process: ProcessRow): { text: string; href: string }[] => [
  { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
  { text: x.t('proposals.reviews.title'), href: reviewsPath(process.slug) },
];
