import { Controller, Get, Post } from '@nestjs/common';
import { reviewsFor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import {
  FindReviews,
  KeepReview,
  PublishDrafts,
  RedirectReview,
  ReviewProposal,
  reviewPath,
  reviewsPath,
  type ProposalFacts,
} from './domain/index.js';
import { areasOf } from './answer-templates.controller.js';
import { BatchReviewsService } from './batch-reviews.service.js';
import { DecisionsService } from './decisions.service.js';
import { JointAnswersService } from './joint-answers.service.js';
import type { AssignmentRow, ProposalDetail } from './proposal-rows.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { ProposalsQueries } from './proposals.queries.js';
import { reviewPage, type ReviewDesk } from './review.page.js';
import { ReviewWorkQueries, type TemplateRow } from './review-work.queries.js';
import { ReviewWorkService } from './review-work.service.js';
import { reviewsPage } from './reviews.page.js';

/** Where an area's reviewers answer proposals: their own area's, nothing else. */
@Controller('staff/processes/:process/reviews')
export class ReviewsController {
  constructor(
    private readonly batch: BatchReviewsService,
    private readonly decisions: DecisionsService,
    private readonly answers: JointAnswersService,
    private readonly queries: ProposalsQueries,
    private readonly work: ProposalWorkQueries,
    private readonly kept: ReviewWorkQueries,
    private readonly keeping: ReviewWorkService,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('review.list')
  index(@X() x: Exchange): Promise<Page> {
    return this.list(x);
  }

  /** Drafts of many reviews become public together. */
  @Post('publication')
  @Can('review.list')
  publish(@X() x: Exchange): Promise<Reply> {
    const { processId, slug, features } = x.facts<ProcessFacts>();
    return x.submit(PublishDrafts, {
      perform: async ({ numbers }) => {
        if (!features.has('review')) throw new RefusedError({ code: 'reviews-closed' }, 409);
        const count = await this.batch.publish(numbers, await this.kept.table(processId, areasOf(x)), x.actor);
        return seeOther(reviewsPath(slug), 'proposals.publish.done', { count });
      },
      again: (state) => this.list(x, state),
    });
  }

  private async list(x: Exchange, state?: FormState): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const tasks = await this.work.reviewTasks(processId, areasOf(x));
    const { show } = FindReviews.parse(x.query);
    return reviewsPage(x, await this.process(processId), tasks, this.today(), show, state);
  }

  @Get(':number')
  @Can('proposal.review')
  async show(@X() x: Exchange): Promise<Page> {
    const desk = await this.desk(x);
    const template = desk.templates.find(({ id }) => id === x.query['template']);
    return reviewPage(x, desk, blank(beginning(x, desk, template)));
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
      again: async (state) => reviewPage(x, await this.desk(x), state),
    });
  }

  @Post(':number/draft')
  @Can('proposal.review')
  keep(@X() x: Exchange): Promise<Reply> {
    return x.submit(KeepReview, {
      perform: async (typed) => {
        const { proposal, assignment, process } = await this.task(x);
        await this.keeping.keepDraft(proposal.id, assignment.areaId, typed, x.actor);
        return seeOther(reviewPath(process.slug, proposal.number), 'proposals.review.draft-kept');
      },
      again: async (state) => reviewPage(x, await this.desk(x), state),
    });
  }

  @Post(':number/redirect')
  @Can('proposal.review')
  redirect(@X() x: Exchange): Promise<Reply> {
    return x.submit(RedirectReview, {
      perform: async (redirect) => {
        const { proposal, assignment, process } = await this.task(x);
        await this.answers.redirect(proposal.id, assignment.areaId, redirect, x.actor);
        return seeOther(reviewsPath(process.slug), 'proposals.redirect.done');
      },
      again: async (state) => {
        const desk = await this.desk(x);
        return reviewPage(x, desk, blank(beginning(x, desk)), state);
      },
    });
  }

  /** Everything at hand where a review is written. */
  private async desk(x: Exchange): Promise<ReviewDesk> {
    const task = await this.task(x);
    const { areaId } = task.assignment;
    return {
      ...task,
      draft: await this.kept.draft(task.proposal.id, areaId),
      templates: await this.kept.templates([areaId]),
      notes: await this.kept.noteCount(task.proposal.id, [areaId]),
      areas: await this.processes.areas(task.process.id),
      today: this.today(),
    };
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

/** What the form begins with: the area's draft, or else its review in force; a template's words over either. */
function beginning(x: Exchange, { proposal, assignment, draft }: ReviewDesk, template?: TemplateRow): Record<string, unknown> {
  const earlier = proposal.reviews.find((review) => review.areaId === assignment.areaId);
  const words = template ? { reasons: template.reasons, ...(template.verdict ? { verdict: template.verdict } : {}) } : {};
  return { signedBy: x.actor.name, ...(draft ? draft.typed : earlier), ...words };
}
