import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import type { Subject } from '../kernel/subject.js';
import { Sequence } from '../platform/database/sequence.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Comment } from './comment.entity.js';
import type { WriteComment } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'comments.comment-written': { commentId: string; number: number; subject: Subject };
  }
}

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

  /** `aboutVersion`: the version of the text that the author read. `isHeld`: a person sees it before everybody does; its caller tells moderation. */
  async write(
    processId: string,
    subject: Subject,
    aboutVersion: number | null,
    comment: WriteComment & { lang: Locale; isHeld?: boolean },
    by: Actor,
  ): Promise<{ id: string; number: number }> {
    return this.unitOfWork.run(async (em) => {
      const id = this.ids.next();
      const number = await this.sequence.next(processId, 'comment');
      const { name, email, isHeld = false, ...rest } = comment;
      em.persist(
        em.create(Comment, {
          id,
          processId,
          number,
          subjectKind: subject.kind,
          subjectId: subject.id,
          aboutVersion,
          ...rest,
          authorName: name,
          authorEmail: email,
          accountId: by.kind === 'account' ? by.id : null,
          writtenAt: this.clock.now(),
          sight: isHeld ? 'held' : 'public',
          hiddenFrom: null,
        }),
      );
      this.events.record('comments.comment-written', { commentId: id, number, subject }, by, processId);
      return { id, number };
    });
  }
}
