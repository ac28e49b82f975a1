import type { Refusal } from '../kernel/refusal.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { FormModel, LinkModel, NoticeModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import type { CoAuthorRow, OwnCoAuthor } from './co-authors.queries.js';
import {
  CO_AUTHORS_MOST,
  coAuthorPath,
  EMAIL_MAX,
  isPublicState,
  mayAccept,
  mayAsAuthor,
  NAME_MAX,
  proposalNumber,
  proposalPath,
  type CoAuthorState,
  type ProposalFacts,
} from './domain/index.js';
import { excerptOf, langOf } from './proposal-words.js';

/** On the author's desk: who signs with them, who was asked, and the form to ask one more. */
export interface CoAuthorsModel {
  title: string;
  text: string;
  people: { name: string; about: string; tag: TagModel; form: FormModel | null }[];
  /** Why nobody can be invited now. */
  closed: string | null;
  invite: FormModel | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/co-author': {
      title: string;
      lead: string;
      notice: NoticeModel | null;
      proposal: LinkModel | null;
      lang: string | null;
      excerpt: string | null;
      accept: { title: string; text: string; form: FormModel } | null;
      end: { title: string; text: string; form: FormModel } | null;
    };
  }
}

const TONES: Record<CoAuthorState, TagModel['tone']> = {
  invited: 'sun',
  accepted: 'ok',
  declined: 'neutral',
  withdrawn: 'neutral',
  left: 'neutral',
};

export function coAuthorsModel(
  x: Exchange,
  rows: readonly CoAuthorRow[],
  path: (...rest: string[]) => string,
  state: FormState | null,
): CoAuthorsModel {
  const { t } = x;
  const facts = x.facts<ProposalFacts>();
  const refusal = mayAsAuthor('invite', facts);
  const mayDismiss = mayAsAuthor('dismiss', facts) === null;
  return {
    title: t('proposals.co-authors.title'),
    text: t('proposals.co-authors.text', { most: CO_AUTHORS_MOST }),
    people: rows.map((row, index) => ({
      name: row.name ?? row.email,
      about: t('proposals.co-authors.asked', { date: t.date(row.invitedAt, 'day') }),
      tag: { text: t(`proposals.co-authors.state.${row.state}`), tone: TONES[row.state], icon: null },
      form:
        mayDismiss && (row.state === 'invited' || row.state === 'accepted')
          ? x.form(
              {
                action: path('co-authors', row.id, 'ending'),
                submit: `proposals.co-authors.dismiss-${row.state}`,
                submitVariant: 'quiet',
                idPrefix: `co-author-${index}-`,
                fields: [],
              },
              blank(),
            )
          : null,
    })),
    closed: refusal && t(`refusals.${refusal.code}`, refusal.params),
    invite: refusal
      ? null
      : x.form(
          {
            action: path('co-authors'),
            submit: 'proposals.co-authors.submit',
            submitVariant: 'plain',
            idPrefix: 'co-authors-',
            guard: 'co-author',
            fields: [
              {
                name: 'email',
                kind: 'email',
                label: 'proposals.co-authors.email',
                hint: 'proposals.co-authors.email-hint',
                maxlength: EMAIL_MAX,
              },
            ],
          },
          state ?? blank(),
        ),
  };
}

/** What somebody reads who was asked to sign: the proposal, and yes or no. */
export function coAuthorPage(x: Exchange, own: OwnCoAuthor, secret: string, now: Date, state: FormState | null): Page {
  const { t } = x;
  const { proposal } = own;
  const path = (...rest: string[]): string => coAuthorPath(own.coAuthorId, secret, ...rest);
  const number = proposalNumber(proposal.number);
  const isShown = isPublicState(proposal.state);
  const refusal = mayAccept(own, proposal.state, now);
  const hasAccepted = own.state === 'accepted';
  const title = t(`proposals.co-author.title-${hasAccepted ? 'signed' : 'invited'}`, { number });
  return x.page(
    'proposals/co-author',
    {
      title,
      lead: t(`proposals.co-author.lead-${own.state}`, { author: proposal.authorName, name: own.name ?? '' }),
      notice: notice(t, own, refusal && (own.state === 'invited' || state) ? refusal : null),
      proposal: isShown ? link(`${number}. ${proposal.title}`, proposalPath(proposal.processSlug, proposal.number)) : null,
      lang: langOf(t, proposal.lang),
      excerpt: isShown ? excerptOf(proposal.body, 420) : null,
      accept: refusal
        ? null
        : {
            title: t('proposals.co-author.accept'),
            text: t('proposals.co-author.accept-text'),
            form: x.form(
              {
                action: path('acceptance'),
                submit: 'proposals.co-author.accept-submit',
                fields: [
                  {
                    name: 'name',
                    kind: 'text',
                    label: 'proposals.co-author.name',
                    hint: 'proposals.co-author.name-hint',
                    maxlength: NAME_MAX,
                    autocomplete: 'name',
                  },
                ],
              },
              state ?? blank({ name: x.actor.kind === 'account' ? x.actor.name : '' }),
            ),
          },
      end: hasAccepted || own.state === 'invited' ? ending(x, path('ending'), hasAccepted) : null,
    },
    { title, process: proposal.processSlug },
  );
}

/** Why nothing can be said any more, or that their name is not read by everybody. */
function notice(t: Translate, { state, sight }: OwnCoAuthor, refusal: Refusal | null): NoticeModel | null {
  if (refusal) return { tone: 'info', title: null, text: t(`refusals.${refusal.code}`, refusal.params) };
  return state === 'accepted' && sight !== 'public'
    ? { tone: 'info', title: null, text: t(`proposals.co-author.name-${sight}`) }
    : null;
}

function ending(x: Exchange, action: string, hasAccepted: boolean) {
  const what = hasAccepted ? 'leave' : 'decline';
  return {
    title: x.t(`proposals.co-author.${what}`),
    text: x.t(`proposals.co-author.${what}-text`),
    form: x.form(
      { action, submit: `proposals.co-author.${what}-submit`, submitVariant: 'plain', idPrefix: 'ending-', fields: [] },
      blank(),
    ),
  };
}
