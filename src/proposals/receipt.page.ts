import type { FormModel, LinkModel, NoticeModel, ReceiptModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { rulesPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import {
  BODY_MAX,
  isPublicState,
  mayReceipt,
  proposalNumber,
  proposalPath,
  receiptPath,
  TITLE_MAX,
  type ProposalFacts,
} from './domain/index.js';
import { breadcrumb } from './proposal.page.js';
import type { ProposalDetail } from './proposal-rows.js';
import { langOf, stateText } from './proposal-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/receipt': {
      title: string;
      lead: string;
      receipt: ReceiptModel;
      drafts: string[];
      confirm: { title: string; text: string; form: FormModel } | null;
      notice: NoticeModel | null;
      page: LinkModel | null;
      revise: LinkModel | null;
      withdraw: { summary: string; text: string; form: FormModel } | null;
      next: { title: string; text: string };
    };
    'proposals/revision': { title: string; lead: string; form: FormModel; back: LinkModel };
  }
}

export interface Receipt {
  process: ProcessRow;
  proposal: ProposalDetail;
  secret: string;
  email: string;
  publicUrl: string;
  /** What the link in the mail carries; '' when its reader came another way. */
  proof: string;
}

/** What an author keeps: the number, the private link, and what they may still do. */
export function receiptPage(x: Exchange, receipt: Receipt, state: { withdraw?: FormState } = {}): Page {
  const { process, proposal, secret, email } = receipt;
  const { t } = x;
  const facts = x.facts<ProposalFacts>();
  const title = t('proposals.receipt.title', { name: proposal.authorName });
  const isConfirmed = proposal.emailConfirmedAt !== null;
  return x.page(
    'proposals/receipt',
    {
      title,
      lead: t(proposal.state === 'held' ? 'proposals.receipt.lead-held' : 'proposals.receipt.lead'),
      receipt: {
        title: t('proposals.receipt.yours'),
        code: proposalNumber(proposal.number),
        codeText: t('proposals.receipt.number'),
        rows: [
          { term: t('proposals.title'), text: proposal.title, href: null },
          { term: t('proposals.state'), text: stateText(t, proposal.state), href: null },
          { term: t('proposals.journey.submitted'), text: t.date(proposal.submittedAt, 'moment'), href: null },
          ...(proposal.termsVersion && proposal.termsAcceptedAt
            ? [
                {
                  term: t('proposals.terms.accepted'),
                  text: t('proposals.terms.accepted-version', {
                    version: proposal.termsVersion,
                    date: t.date(proposal.termsAcceptedAt, 'moment'),
                  }),
                  href: rulesPath(process.slug, proposal.termsVersion),
                },
              ]
            : []),
          { term: t('proposals.receipt.link'), text: receipt.publicUrl + receiptPath(secret), href: receiptPath(secret) },
        ],
        text: t('proposals.receipt.keep'),
      },
      drafts: ['idea', 'text', 'author'].map((step) => `proposal/${process.slug}/${step}`),
      confirm:
        receipt.proof && !isConfirmed
          ? {
              title: t('proposals.confirm.title'),
              text: t('proposals.confirm.text', { email }),
              form: x.form(
                {
                  action: receiptPath(secret, 'confirmation'),
                  submit: 'proposals.confirm.submit',
                  fields: [{ name: 'proof', kind: 'hidden', label: 'proposals.confirm.title' }],
                },
                blank({ proof: receipt.proof }),
              ),
            }
          : null,
      notice: notice(x, receipt, isConfirmed),
      page: isPublicState(proposal.state) ? link(t('proposals.receipt.page'), proposalPath(process.slug, proposal.number)) : null,
      revise: mayReceipt('receipt.revise', facts) ? null : link(t('proposals.receipt.revise'), receiptPath(secret, 'revision')),
      withdraw: mayReceipt('receipt.withdraw', facts) ? null : withdrawal(x, secret, state.withdraw ?? blank()),
      next: { title: t('proposals.receipt.next'), text: t(`proposals.where.${proposal.state}`) },
    },
    { title, process: process.slug, breadcrumb: breadcrumb(x, process) },
  );
}

function notice({ t }: Exchange, { email, proof }: Receipt, isConfirmed: boolean): NoticeModel | null {
  if (isConfirmed) return { tone: 'ok', title: null, text: t('proposals.receipt.confirmed', { email }) };
  return proof
    ? null
    : { tone: 'info', title: t('proposals.receipt.mail-sent'), text: t('proposals.receipt.mail-sent-text', { email }) };
}

function withdrawal(x: Exchange, secret: string, state: FormState) {
  return {
    summary: x.t('proposals.withdraw.title'),
    text: x.t('proposals.withdraw.text'),
    form: x.form(
      {
        action: receiptPath(secret, 'withdrawal'),
        submit: 'proposals.withdraw.submit',
        submitVariant: 'danger',
        fields: [
          {
            name: 'reason',
            kind: 'textarea',
            label: 'proposals.withdraw.reason',
            hint: 'proposals.withdraw.reason-hint',
            rows: 3,
            maxlength: 1000,
            required: false,
          },
        ],
      },
      state,
    ),
  };
}

export function revisionPage(
  x: Exchange,
  { process, proposal, secret }: Omit<Receipt, 'email' | 'publicUrl' | 'proof'>,
  state: FormState,
): Page {
  const title = x.t('proposals.revise.title', { number: proposalNumber(proposal.number) });
  const lang = langOf(x.t, proposal.lang) ?? undefined;
  const form = x.form(
    {
      action: receiptPath(secret, 'revision'),
      submit: 'proposals.revise.submit',
      fields: [
        { name: 'title', kind: 'text', label: 'proposals.title', maxlength: TITLE_MAX, lang },
        { name: 'body', kind: 'textarea', label: 'proposals.body', rows: 14, maxlength: BODY_MAX, lang },
        { name: 'note', kind: 'text', label: 'proposals.revise.note', hint: 'proposals.revise.note-hint', maxlength: 200 },
      ],
    },
    state,
  );
  return x.page(
    'proposals/revision',
    { title, lead: x.t('proposals.revise.lead'), form, back: link(x.t('proposals.revise.back'), receiptPath(secret)) },
    { title, process: process.slug, breadcrumb: breadcrumb(x, process) },
  );
}
