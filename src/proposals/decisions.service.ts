import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Area, ProcessQueries, Theme } from '../process/index.js';
import { ResponsesService } from '../responses/index.js';
import type { RespondToProposal } from '../responses/domain/index.js';
import {
  isPlannedFixed,
  proposalNumber,
  wholeReview,
  type AssignProposals,
  type GivenReview,
  type MoveProposals,
} from './domain/index.js';
import { FeasibilityReview } from './feasibility-review.entity.js';
import './happenings.js';
import { jointAnswerTo } from './joint-answers.service.js';
import { Assignment } from './proposal.entity.js';
import { ReviewDraft } from './review-work.entity.js';
import { lockProposal, lockProposals } from './proposals.service.js';

/** What is decided about proposals: who reviews them, the review, the roundtable, the reasoned end. Callers hold the permission. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly responses: ResponsesService,
    private readonly processes: ProcessQueries,
  ) {}

  /** Sends proposals to an area, which should answer by a day. Sending one again moves the day, and asks anew when it had answered. */
  async assign(processId: string, { proposals: ids, areaId, dueOn }: AssignProposals, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      if ((await em.count(Area, { id: areaId, process: processId })) === 0) throw notFound();
      const now = this.clock.now();
      const proposals = await lockProposals(em, processId, ids);
      for (const proposal of proposals) {
        proposal.become('in-review', now);
        const known = await em.findOne(Assignment, { proposal, area: areaId });
        if (known) em.assign(known, { dueOn, reviewedAt: null });
        else
          em.persist(
            em.create(Assignment, { id: this.ids.next(), proposal, area: areaId, dueOn, assignedAt: now, reviewedAt: null }),
          );
        this.events.record('proposals.proposal-assigned', { proposalId: proposal.id, areaId, dueOn }, by, processId);
      }
      const proposalIds = proposals.map((proposal) => proposal.id);
      this.events.record('proposals.reviews-requested', { areaId, dueOn, proposalIds }, by, processId);
    });
  }

  /**
   * Publishes an area's review; the proposal takes the verdict of all areas that were asked (`jointAnswer`). Refuses with
   * `not-assigned-to-area`, `planned-is-fixed`, and with `proposal-not-so-far` once it is on a table. Returns the review's id.
   */
  async review(proposalId: string, areaId: string, review: GivenReview, by: Actor): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const proposal = await lockProposal(em, proposalId);
      const assignment = await em.findOne(Assignment, { proposal, area: areaId });
      if (!assignment) throw new RefusedError({ code: 'not-assigned-to-area' }, 409);
      const now = this.clock.now();
      assignment.reviewedAt = now;
      const published = em.create(FeasibilityReview, {
        ...wholeReview(review),
        id: this.ids.next(),
        proposal,
        area: areaId,
        account: by.kind === 'account' ? by.id : null,
        at: now,
      });
      em.persist(published);
      await em.nativeDelete(ReviewDraft, { proposal, area: areaId });
      await em.flush();
      const joint = await jointAnswerTo(em, proposalId);
      const becomes = joint.kind === 'agrees' ? joint.verdict : 'in-review';
      if (isPlannedFixed(proposal.state, becomes, await this.haveTablesBegun(proposal.process.id)))
        throw new RefusedError({ code: 'planned-is-fixed' }, 409);
      proposal.become(becomes, now);
      if (joint.kind === 'disagrees') this.events.record('proposals.areas-disagreed', { proposalId }, by, proposal.process.id);
      this.events.record(
        'proposals.review-published',
        { proposalId, reviewId: published.id, areaId, verdict: review.verdict },
        by,
        proposal.process.id,
      );
      return published.id;
    });
  }

  private async haveTablesBegun(processId: string): Promise<boolean> {
    return (await this.processes.facts({ id: processId }))?.features.has('meet') ?? false;
  }

  /** Takes proposals to a roundtable. Those that are on a table already stay; refuses with `proposal-not-so-far` what is not feasible. */
  async takeToTable(processId: string, proposalIds: readonly string[], by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      for (const proposal of await lockProposals(em, processId, proposalIds)) {
        if (proposal.become('on-the-table', this.clock.now()))
          this.events.record('proposals.proposal-tabled', { proposalId: proposal.id }, by, processId);
      }
    });
  }

  /** Moves proposals to another theme; once a roundtable works on one it stays. Refuses with `proposal-on-its-table`; 404 for a theme of another process. */
  async move(processId: string, { proposals: ids, themeId }: MoveProposals, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      if ((await em.count(Theme, { id: themeId, process: processId })) === 0) throw notFound();
      for (const proposal of await lockProposals(em, processId, ids)) {
        if (proposal.tabledAt !== null)
          throw new RefusedError({ code: 'proposal-on-its-table', params: { proposal: proposalNumber(proposal.number) } }, 409);
        const from = proposal.theme.id;
        if (from === themeId) continue;
        em.assign(proposal, { theme: themeId });
        this.events.record('proposals.proposal-moved', { proposalId: proposal.id, fromThemeId: from, themeId }, by, processId);
      }
    });
  }

  /** Ends proposals with a reasoned response each. The same decision again changes nothing; another one supersedes it. */
  async settle(processId: string, proposalIds: readonly string[], decision: RespondToProposal, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      for (const proposal of await lockProposals(em, processId, proposalIds)) {
        proposal.become(decision.disposition, this.clock.now());
        const given = await this.responses.respond(processId, { kind: 'proposal', id: proposal.id }, decision, by);
        if (!given.isNew) continue;
        const { disposition } = decision;
        this.events.record(
          'proposals.proposal-settled',
          { proposalId: proposal.id, responseId: given.id, disposition },
          by,
          processId,
        );
      }
    });
  }
}
