import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { TEMPLATES_MAX, type KeepTemplate, type ReviewSoFar, type WriteReviewNote } from './domain/index.js';
import './happenings.js';
import { Assignment } from './proposal.entity.js';
import { lockProposal } from './proposals.service.js';
import { AnswerTemplate, ReviewDraft, ReviewNote } from './review-work.entity.js';

/** What an area keeps for itself while it reviews: drafts, answers at hand, notes shared with the coordination. Callers hold the permission. */
@Injectable()
export class ReviewWorkService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Keeps what is written so far; one draft for the whole area. */
  async keepDraft(proposalId: string, areaId: string, typed: ReviewSoFar, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      if ((await em.count(Assignment, { proposal, area: areaId })) === 0)
        throw new RefusedError({ code: 'not-assigned-to-area' }, 409);
      const account = by.kind === 'account' ? by.id : null;
      const kept = await em.findOne(ReviewDraft, { proposal, area: areaId });
      if (kept) em.assign(kept, { typed, account, updatedAt: this.clock.now() });
      else
        em.persist(
          em.create(ReviewDraft, { id: this.ids.next(), proposal, area: areaId, typed, account, updatedAt: this.clock.now() }),
        );
    });
  }

  async keepTemplate({ areaId, name, verdict, reasons }: KeepTemplate): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      if ((await em.count(AnswerTemplate, { area: areaId })) >= TEMPLATES_MAX)
        throw new RefusedError({ code: 'too-many-templates', params: { max: TEMPLATES_MAX } }, 409);
      em.persist(
        em.create(AnswerTemplate, { id: this.ids.next(), area: areaId, name, verdict, reasons, createdAt: this.clock.now() }),
      );
    });
  }

  /** 404 for one that is none of these areas'. */
  async dropTemplate(id: string, areaIds: readonly string[]): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      if ((await em.nativeDelete(AnswerTemplate, { id, area: { $in: [...areaIds] } })) === 0) throw notFound();
    });
  }

  /** `colleagues`: whom of the area and the coordination a note may be told to. Refuses with `mention-outside-area`. */
  async writeNote(proposalId: string, note: WriteReviewNote, colleagues: readonly string[], by: Actor): Promise<void> {
    const mentions = [...new Set(note.mentions)];
    if (mentions.some((each) => !colleagues.includes(each))) throw new RefusedError({ code: 'mention-outside-area' }, 409);
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      const written = em.create(ReviewNote, {
        id: this.ids.next(),
        proposal,
        area: note.areaId,
        body: note.body,
        account: by.kind === 'account' ? by.id : null,
        mentions,
        at: this.clock.now(),
      });
      em.persist(written);
      this.events.record(
        'proposals.review-note-written',
        { noteId: written.id, proposalId, areaId: note.areaId, mentioned: mentions },
        by,
        proposal.process.id,
      );
    });
  }
}
