import { COMMENT_MAX, STANCES, type Stance } from '../comments/domain/index.js';
import type { CommentRow, ThreadRow } from '../comments/index.js';
import { reportPath } from '../moderation/domain/index.js';
import { publicNumber } from '../platform/database/sequence.js';
import type { FormModel, LinkModel, PaginationModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link } from '../platform/web/reply.js';
import type { ProcessRow } from '../process/index.js';
import { commentAnchor, mayProposal, NAME_MAX, proposalPath, THREADS_SHOWN, type ProposalFacts } from './domain/index.js';
import { langOf, paragraphsOf } from './proposal-words.js';

interface VoiceModel {
  id: string;
  number: string;
  author: string;
  team: TagModel | null;
  stance: TagModel | null;
  day: string;
  lang: string | null;
  paragraphs: string[];
  report: LinkModel;
}

interface VoicesModel {
  /** Null where the comment itself is out of sight. */
  voice: VoiceModel | null;
  goneText: string;
  replies: VoiceModel[];
  reply: LinkModel | null;
}

export interface SaidModel {
  title: string;
  balance: { stance: Stance; text: string; isFor: boolean; isAgainst: boolean }[];
  threads: VoicesModel[];
  empty: string | null;
  pages: PaginationModel | null;
  closed: string | null;
  write: { title: string; text: string | null; cancel: LinkModel | null; form: FormModel } | null;
}

export interface Said {
  balance: { threads: number; comments: number; stances: ReadonlyMap<Stance, number> };
  threads: ThreadRow[];
  page: number;
  pages: number;
}

const LOOKS: Record<Stance, Pick<TagModel, 'tone' | 'icon'>> = {
  for: { tone: 'ok', icon: 'thumbs-up' },
  neutral: { tone: 'neutral', icon: 'minus' },
  against: { tone: 'danger', icon: 'thumbs-down' },
};

/** What people say about a proposal: how many stand where, the threads, and the way to write. */
export function saidModel(x: Exchange, process: ProcessRow, number: number, said: Said, state: FormState | null): SaidModel {
  const { t } = x;
  const { balance } = said;
  const path = proposalPath(process.slug, number);
  const refusal = mayProposal(x.who, 'proposal.comment', x.facts<ProposalFacts>());
  return {
    title: t('proposals.comments.title', { count: balance.comments }),
    balance: STANCES.flatMap((stance) => {
      const count = balance.stances.get(stance) ?? 0;
      return count === 0
        ? []
        : [
            {
              stance,
              text: t(`proposals.comments.count-${stance}`, { count }),
              isFor: stance === 'for',
              isAgainst: stance === 'against',
            },
          ];
    }),
    threads: said.threads.map((thread) => ({
      voice: thread.comment && voiceModel(x, process, thread.comment),
      goneText: t('proposals.comments.gone', { number: publicNumber('C', thread.number) }),
      replies: thread.replies.map((reply) => voiceModel(x, process, reply)),
      reply:
        refusal || !thread.comment
          ? null
          : link(
              t('proposals.comments.reply', { number: publicNumber('C', thread.number) }),
              `${path}?reply=${thread.number}#write`,
            ),
    })),
    empty: balance.comments === 0 ? t('proposals.comments.empty') : null,
    pages: pagination(x, path, said),
    closed: refusal ? t(`refusals.${refusal.code}`, refusal.params) : null,
    write: refusal ? null : writeModel(x, path, said, state),
  };
}

function writeModel(x: Exchange, path: string, said: Said, state: FormState | null): SaidModel['write'] {
  const { t } = x;
  const asked = String(state?.values['replyTo'] ?? x.query['reply'] ?? '');
  const to = said.threads.find((thread) => thread.comment && String(thread.number) === asked) ?? null;
  const replyTo = to ? String(to.number) : '';
  const who: FieldSpec[] =
    x.actor.kind === 'account'
      ? []
      : [
          {
            name: 'name',
            kind: 'text',
            label: 'proposals.author-name',
            hint: 'proposals.comments.name-hint',
            maxlength: NAME_MAX,
            autocomplete: 'name',
          },
          {
            name: 'email',
            kind: 'email',
            label: 'proposals.author-email',
            hint: 'proposals.comments.email-hint',
            maxlength: 254,
            autocomplete: 'email',
          },
        ];
  const stance: FieldSpec[] = to
    ? []
    : [
        {
          name: 'stance',
          kind: 'radios',
          label: 'proposals.comments.stance',
          required: false,
          options: STANCES.map((value) => ({ value, text: t(`proposals.comments.stance-${value}`) })),
        },
      ];
  const form = x.form(
    {
      action: `${path}/comments`,
      submit: to ? 'proposals.comments.submit-reply' : 'proposals.comments.submit',
      idPrefix: 'comment-',
      guard: 'comment',
      fields: [
        { name: 'replyTo', kind: 'hidden', label: 'proposals.comments.body' },
        ...stance,
        { name: 'body', kind: 'textarea', label: 'proposals.comments.body', rows: 4, maxlength: COMMENT_MAX },
        ...who,
      ],
    },
    state ? { ...state, values: { ...state.values, replyTo } } : blank({ replyTo }),
  );
  return {
    title: to ? t('proposals.comments.reply', { number: publicNumber('C', to.number) }) : t('proposals.comments.write'),
    text: to?.comment ? t('proposals.comments.replying', { name: to.comment.authorName }) : null,
    cancel: to ? link(t('proposals.comments.cancel'), `${path}#${commentAnchor(to.number)}`) : null,
    form,
  };
}

function voiceModel({ t }: Exchange, process: ProcessRow, comment: CommentRow): VoiceModel {
  return {
    id: commentAnchor(comment.number),
    number: publicNumber('C', comment.number),
    author: comment.authorName,
    team: comment.isTeam ? { text: t('proposals.comments.team'), tone: 'accent', icon: 'landmark' } : null,
    stance: comment.stance ? { text: t(`proposals.comments.stance-${comment.stance}`), ...LOOKS[comment.stance] } : null,
    day: t.date(comment.writtenAt, 'day'),
    lang: langOf(t, comment.lang),
    paragraphs: paragraphsOf(comment.body),
    report: link(
      t('proposals.comments.report', { number: publicNumber('C', comment.number) }),
      reportPath(process.slug, { kind: 'comment', id: comment.id }),
    ),
  };
}

function pagination({ t }: Exchange, path: string, { balance, page, pages }: Said): PaginationModel | null {
  if (pages < 2) return null;
  const to = (number: number) => `${path}?comments=${number}#comments`;
  const first = (page - 1) * THREADS_SHOWN + 1;
  return {
    label: t('proposals.comments.pages'),
    summary: t('proposals.comments.range', {
      first,
      last: Math.min(page * THREADS_SHOWN, balance.threads),
      total: balance.threads,
    }),
    previous: page > 1 ? link(t('proposals.index.previous'), to(page - 1)) : null,
    next: page < pages ? link(t('proposals.index.next'), to(page + 1)) : null,
  };
}
