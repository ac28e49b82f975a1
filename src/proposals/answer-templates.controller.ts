import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { notFound } from '../kernel/refusal.js';
import { isId } from '../kernel/id.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { answerTemplatesPage } from './answer-templates.page.js';
import { KeepTemplate, templatesPath } from './domain/index.js';
import { ReviewWorkQueries } from './review-work.queries.js';
import { ReviewWorkService } from './review-work.service.js';

/** The answers that an area keeps ready. */
@Controller('staff/processes/:process/reviews/templates')
export class AnswerTemplatesController {
  constructor(
    private readonly keeping: ReviewWorkService,
    private readonly kept: ReviewWorkQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get()
  @Can('review.list')
  index(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank());
  }

  @Post()
  @Can('review.list')
  keep(@X() x: Exchange): Promise<Reply> {
    return x.submit(KeepTemplate, {
      perform: async (template) => {
        if (!areasOf(x).includes(template.areaId)) throw notFound();
        await this.keeping.keepTemplate(template);
        return seeOther(templatesPath(x.facts<ProcessFacts>().slug), 'proposals.templates.kept');
      },
      again: (state) => this.page(x, state),
    });
  }

  @Post(':template/removal')
  @Can('review.list')
  drop(@X() x: Exchange): Promise<Reply> {
    return x.submit(z.object({}), {
      perform: async () => {
        const id = x.params['template'] ?? '';
        if (!isId(id)) throw notFound();
        await this.keeping.dropTemplate(id, areasOf(x));
        return seeOther(templatesPath(x.facts<ProcessFacts>().slug), 'proposals.templates.dropped');
      },
      again: () => this.page(x, blank()),
    });
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const mine = areasOf(x);
    return answerTemplatesPage(x, state, {
      process: (await this.processes.byId(processId)) as ProcessRow,
      areas: (await this.processes.areas(processId)).filter(({ id }) => mine.includes(id)),
      templates: await this.kept.templates(mine),
    });
  }
}

/** The areas that somebody reviews for in the process at hand. */
export const areasOf = (x: Exchange): string[] =>
  x.who.roles.flatMap((held) => (held.role === 'reviewer' && held.areaId ? [held.areaId] : []));
