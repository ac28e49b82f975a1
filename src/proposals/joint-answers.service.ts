import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Area } from '../process/index.js';
import { jointAnswer, redirectedDue, type JointAnswer, type RedirectReview, type RuleVerdict } from './domain/index.js';
import { FeasibilityReview } from './feasibility-review.entity.js';
import './happenings.js';
import { Redirect, Ruling } from './joint-answer.entity.js';
import { Assignment } from './proposal.entity.js';
import { lockProposal } from './proposals.service.js';
import { ReviewDraft } from './review-work.entity.js';

/** What several areas have to do with one proposal: it is sent on from one to another, and a coordinator decides where they disagree. */
@Injectable()
export class JointAnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
  ) {}

  /**
   * Sends a proposal on to another area, with a public reason. The area that had it owes nothing more; the other one is asked from today,
   * unless it had been asked already. Refuses with `not-assigned-to-area`, `already-reviewed` and `redirect-to-itself`.
   */
  async redirect(proposalId: string, fromAreaId: string, { areaId, reason }: RedirectReview, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      const processId = proposal.process.id;
      const asked = await em.findOne(Assignment, { proposal, area: fromAreaId });
      if (!asked) throw new RefusedError({ code: 'not-assigned-to-area' }, 409);
      if (asked.reviewedAt) throw new RefusedError({ code: 'already-reviewed' }, 409);
      if (areaId === fromAreaId) throw new RefusedError({ code: 'redirect-to-itself' }, 409);
      if ((await em.count(Area, { id: areaId, process: processId })) === 0) throw notFound();
      const now = this.clock.now();
      const zone = this.config.TIME_ZONE;
      const { assignedAt: askedAt, dueOn } = asked;
      const known = await em.findOne(Assignment, { proposal, area: areaId });
      const due = redirectedDue(dayOf(askedAt, zone), dueOn, dayOf(now, zone));
      proposal.become('in-review', now);
      em.persist(
        em.create(Redirect, {
          ...{ id: this.ids.next(), proposal, fromArea: fromAreaId, toArea: areaId, reason, askedAt, dueOn },
          ...{ account: by.kind === 'account' ? by.id : null, at: now },
        }),
      );
      await em.nativeDelete(ReviewDraft, { proposal, area: fromAreaId });
      em.remove(asked);
      if (!known)
        em.persist(
          em.create(Assignment, { id: this.ids.next(), proposal, area: areaId, dueOn: due, assignedAt: now, reviewedAt: null }),
        );
      this.events.record('proposals.review-redirected', { proposalId, fromAreaId, areaId }, by, processId);
      if (!known)
        this.events.record('proposals.reviews-requested', { areaId, dueOn: due, proposalIds: [proposalId] }, by, processId);
      await em.flush();
      const answer = await jointAnswerTo(em, proposalId);
      if (answer.kind === 'agrees') proposal.become(answer.verdict, now);
      if (answer.kind === 'disagrees') this.events.record('proposals.areas-disagreed', { proposalId }, by, processId);
    });
  }

  /** Decides the verdict, with a public reason; only where more than one area was asked and one has answered. Refuses with `nothing-to-decide`. */
  async rule(proposalId: string, { verdict, reason }: RuleVerdict, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      const asked = await em.find(Assignment, { proposal });
      if (asked.length < 2 || asked.every(({ reviewedAt }) => !reviewedAt))
        throw new RefusedError({ code: 'nothing-to-decide' }, 409);
      const now = this.clock.now();
      proposal.become(verdict, now);
      const ruling = em.create(Ruling, {
        ...{ id: this.ids.next(), proposal, verdict, reason, decidedBy: by.name },
        ...{ account: by.kind === 'account' ? by.id : null, at: now },
      });
      em.persist(ruling);
      this.events.record('proposals.verdict-ruled', { proposalId, rulingId: ruling.id, verdict }, by, proposal.process.id);
    });
  }
}

/** What the areas that were asked say together, by what is written so far in this use case. */
export async function jointAnswerTo(em: EntityManager, proposalId: string): Promise<JointAnswer> {
  const asked = await em.find(Assignment, { proposal: proposalId });
  const reviews = await em.find(FeasibilityReview, { proposal: proposalId }, { orderBy: { at: 'desc', id: 'desc' } });
  return jointAnswer(
    asked.map(({ area, reviewedAt }) =>
      reviewedAt ? (reviews.find((review) => review.area.id === area.id)?.verdict ?? null) : null,
    ),
  );
}
