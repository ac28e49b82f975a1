import { localized } from '../kernel/localized.js';
import type { FormModel, LinkModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { REASON_MAX } from '../responses/domain/index.js';
import { jointAnswer, proposalNumber, proposalPath, triagePath, VERDICTS } from './domain/index.js';
import { verdictsOf } from './area-route.js';
import type { ProposalDetail } from './proposal-rows.js';
import { langOf, paragraphsOf, stateText, verdictTag } from './proposal-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/ruling': {
      title: string;
      about: { text: string; lang: string | null };
      lead: string;
      page: LinkModel;
      areas: { name: string; tag: TagModel | null; waits: string | null; paragraphs: string[] }[];
      areasTitle: string;
      formTitle: string;
      form: FormModel;
    };
  }
}

/** The areas' answers side by side, and the decision of the coordination, which is public. */
export function rulingPage(x: Exchange, state: FormState, process: ProcessRow, proposal: ProposalDetail): Page {
  const { t } = x;
  const title = t('proposals.ruling.title', { number: proposalNumber(proposal.number) });
  const said = jointAnswer(verdictsOf(proposal)).kind;
  return x.page(
    'proposals/ruling',
    {
      title,
      about: { text: proposal.title, lang: langOf(t, proposal.lang) },
      lead: t(`proposals.ruling.${said}`),
      page: link(t('proposals.triage.open'), proposalPath(process.slug, proposal.number)),
      areasTitle: t('proposals.ruling.areas'),
      areas: proposal.assignments.map((assignment) => {
        const review = assignment.reviewedAt ? proposal.reviews.find(({ areaId }) => areaId === assignment.areaId) : undefined;
        return {
          name: localized(assignment.areaName, x.locale),
          tag: review ? verdictTag(t, review.verdict) : null,
          waits: review ? null : t('proposals.reviews.due', { date: t.date(assignment.dueOn, 'day') }),
          paragraphs: review ? paragraphsOf(review.reasons) : [],
        };
      }),
      formTitle: t('proposals.ruling.form'),
      form: x.form(
        {
          action: triagePath(process.slug, proposalNumber(proposal.number), 'verdict'),
          submit: 'proposals.ruling.submit',
          fields: [
            {
              name: 'verdict',
              kind: 'radios',
              label: 'proposals.ruling.verdict',
              options: VERDICTS.map((verdict) => ({ value: verdict, text: stateText(t, verdict) })),
            },
            {
              name: 'reason',
              kind: 'textarea',
              label: 'proposals.settle.reason',
              hint: 'proposals.settle.reason-hint',
              rows: 5,
              maxlength: REASON_MAX,
            },
          ],
        },
        state,
      ),
    },
    {
      title,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
        { text: t('proposals.triage.title'), href: triagePath(process.slug) },
      ],
    },
  );
}
