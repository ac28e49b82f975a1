import { Injectable } from '@nestjs/common';
import { CommentsService, CommentsQueries } from '../comments/index.js';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound, refuse, RefusedError } from '../kernel/refusal.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { ResponsesService } from '../responses/index.js';
import { ModerationPolicy, ModerationService } from '../moderation/index.js';
import type { Screening } from '../platform/web/guard/form-guard.js';
import { TraceService } from '../trace/index.js';
import { calendarDay } from './calendar-day.js';
import { CommentRound, CommitmentSheet, SheetVersion } from './commitment-sheet.entity.js';
import { hasPlace, sheetIn, subjectAt, type AnswerComment, type CommentDraft } from './domain/index.js';
import './happenings.js';
import { lockSheet } from './locked-sheet.js';
import { sheetTemplate } from './sheet-templates.js';
import { SheetVersionsService } from './sheet-versions.service.js';

/** The comment round of a draft: sharing it, taking comments, answering each. Callers hold the permission. */
@Injectable()
export class CommentRoundsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: SheetVersionsService,
    private readonly comments: CommentsService,
    private readonly commentsRead: CommentsQueries,
    private readonly responses: ResponsesService,
    private readonly trace: TraceService,
    private readonly moderation: ModerationService,
    private readonly policy: ModerationPolicy,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
  ) {}

  /**
   * Shares the working text: it becomes a public version on which anybody comments, announced until `closesOn` (a calendar day, YYYY-MM-DD). Whoever
   * took part is told by mail. A second round shares the text again. Refuses with `closes-in-the-past`, `sheet-not-a-draft`,
   * and `reason-needed` when a text that was shared before has changed.
   */
  async open(sheetId: string, closesOn: string, reason: string | null, by: Actor): Promise<{ version: number }> {
    return this.unitOfWork.run(async (em) => {
      const sheet = await lockSheet(em, sheetId);
      if (closesOn <= calendarDay(this.clock.now(), this.config.TIME_ZONE)) throw new RefusedError(refuse('closes-in-the-past'));
      sheet.move('share');
      const isFirst = sheet.version === 0;
      if (isFirst || (await this.versions.hasChanged(sheet))) {
        if (!isFirst && !reason) throw new RefusedError(refuse('reason-needed'));
        this.versions.fix(sheet, 'shared', reason, by);
      }
      const round = em.create(CommentRound, {
        id: this.ids.next(),
        sheet,
        version: sheet.version,
        openedAt: this.clock.now(),
        closesOn,
        closedAt: null,
      });
      em.persist(round);
      this.events.record(
        'commitments.comment-round-opened',
        { sheetId, roundId: round.id, version: sheet.version },
        by,
        sheet.process.id,
      );
      return { version: sheet.version };
    });
  }

  /** Ends the round: comments are now answered and the text revised. Refuses with `no-round-open`. */
  async close(sheetId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const sheet = await lockSheet(em, sheetId);
      sheet.move('close-round');
      const round = await em.findOne(CommentRound, { sheet: sheetId, closedAt: null });
      if (!round) throw new RefusedError(refuse('no-round-open'));
      round.closedAt = this.clock.now();
      this.events.record('commitments.comment-round-closed', { sheetId, roundId: round.id }, by, sheet.process.id);
    });
  }

  /** Writes a comment on a place of the version that is shared, public at once or held for a person to see. Refuses with `round-not-open`, `no-such-place`. */
  async comment(
    sheetId: string,
    draft: CommentDraft,
    lang: Locale,
    by: Actor,
    screening: Screening = { isSuspicious: false },
  ): Promise<{ id: string; number: number; isHeld: boolean }> {
    return this.unitOfWork.run(async (em) => {
      const sheet = await em.findOne(CommitmentSheet, { id: sheetId });
      if (!sheet) throw notFound();
      if (sheet.state !== 'in-comment-round') throw new RefusedError(refuse('round-not-open'));
      const shared = await em.findOneOrFail(SheetVersion, { sheet: sheetId, number: sheet.version });
      const { place, body, ...rest } = draft;
      if (!hasPlace(shared.document, sheetTemplate(sheet.templateKey), place)) throw new RefusedError(refuse('no-such-place'));
      const subject = subjectAt(sheetId, shared.document, place);
      const processId = sheet.process.id;
      const isHeld = await this.policy.holds(processId, by, screening);
      const written = await this.comments.write(
        processId,
        subject,
        sheet.version,
        { ...rest, body: body ?? '', lang, isHeld },
        by,
      );
      if (isHeld) await this.moderation.hold(processId, { kind: 'comment', id: written.id }, by);
      return { ...written, isHeld };
    });
  }

  /**
   * Answers a comment with what was done and why; `changed` names the place whose text changed because of it, which enters the trace. A later answer
   * replaces the earlier, which stays readable. 404 for a comment on something else. Refuses with `no-such-place`.
   */
  async respond(sheetId: string, commentId: string, answer: AnswerComment, by: Actor): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sheet = await lockSheet(this.unitOfWork.em, sheetId);
      const [comment] = await this.commentsRead.byIds([commentId]);
      if (!comment || sheetIn({ kind: comment.subjectKind, id: comment.subjectId }) !== sheetId) throw notFound();
      const { disposition, reason, changed } = answer;
      if (changed && !hasPlace(sheet.document, sheetTemplate(sheet.templateKey), changed))
        throw new RefusedError(refuse('no-such-place'));
      const processId = sheet.process.id;
      const subject = { kind: 'comment', id: commentId } as const;
      const { isNew } = await this.responses.respond(processId, subject, { disposition, reason }, by);
      if (changed) await this.trace.link(processId, subject, subjectAt(sheetId, sheet.document, changed), by);
      if (isNew)
        this.events.record(
          'commitments.comment-answered',
          { sheetId, commentId, disposition, changed: changed ?? null },
          by,
          processId,
        );
    });
  }
}
