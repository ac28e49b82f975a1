import { Injectable } from '@nestjs/common';
import type { WriteComment } from '../comments/domain/index.js';
import { CommentsQueries, CommentsService, type CommentRow } from '../comments/index.js';
import type { Actor } from '../kernel/actor.js';
import type { Locale } from '../kernel/localized.js';
import { ModerationPolicy, ModerationService } from '../moderation/index.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { Screening } from '../platform/web/guard/form-guard.js';

/** What people say of the rules of a process. */
@Injectable()
export class RuleComments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly comments: CommentsService,
    private readonly queries: CommentsQueries,
    private readonly moderation: ModerationService,
    private readonly policy: ModerationPolicy,
  ) {}

  on(processId: string): Promise<CommentRow[]> {
    return this.queries.on('rules', [processId]);
  }

  /** `version` is the one that the author read. Who may is decided by `mayRules`. */
  async write(
    processId: string,
    version: number,
    comment: WriteComment & { lang: Locale },
    by: Actor,
    screening: Screening = { isSuspicious: false },
  ): Promise<{ number: number; isHeld: boolean }> {
    return this.unitOfWork.run(async () => {
      const isHeld = await this.policy.holds(processId, by, screening);
      const subject = { kind: 'rules', id: processId } as const;
      const { id, number } = await this.comments.write(processId, subject, version, { ...comment, isHeld }, by);
      if (isHeld) await this.moderation.hold(processId, { kind: 'comment', id }, by);
      return { number, isHeld };
    });
  }
}
