import { Controller, Get, Post } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { RefusedError } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { readCsv } from '../platform/domain/index.js';
import { csvFile } from '../platform/web/csv.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, check, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { areasOf } from './answer-templates.controller.js';
import { BatchReviewsService } from './batch-reviews.service.js';
import {
  FillReviews,
  planReviews,
  proposalNumber,
  proposalPath,
  REVIEW_FIELDS,
  reviewsPath,
  type ReviewRowPlan,
} from './domain/index.js';
import { reviewTablePage } from './review-table.page.js';
import { ReviewWorkQueries, type ReviewTableRow } from './review-work.queries.js';

/** An area's reviews as a table: taken out, filled in elsewhere, looked at row by row, kept as drafts. */
@Controller('staff/processes/:process/reviews')
export class BatchReviewsController {
  constructor(
    private readonly batch: BatchReviewsService,
    private readonly kept: ReviewWorkQueries,
    private readonly processes: ProcessQueries,
    private readonly config: Config,
  ) {}

  @Get('table')
  @Can('review.list')
  table(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank(), null);
  }

  @Get('table.csv')
  @Can('review.list')
  async file(@X() x: Exchange): Promise<Reply> {
    const { slug } = x.facts<ProcessFacts>();
    const rows = (await this.tasks(x)).map((task) => {
      const known = knownOf(task);
      return [
        ...[proposalNumber(task.number), task.title, localized(task.areaName, x.locale), task.dueOn],
        ...[this.config.PUBLIC_URL + proposalPath(slug, task.number), ...REVIEW_FIELDS.map((field) => known[field] ?? '')],
      ];
    });
    return csvFile(`${slug}-my-reviews.csv`, ['number', 'title', 'area', 'dueOn', 'url', ...REVIEW_FIELDS], rows);
  }

  /** What would come of it. Nothing is kept. */
  @Post('table/preview')
  @Can('review.list')
  async preview(@X() x: Exchange): Promise<Page> {
    const checked = check(FillReviews, x.body);
    if (checked.ok)
      return this.page(x, blank({ table: checked.value.table }), this.plan(checked.value.table, await this.tasks(x)));
    const shown = await this.page(x, { values: x.body, errors: checked.errors, formId: null }, null);
    return { ...shown, options: { ...shown.options, status: 422 } };
  }

  @Post('table')
  @Can('review.list')
  keep(@X() x: Exchange): Promise<Reply> {
    const { slug, features } = x.facts<ProcessFacts>();
    return x.submit(FillReviews, {
      perform: async ({ table }) => {
        if (!features.has('review')) throw new RefusedError({ code: 'reviews-closed' }, 409);
        const tasks = await this.tasks(x);
        const count = await this.batch.keep(this.plan(table, tasks), tasks, x.actor);
        return seeOther(`${reviewsPath(slug)}?show=drafts`, 'proposals.table.kept', { count });
      },
      again: async (state) => this.page(x, state, this.plan(String(state.values['table'] ?? ''), await this.tasks(x))),
    });
  }

  private plan(table: string, tasks: readonly ReviewTableRow[]): ReviewRowPlan[] {
    return planReviews(
      readCsv(table),
      tasks.map((task) => ({ number: task.number, known: knownOf(task) })),
    );
  }

  private tasks(x: Exchange): Promise<ReviewTableRow[]> {
    return this.kept.table(x.facts<ProcessFacts>().processId, areasOf(x));
  }

  private async page(x: Exchange, state: FormState, plan: readonly ReviewRowPlan[] | null): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    return reviewTablePage(x, state, (await this.processes.byId(processId)) as ProcessRow, plan);
  }
}

/** The draft, or else the review in force, as it would be typed. */
const knownOf = ({ draft, review }: ReviewTableRow): Readonly<Record<string, string>> =>
  draft ??
  Object.fromEntries(Object.entries(review ?? {}).flatMap(([field, value]) => (value === null ? [] : [[field, String(value)]])));
