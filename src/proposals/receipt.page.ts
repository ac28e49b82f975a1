import type { FactsModel, FormModel, LinkModel, NoticeModel, ReceiptModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { rulesPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import {
  BODY_MAX,
  isPublicState,
  mayAsAuthor,
  proposalNumber,
  proposalPath,
  TITLE_MAX,
  type ProposalFacts,
} from './domain/index.js';
import { coAuthorsModel, type CoAuthorsModel } from './co-authors.page.js';
import type { CoAuthorRow } from './co-authors.queries.js';
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
      files: LinkModel | null;
      withdraw: { summary: string; text: string; form: FormModel } | null;
      coAuthors: CoAuthorsModel;
      next: { title: string; text: string };
    };
    'proposals/revision': { title: string; lead: string; form: FormModel; back: LinkModel };
  }
}

export interface Receipt {
  process: ProcessRow;
  proposal: ProposalDetail;
  /** Addresses of what its author may do, from where they came. */
  path: (...rest: string[]) => string;
  /** Whether its author came by the private link, or as the account that sent it. */
  isByLink: boolean;
  coAuthors: readonly CoAuthorRow[];
  email: string;
  publicUrl: string;
  /** What the link in the mail carries; '' when its reader came another way. */
  proof: string;
}

/** Forms of the page that came back with a mistake. */
export interface DeskForms {
  withdraw?: FormState;
  invite?: FormState;
}

/** What an author keeps: the number, the private link for who came by it, and what they may still do. */
export function receiptPage(x: Exchange, receipt: Receipt, state: DeskForms = {}): Page {
  const { process, proposal, email, path, isByLink } = receipt;
  const { t } = x;
  const facts = x.facts<ProposalFacts>();
  const number = proposalNumber(proposal.number);
  const title = isByLink
    ? t('proposals.receipt.title', { name: proposal.authorName })
    : t('proposals.authorship.title', { number });
  const isConfirmed = proposal.emailConfirmedAt !== null;
  const lead = proposal.state === 'held' ? 'receipt.lead-held' : isByLink ? 'receipt.lead' : 'authorship.lead';
  return x.page(
    'proposals/receipt',
    {
      title,
      lead: t(`proposals.${lead}`),
      receipt: {
        title: t('proposals.receipt.yours'),
        code: number,
        codeText: t('proposals.receipt.number'),
        rows: receiptRows(x, receipt),
        text: t(isByLink ? 'proposals.receipt.keep' : 'proposals.authorship.keep'),
      },
      drafts: ['idea', 'text', 'author'].map((step) => `proposal/${process.slug}/${step}`),
      confirm:
        receipt.proof && !isConfirmed
          ? {
              title: t('proposals.confirm.title'),
              text: t('proposals.confirm.text', { email }),
              form: x.form(
                {
                  action: path('confirmation'),
                  submit: 'proposals.confirm.submit',
                  fields: [{ name: 'proof', kind: 'hidden', label: 'proposals.confirm.title' }],
                },
                blank({ proof: receipt.proof }),
              ),
            }
          : null,
      notice: notice(x, receipt, isConfirmed),
      page: isPublicState(proposal.state) ? link(t('proposals.receipt.page'), proposalPath(process.slug, proposal.number)) : null,
      revise: mayAsAuthor('revise', facts) ? null : link(t('proposals.receipt.revise'), path('revision')),
      files: mayAsAuthor('revise', facts) ? null : link(t('proposals.files.manage'), path('files')),
      withdraw: mayAsAuthor('withdraw', facts) ? null : withdrawal(x, path, state.withdraw ?? blank()),
      coAuthors: coAuthorsModel(x, receipt.coAuthors, path, state.invite ?? null),
      next: { title: t('proposals.receipt.next'), text: t(`proposals.where.${proposal.state}`) },
    },
    { title, process: process.slug, breadcrumb: breadcrumb(x, process) },
  );
}

function receiptRows({ t }: Exchange, { process, proposal, path, isByLink, publicUrl }: Receipt): FactsModel['rows'] {
  const rows: FactsModel['rows'] = [
    { term: t('proposals.title'), text: proposal.title, href: null },
    { term: t('proposals.state'), text: stateText(t, proposal.state), href: null },
    { term: t('proposals.journey.submitted'), text: t.date(proposal.submittedAt, 'moment'), href: null },
  ];
  if (proposal.termsVersion && proposal.termsAcceptedAt)
    rows.push({
      term: t('proposals.terms.accepted'),
      text: t('proposals.terms.accepted-version', {
        version: proposal.termsVersion,
        date: t.date(proposal.termsAcceptedAt, 'moment'),
      }),
      href: rulesPath(process.slug, proposal.termsVersion),
    });
  if (isByLink) rows.push({ term: t('proposals.receipt.link'), text: publicUrl + path(), href: path() });
  return rows;
}

function notice({ t }: Exchange, { email, proof, isByLink }: Receipt, isConfirmed: boolean): NoticeModel | null {
  if (email === '') return null;
  if (isConfirmed) return { tone: 'ok', title: null, text: t('proposals.receipt.confirmed', { email }) };
  if (!isByLink) return { tone: 'info', title: null, text: t('proposals.authorship.not-confirmed', { email }) };
  return proof
    ? null
    : { tone: 'info', title: t('proposals.receipt.mail-sent'), text: t('proposals.receipt.mail-sent-text', { email }) };
}

function withdrawal(x: Exchange, path: Receipt['path'], state: FormState) {
  return {
    summary: x.t('proposals.withdraw.title'),
    text: x.t('proposals.withdraw.text'),
    form: x.form(
      {
        action: path('withdrawal'),
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

export function revisionPage(x: Exchange, { process, proposal, path, isByLink }: Receipt, state: FormState): Page {
  const title = x.t('proposals.revise.title', { number: proposalNumber(proposal.number) });
  const lang = langOf(x.t, proposal.lang) ?? undefined;
  const form = x.form(
    {
      action: path('revision'),
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
    {
      title,
      lead: x.t('proposals.revise.lead'),
      form,
      back: link(x.t(isByLink ? 'proposals.revise.back' : 'proposals.authorship.back'), path()),
    },
    { title, process: process.slug, breadcrumb: breadcrumb(x, process) },
  );
}
