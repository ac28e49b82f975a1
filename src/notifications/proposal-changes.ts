import { Injectable } from '@nestjs/common';
import { CommentsQueries } from '../comments/index.js';
import { localized, type LocalizedText } from '../kernel/localized.js';
import type { EventMap } from '../platform/events/event-map.js';
import type { Happened } from '../platform/events/events.js';
import type { Translate } from '../platform/i18n/translate.js';
import { ProcessQueries } from '../process/index.js';
import {
  CoAuthorsQueries,
  ContinuationsQueries,
  ProposalAudience,
  ProposalWorkQueries,
  type Addressed,
} from '../proposals/index.js';
import { commentAnchor, proposalNumber } from '../proposals/domain/index.js';

/** Happenings that people are told who sign or follow a proposal. What needs an answer of theirs has mails of its own, at once. */
export const TOLD = [
  'proposals.proposal-assigned',
  'proposals.review-redirected',
  'proposals.review-published',
  'proposals.verdict-ruled',
  'proposals.proposal-tabled',
  'proposals.proposal-settled',
  'proposals.act-undone',
  'proposals.proposals-continued',
  'proposals.continuation-undone',
  'proposals.proposal-revised',
  'proposals.proposal-withdrawn',
  'proposals.co-author-joined',
  'comments.comment-written',
] as const;
export type ToldType = (typeof TOLD)[number];

/** One change of one proposal, as people are told of it. Holds nobody's words: what was hidden since cannot be in it. */
export interface Change {
  /** Names it in the keys of mails. */
  readonly key: string;
  readonly at: Date;
  readonly proposalId: string;
  /** Where on its page; '' for its top. */
  readonly anchor: string;
  /** It takes the proposal out of sight, and is told nevertheless. */
  readonly isWithdrawal: boolean;
  say(t: Translate): string;
  /** Whether this one is told: nobody is told what they did, nor what another mail told them. */
  isFor(reader: Addressed): boolean;
}

type Kind<T extends ToldType> = (event: Happened<T>, body: EventMap[T]) => Promise<Change[]>;

const always = (): boolean => true;

/** Turns what happened into what people are told. */
@Injectable()
export class ProposalChanges {
  constructor(
    private readonly processes: ProcessQueries,
    private readonly proposals: ProposalWorkQueries,
    private readonly audience: ProposalAudience,
    private readonly continuations: ContinuationsQueries,
    private readonly coAuthors: CoAuthorsQueries,
    private readonly comments: CommentsQueries,
  ) {}

  async of(event: Happened<ToldType>): Promise<Change[]> {
    const kind = this.kinds[event.type] as Kind<ToldType>;
    return kind(event, event.body);
  }

  private readonly kinds: { readonly [T in ToldType]: Kind<T> } = {
    'proposals.proposal-assigned': async (event, { proposalId, areaId }) => {
      const area = await this.area(event, areaId);
      return [change(event, proposalId, { say: (t) => t('notifications.change.assigned', { area: localized(area, t.locale) }) })];
    },
    'proposals.review-redirected': async (event, { proposalId, fromAreaId, areaId }) => {
      const [from, to] = [await this.area(event, fromAreaId), await this.area(event, areaId)];
      const say = (t: Translate): string =>
        t('notifications.change.redirected', { from: localized(from, t.locale), to: localized(to, t.locale) });
      return [change(event, proposalId, { say })];
    },
    'proposals.review-published': async (event, { proposalId, reviewId, areaId, verdict }) => {
      const area = await this.area(event, areaId);
      const say = (t: Translate): string =>
        t('notifications.change.reviewed', { area: localized(area, t.locale), outcome: t(`proposals.state.${verdict}`) });
      return [change(event, proposalId, { say, anchor: `#review-${reviewId}` })];
    },
    'proposals.verdict-ruled': (event, { proposalId, rulingId, verdict }) => {
      const say = (t: Translate): string => t('notifications.change.ruled', { outcome: t(`proposals.state.${verdict}`) });
      return one(change(event, proposalId, { say, anchor: `#ruling-${rulingId}` }));
    },
    'proposals.proposal-tabled': (event, { proposalId }) =>
      one(change(event, proposalId, { say: (t) => t('notifications.change.tabled') })),
    'proposals.proposal-settled': (event, { proposalId, disposition }) => {
      const say = (t: Translate): string =>
        t('notifications.change.settled', { outcome: t(`responses.disposition.${disposition}`) });
      return one(change(event, proposalId, { say, anchor: '#response' }));
    },
    'proposals.act-undone': (event, { proposalId, kind }) =>
      // Of a marking and of a move nobody was told.
      kind === 'assign' || kind === 'settle'
        ? one(change(event, proposalId, { say: (t) => t(`notifications.change.undone-${kind}`) }))
        : Promise.resolve([]),
    'proposals.proposals-continued': (event, { continuationId }) => this.continued(event, continuationId, 'continued'),
    'proposals.continuation-undone': (event, { continuationId }) => this.continued(event, continuationId, 'undone'),
    'proposals.proposal-revised': async (event, { proposalId, version }) => [
      change(event, proposalId, {
        say: (t) => t('notifications.change.revised', { version }),
        isFor: await this.unlessAuthor(proposalId),
      }),
    ],
    'proposals.proposal-withdrawn': async (event, { proposalId }) => [
      change(event, proposalId, {
        say: (t) => t('notifications.change.withdrawn'),
        isFor: await this.unlessAuthor(proposalId),
        isWithdrawal: true,
      }),
    ],
    'proposals.co-author-joined': async (event, { proposalId, coAuthorId }) => {
      const joined = await this.coAuthors.own(coAuthorId);
      if (joined?.state !== 'accepted') return [];
      const name = joined.name ?? '';
      return [
        change(event, proposalId, {
          say: (t) => t('notifications.change.joined', { name }),
          isFor: (reader) => reader.reason !== 'co-author' || reader.name !== name,
        }),
      ];
    },
    'comments.comment-written': async (event, { commentId, subject }) => {
      if (subject.kind !== 'proposal') return [];
      const [comment] = await this.comments.byIds([commentId]);
      if (!comment?.isTeam) return [];
      const anchor = `#${commentAnchor(comment.number)}`;
      return [change(event, subject.id, { say: (t) => t('notifications.change.team-comment'), anchor })];
    },
  };

  /** For each proposal that went on elsewhere; its author has a mail of their own, by which they can object. And for what it went on in, unless it was made for that. */
  private async continued(event: Happened<ToldType>, continuationId: string, what: 'continued' | 'undone'): Promise<Change[]> {
    const row = await this.continuations.byId(continuationId);
    if (!row) return [];
    const numbers = (role: 'origin' | 'head'): string[] =>
      row.parts.filter((part) => part.role === role).map((part) => proposalNumber(part.number));
    const known = new Set<string>();
    const changes: Change[] = [];
    for (const origin of row.parts.filter(({ role }) => role === 'origin')) {
      for (const { email } of await this.audience.of(origin.proposalId)) known.add(email);
      const say = (t: Translate): string => t(`notifications.change.${what}`, { heads: t.list(numbers('head')) });
      const isFor = (reader: Addressed): boolean => reader.reason !== 'author';
      changes.push(change(event, origin.proposalId, { say, isFor, anchor: what === 'continued' ? '#response' : '' }));
    }
    for (const head of row.parts.filter(({ role, isNew }) => role === 'head' && !isNew)) {
      const say = (t: Translate): string => t(`notifications.change.${what}-here`, { origins: t.list(numbers('origin')) });
      changes.push(change(event, head.proposalId, { say, isFor: ({ email }) => !known.has(email) }));
    }
    return changes;
  }

  private async unlessAuthor(proposalId: string): Promise<Change['isFor']> {
    const author = await this.proposals.author(proposalId);
    return ({ email }) => email !== author?.email;
  }

  private async area({ processId }: Happened, areaId: string): Promise<LocalizedText> {
    const areas = processId ? await this.processes.areas(processId) : [];
    return areas.find(({ id }) => id === areaId)?.name ?? {};
  }
}

function change(
  event: Happened<ToldType>,
  proposalId: string,
  of: Pick<Change, 'say'> & Partial<Pick<Change, 'anchor' | 'isFor' | 'isWithdrawal'>>,
): Change {
  const { id, at } = event;
  return { key: `${id}/${proposalId}`, at, proposalId, anchor: '', isWithdrawal: false, isFor: always, ...of };
}

const one = (only: Change): Promise<Change[]> => Promise.resolve([only]);
