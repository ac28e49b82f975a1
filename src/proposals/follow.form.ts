import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import type { ProcessRow } from '../process/index.js';
import { EMAIL_MAX, mayProposal, proposalPath, type ProposalFacts } from './domain/index.js';

interface Followed {
  process: ProcessRow;
  proposal: { number: number };
  /** Whether whoever reads follows it. */
  follows: boolean;
  followers: number;
}

/** Following a proposal: one button with an account, an address to confirm without one. */
export function followModel(
  x: Exchange,
  { process, proposal, follows, followers }: Followed,
  state: FormState | null,
): { title: string; text: string; count: string; form: FormModel | null } {
  const { t } = x;
  const path = `${proposalPath(process.slug, proposal.number)}/following`;
  const isAccount = x.actor.kind === 'account';
  const form = x.form(
    {
      action: follows ? `${path}/ending` : path,
      submit: follows ? 'proposals.follow.stop' : 'proposals.follow.submit',
      submitVariant: 'plain',
      idPrefix: 'follow-',
      ...(isAccount ? {} : { guard: 'follow' as const }),
      fields: isAccount
        ? []
        : [
            {
              name: 'email',
              kind: 'email',
              label: 'proposals.follow.email',
              hint: 'proposals.follow.email-hint',
              maxlength: EMAIL_MAX,
              autocomplete: 'email',
            },
          ],
    },
    state ?? blank(),
  );
  return {
    title: t('proposals.follow.title'),
    text: t(follows ? 'proposals.follow.following' : 'proposals.follow.text'),
    count: t('proposals.follow.count', { count: followers }),
    form: mayProposal(x.who, 'proposal.follow', x.facts<ProposalFacts>()) ? null : form,
  };
}
