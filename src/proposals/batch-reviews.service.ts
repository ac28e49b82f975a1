import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { DecisionsService } from './decisions.service.js';
import { isKept, proposalNumber, ReviewProposal, type ReviewRowPlan } from './domain/index.js';
import type { ReviewTableRow } from './review-work.queries.js';
import { ReviewWorkService } from './review-work.service.js';

/** Many reviews of an area at once: kept from a table, published from drafts. All of them or none. */
@Injectable()
export class BatchReviewsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly decisions: DecisionsService,
    private readonly keeping: ReviewWorkService,
  ) {}

  /** Keeps the rows of a table as drafts; says how many. Refuses with `rows-without-place` while there are rows that would be lost. */
  async keep(plan: readonly ReviewRowPlan[], tasks: readonly ReviewTableRow[], by: Actor): Promise<number> {
    if (plan.some(({ outcome }) => outcome === 'unknown' || outcome === 'repeated' || outcome === 'too-long'))
      throw new RefusedError({ code: 'rows-without-place' }, 409);
    const kept = plan.filter(isKept);
    await this.unitOfWork.run(async () => {
      for (const { number, typed } of kept) {
        const task = tasks.find((each) => each.number === number);
        if (task) await this.keeping.keepDraft(task.proposalId, task.areaId, typed, by);
      }
    });
    return kept.length;
  }

  /** Publishes drafts; says how many. One that is published already has no draft any more and is passed over. Refuses with `draft-not-whole`. */
  async publish(numbers: readonly number[], tasks: readonly ReviewTableRow[], by: Actor): Promise<number> {
    const chosen = tasks.filter(({ number, draft }) => draft !== null && numbers.includes(number));
    await this.unitOfWork.run(async () => {
      for (const { number, proposalId, areaId, draft } of chosen) {
        const review = ReviewProposal.safeParse(draft);
        if (!review.success) throw new RefusedError({ code: 'draft-not-whole', params: { number: proposalNumber(number) } }, 409);
        await this.decisions.review(proposalId, areaId, review.data, by);
      }
    });
    return chosen.length;
  }
}
