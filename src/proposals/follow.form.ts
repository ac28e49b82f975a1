import { rhythmField } from '../following/index.js';
import type { Rhythm } from '../following/domain/index.js';
import type { FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link } from '../platform/web/reply.js';
import type { ProcessRow } from '../process/index.js';
import { EMAIL_MAX, mayProposal, proposalPath, type ProposalFacts } from './domain/index.js';

interface Followed {
  process: ProcessRow;
  proposal: { number: number };
  /** Whether whoever reads follows it. */
  follows: boolean;
  followers: number;
  /** How often a signed-in reader is told, and where to change it; null for who has no account. */
  rhythm: { chosen: Rhythm; path: string } | null;
}

export interface FollowModel {
  title: string;
  text: string;
  count: string;
  rhythm: LinkModel | null;
  form: FormModel | null;
}

/** Following a proposal: one button with an account, an address to confirm without one. */
export function followModel(
  x: Exchange,
  { process, proposal, follows, followers, rhythm }: Followed,
  state: FormState | null,
): FollowModel {
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
      fields: follows
        ? []
        : isAccount
          ? [rhythmField(t)]
          : [
              {
                name: 'email',
                kind: 'email',
                label: 'proposals.follow.email',
                hint: 'proposals.follow.email-hint',
                maxlength: EMAIL_MAX,
                autocomplete: 'email',
              },
              rhythmField(t),
            ],
    },
    state ?? blank({ rhythm: rhythm?.chosen ?? 'daily' }),
  );
  return {
    title: t('proposals.follow.title'),
    text: t(follows ? 'proposals.follow.following' : 'proposals.follow.text'),
    rhythm: follows && rhythm ? link(t('proposals.follow.rhythm'), rhythm.path) : null,
    count: t('proposals.follow.count', { count: followers }),
    form: mayProposal(x.who, 'proposal.follow', x.facts<ProposalFacts>()) ? null : form,
  };
}
