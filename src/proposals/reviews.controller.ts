import { Controller, Get, Post } from '@nestjs/common';
import { reviewsFor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ReviewProposal, reviewsPath, type ProposalFacts } from './domain/index.js';
import { DecisionsService } from './decisions.service.js';
import type { AssignmentRow, ProposalDetail } from './proposal-rows.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { ProposalsQueries } from './proposals.queries.js';
import { reviewPage, reviewsPage } from './reviews.page.js';

/** Where an area's reviewers answer proposals: their own area's, nothing else. */
@Controller('staff/processes/:process/reviews')
export class ReviewsController {
  constructor(
    private readonly decisions: DecisionsService,
    private readonly queries: ProposalsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('review.list')
  async index(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const areaIds = x.who.roles.flatMap((held) => (held.role === 'reviewer' && held.areaId ? [held.areaId] : []));
    return reviewsPage(x, await this.process(processId), await this.work.reviewTasks(processId, areaIds), this.today());
  }

  @Get(':number')
  @Can('proposal.review')
  async show(@X() x: Exchange): Promise<Page> {
    const { proposal, assignment, process } = await this.task(x);
    const earlier = proposal.reviews.find((review) => review.areaId === assignment.areaId);
    return reviewPage(x, process, proposal, assignment, blank({ signedBy: x.actor.name, ...earlier }), this.today());
  }

  @Post(':number')
  @Can('proposal.review')
  create(@X() x: Exchange): Promise<Reply> {
    return x.submit(ReviewProposal, {
      perform: async (review) => {
        const { proposal, assignment, process } = await this.task(x);
        await this.decisions.review(proposal.id, assignment.areaId, review, x.actor);
        return seeOther(reviewsPath(process.slug), 'proposals.review.done');
      },
      again: async (state) => {
        const { proposal, assignment, process } = await this.task(x);
        return reviewPage(x, process, proposal, assignment, state, this.today());
      },
    });
  }

  /** The proposal and what this reviewer's area was asked; of several areas the one that still owes its review. */
  private async task(x: Exchange): Promise<{ proposal: ProposalDetail; assignment: AssignmentRow; process: ProcessRow }> {
    const { processId, number } = x.facts<ProposalFacts>();
    const proposal = await this.queries.byNumber(processId, number);
    const mine = proposal?.assignments.filter((each) => reviewsFor(x.who, each.areaId)) ?? [];
    const assignment = mine.find((each) => !each.reviewedAt) ?? mine[0];
    if (!proposal || !assignment) throw notFound();
    return { proposal, assignment, process: await this.process(processId) };
  }

  private async process(processId: string): Promise<ProcessRow> {
    return (await this.processes.byId(processId)) as ProcessRow;
  }

  private today(): string {
    return dayOf(this.clock.now(), this.config.TIME_ZONE);
  }
}
