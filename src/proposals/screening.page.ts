import { localized } from '../kernel/localized.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { mayFollow, proposalNumber, proposalPath, triagePath } from './domain/index.js';
import type { ProposalDetail } from './proposal-rows.js';
import { authorWords, langOf, paragraphsOf, stateTag } from './proposal-words.js';

/** One proposal as the team sees it before deciding whether everybody may: publish it, or hide it with a reason that stays public. */
export function screeningPage(x: Exchange, process: ProcessRow, proposal: ProposalDetail, state: FormState = blank()): Page {
  const { t } = x;
  const number = proposalNumber(proposal.number);
  const path = triagePath(process.slug, number);
  const mayPublish = proposal.state !== 'published' && mayFollow(proposal.state, 'published') === null;
  const hide = x.form(
    {
      action: `${path}/hiding`,
      submit: 'proposals.hide.submit',
      submitVariant: 'danger',
      fields: [
        {
          name: 'reason',
          kind: 'textarea',
          label: 'proposals.hide.reason',
          hint: 'proposals.hide.reason-hint',
          rows: 3,
          maxlength: 1000,
        },
      ],
    },
    state,
  );
  return x.page(
    'proposals/screening',
    {
      title: proposal.title,
      lang: langOf(t, proposal.lang),
      number,
      state: stateTag(t, proposal.state),
      paragraphs: paragraphsOf(proposal.body),
      about: [...authorWords(t, proposal), t.date(proposal.submittedAt, 'moment')],
      publish: mayPublish
        ? x.form({ action: `${path}/publication`, submit: 'proposals.publish.submit', fields: [] }, blank())
        : null,
      hideTitle: t('proposals.hide.title'),
      hide: proposal.state !== 'hidden' && mayFollow(proposal.state, 'hidden') === null ? hide : null,
      back: link(t('proposals.triage.back'), triagePath(process.slug)),
      page: {
        text: t('proposals.triage.open'),
        href: proposalPath(process.slug, proposal.number),
        variant: 'quiet',
        icon: null,
        name: null,
        value: null,
      },
    },
    {
      title: `${number}. ${proposal.title}`,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
        { text: t('proposals.triage.title'), href: triagePath(process.slug) },
      ],
    },
  );
}
