import type { FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { REASON_MAX } from '../responses/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { objectionModel, partLinks, titleOf, undoneWords, type ObjectionModel, type PartLink } from './continuations.page.js';
import type { ContinuationRow } from './continuations.queries.js';
import { proposalNumber, proposalPath } from './domain/index.js';
import { breadcrumb } from './proposal.page.js';
import { paragraphsOf } from './proposal-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/objection': {
      title: string;
      lead: string;
      signature: string;
      reason: string[];
      undone: { signature: string; paragraphs: string[] } | null;
      toTitle: string;
      to: PartLink[];
      own: LinkModel;
      objections: ObjectionModel[];
      waits: string | null;
      formTitle: string;
      formText: string;
      form: FormModel | null;
    };
  }
}

interface Told {
  process: ProcessRow;
  continuation: ContinuationRow;
  /** The reader's own proposal. */
  proposalId: string;
  path: string;
}

/** Where an author's proposal goes on, and the way to say that they disagree. */
export function objectionPage(x: Exchange, { process, continuation, proposalId, path }: Told, state: FormState): Page {
  const { t } = x;
  const own = continuation.parts.find((part) => part.proposalId === proposalId);
  const number = proposalNumber(own?.number ?? 0);
  const title = t(`proposals.objection.title-${continuation.kind}`, { number });
  const objections = continuation.objections.filter((objection) => objection.number === own?.number);
  const isWaiting = objections.some(({ answeredAt }) => !answeredAt);
  const form = x.form(
    {
      action: `${path}/objections`,
      submit: 'proposals.objection.submit',
      fields: [
        {
          name: 'reason',
          kind: 'textarea',
          label: 'proposals.objection.reason',
          hint: 'proposals.objection.reason-hint',
          rows: 5,
          maxlength: REASON_MAX,
        },
      ],
    },
    state,
  );
  return x.page(
    'proposals/objection',
    {
      title,
      lead: titleOf(t, continuation),
      signature: t('proposals.show.decided', { name: continuation.decidedBy, date: t.date(continuation.at, 'day') }),
      reason: paragraphsOf(continuation.reason),
      undone: undoneWords(t, continuation),
      toTitle: t('proposals.continuations.to'),
      to: partLinks(t, process, continuation, 'head'),
      own: link(t('proposals.objection.own', { number }), proposalPath(process.slug, own?.number ?? 0)),
      objections: objections.map((objection) => objectionModel(t, objection)),
      waits: isWaiting ? t('proposals.objection.waits') : null,
      formTitle: t('proposals.objection.form'),
      formText: t('proposals.objection.form-text'),
      form: continuation.undoneAt || isWaiting ? null : form,
    },
    { title, process: process.slug, breadcrumb: breadcrumb(x, process) },
  );
}
