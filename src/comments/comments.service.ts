import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import type { Subject } from '../kernel/subject.js';
import { Sequence } from '../platform/database/sequence.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Comment } from './comment.entity.js';
import type { Stance, WriteComment } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'comments.comment-written': { commentId: string; number: number; subject: Subject };
    'comments.address-confirmed': { commentId: string; subject: Subject };
  }
}

/** Where a comment belongs, where it stands, and what must happen before it is seen. */
export interface Thread {
  readonly parentId: string | null;
  readonly stance: Stance | null;
  readonly isTeam: boolean;
  readonly awaitsAddress: boolean;
  readonly wasSuspicious: boolean;
}

const ALONE: Thread = { parentId: null, stance: null, isTeam: false, awaitsAddress: false, wasSuspicious: false };

/** Writes comments down. Whether a subject takes comments now is decided by the module that owns it. */
@Injectable()
export class CommentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly sequence: Sequence,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** `isHeld`: a person sees it before everybody does; its caller tells moderation. `thread`: where it belongs and stands. `aboutVersion`: the version of the text that the author read. */
  async write(
    processId: string,
    subject: Subject,
    aboutVersion: number | null,
    comment: WriteComment & { lang: Locale; isHeld?: boolean; thread?: Thread },
    by: Actor,
  ): Promise<{ id: string; number: number }> {
    return this.unitOfWork.run(async (em) => {
      const id = this.ids.next();
      const number = await this.sequence.next(processId, 'comment');
      const { name, email, isHeld = false, thread = ALONE, ...rest } = comment;
      em.persist(
        em.create(Comment, {
          id,
          processId,
          number,
          subjectKind: subject.kind,
          subjectId: subject.id,
          aboutVersion,
          ...rest,
          ...thread,
          authorName: name,
          authorEmail: email,
          accountId: by.kind === 'account' ? by.id : null,
          writtenAt: this.clock.now(),
          sight: isHeld || thread.awaitsAddress ? 'held' : 'public',
          hiddenFrom: null,
        }),
      );
      this.events.record('comments.comment-written', { commentId: id, number, subject }, by, processId);
      return { id, number };
    });
  }

  /** Whoever wrote it reads the mailbox they gave: everybody sees it now, unless a person is to see it first (`isHeld`). True when this changed anything. */
  async confirmAddress(commentId: string, isHeld: boolean, by: Actor): Promise<boolean> {
    return this.unitOfWork.run(async (em) => {
      const comment = await em.findOne(Comment, { id: commentId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!comment) throw notFound();
      if (!comment.awaitsAddress) return false;
      comment.awaitsAddress = false;
      if (comment.sight === 'held' && !isHeld) comment.sight = 'public';
      const subject: Subject = { kind: comment.subjectKind, id: comment.subjectId };
      this.events.record('comments.address-confirmed', { commentId, subject }, by, comment.processId);
      return true;
    });
  }
}
