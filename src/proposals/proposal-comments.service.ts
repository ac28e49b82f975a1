import { Injectable } from '@nestjs/common';
import { CommentsQueries, CommentsService, type CommentRow, type OwnComment } from '../comments/index.js';
import type { Actor } from '../kernel/actor.js';
import type { Locale } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import type { Subject } from '../kernel/subject.js';
import { ModerationPolicy, ModerationService } from '../moderation/index.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Translator } from '../platform/i18n/translator.js';
import { Mailer } from '../platform/mail/mailer.js';
import type { Screening } from '../platform/web/guard/form-guard.js';
import { CommentProof } from './comment-proof.js';
import { commentPath, proposalNumber, type CommentByMail, type CommentProposal } from './domain/index.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';

/** How a comment came in: seen at once, held for a person, or waiting for its writer to confirm an address. */
export type Received = { readonly number: number; readonly as: 'published' | 'held' | 'to-confirm' };

/** What people say about proposals, one level deep. Whether a proposal takes comments is in `mayProposal`. */
@Injectable()
export class ProposalCommentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly comments: CommentsService,
    private readonly queries: CommentsQueries,
    private readonly moderation: ModerationService,
    private readonly policy: ModerationPolicy,
    private readonly work: ProposalWorkQueries,
    private readonly proof: CommentProof,
    private readonly mailer: Mailer,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  /** By an account; in the team's name when its caller says so. Refuses with `no-such-comment`. */
  async write(
    place: { processId: string; proposalId: string },
    said: CommentProposal,
    more: { lang: Locale; isTeam: boolean },
    by: Actor,
    screening: Screening = { isSuspicious: false },
  ): Promise<Received> {
    return this.unitOfWork.run(async () => {
      const { processId } = place;
      const isHeld = await this.policy.holds(processId, by, screening);
      const { id, number } = await this.comments.write(
        processId,
        subjectOf(place),
        null,
        {
          ...NOTHING,
          body: said.body,
          name: by.name,
          email: null,
          lang: more.lang,
          isHeld,
          thread: await this.thread(place, said, more.isTeam),
        },
        by,
      );
      if (isHeld) await this.moderation.hold(processId, { kind: 'comment', id }, by);
      return { number, as: isHeld ? 'held' : 'published' };
    });
  }

  /** Without an account: nobody sees it before the link in the mail was used. Refuses with `no-such-comment`. */
  async writeByMail(
    place: { processId: string; proposalId: string },
    { name, email, ...said }: CommentByMail,
    lang: Locale,
    by: Actor,
    { isSuspicious }: Screening,
  ): Promise<Received> {
    return this.unitOfWork.run(async () => {
      const about = await this.work.author(place.proposalId);
      if (!about) throw notFound();
      const thread = { ...(await this.thread(place, said, false)), awaitsAddress: true, wasSuspicious: isSuspicious };
      const { id, number } = await this.comments.write(
        place.processId,
        subjectOf(place),
        null,
        { ...NOTHING, body: said.body, name, email, lang, thread },
        by,
      );
      const t = this.translator.in(lang);
      const args = { name, number: proposalNumber(about.number), title: about.title };
      await this.mailer.queue({
        key: `proposals/comment/${id}`,
        kind: 'proposals.comment',
        to: email,
        locale: lang,
        subject: t('proposals.mail.comment.subject', args),
        text: [
          t('proposals.mail.hello', args),
          t('proposals.mail.comment.lead', args),
          `${this.config.PUBLIC_URL}/${lang}${commentPath(id, this.proof.of(id))}`,
          t('proposals.mail.comment.end'),
        ].join('\n\n'),
      });
      return { number, as: 'to-confirm' };
    });
  }

  /** By the link in that mail. Doing it twice changes nothing. */
  async confirm({ commentId, processId, wasSuspicious }: OwnComment, by: Actor): Promise<void> {
    await this.unitOfWork.run(async () => {
      const isHeld = await this.policy.holds(processId, by, { isSuspicious: wasSuspicious });
      const isNew = await this.comments.confirmAddress(commentId, isHeld, by);
      if (isNew && isHeld) await this.moderation.hold(processId, { kind: 'comment', id: commentId }, by);
    });
  }

  /** A reply stands where its thread does: it has no stance, and nothing replies to it. */
  private async thread(place: { processId: string; proposalId: string }, { replyTo, stance }: CommentProposal, isTeam: boolean) {
    const alone = { isTeam, awaitsAddress: false, wasSuspicious: false };
    if (replyTo === null) return { parentId: null, stance, ...alone };
    const parent = await this.queries.byNumber(place.processId, replyTo);
    if (!parent || !isThread(parent, place.proposalId)) throw new RefusedError({ code: 'no-such-comment' }, 409);
    return { parentId: parent.id, stance: null, ...alone };
  }
}

const NOTHING = { quote: null, suggestion: null, sector: null, organisation: null } as const;

const subjectOf = ({ proposalId }: { proposalId: string }): Subject => ({ kind: 'proposal', id: proposalId });

const isThread = (comment: CommentRow, proposalId: string): boolean =>
  comment.subjectKind === 'proposal' && comment.subjectId === proposalId && comment.parentId === null;
