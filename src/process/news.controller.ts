import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { staffNewsPath, WriteNews, type ProcessFacts } from './domain/index.js';
import { newsAtom, newsFormPage, newsPage, staffNewsPage } from './news.page.js';
import { NewsService, type NewsRow } from './news.service.js';
import { ProcessQueries, type ProcessRow } from './process.queries.js';

/** The news of a process: what everybody reads, and where the coordination writes it. */
@Controller()
export class NewsController {
  constructor(
    private readonly news: NewsService,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('processes/:process/news')
  @Can('process.view')
  async show(@X() x: Exchange): Promise<Page> {
    const process = await this.process(x);
    return newsPage(x, process, await this.news.of(process.id));
  }

  @Get('processes/:process/news.atom')
  @Can('process.view')
  async feed(@X() x: Exchange): Promise<Reply> {
    const process = await this.process(x);
    return newsAtom(x, process, await this.news.of(process.id, 30), {
      publicUrl: this.config.PUBLIC_URL,
      publisher: this.config.SITE_NAME,
      otherwise: process.publishedAt ?? this.clock.now(),
    });
  }

  @Get('staff/processes/:process/news')
  @Can('process.edit')
  write(@X() x: Exchange): Promise<Page> {
    return this.staffPage(x, blank());
  }

  @Post('staff/processes/:process/news')
  @Can('process.edit')
  publish(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(WriteNews, {
      perform: async (command) => {
        await this.news.publish(processId, command, x.actor);
        return seeOther(staffNewsPath(slug), 'process.news.published');
      },
      again: (state) => this.staffPage(x, state),
    });
  }

  @Get('staff/processes/:process/news/:news')
  @Can('process.edit')
  async edit(@X() x: Exchange): Promise<Page> {
    const row = await this.row(x);
    return newsFormPage(x, await this.process(x), row, { revise: blank({ title: row.title, body: row.body }) });
  }

  @Post('staff/processes/:process/news/:news')
  @Can('process.edit')
  async revise(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const row = await this.row(x);
    return x.submit(WriteNews, {
      perform: async (command) => {
        await this.news.revise(processId, row.id, command, x.actor);
        return seeOther(staffNewsPath(slug), 'process.news.revised');
      },
      again: async (revise) => newsFormPage(x, await this.process(x), row, { revise }),
    });
  }

  @Post('staff/processes/:process/news/:news/removal')
  @Can('process.edit')
  async remove(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const row = await this.row(x);
    return x.submit(z.object({}), {
      perform: async () => {
        await this.news.remove(processId, row.id, x.actor);
        return seeOther(staffNewsPath(slug), 'process.news.removed');
      },
      again: async (remove) =>
        newsFormPage(x, await this.process(x), row, { revise: blank({ title: row.title, body: row.body }), remove }),
    });
  }

  private async staffPage(x: Exchange, state: FormState): Promise<Page> {
    const process = await this.process(x);
    return staffNewsPage(x, process, await this.news.of(process.id), state);
  }

  private async row(x: Exchange): Promise<NewsRow> {
    const row = (await this.news.of(x.facts<ProcessFacts>().processId)).find(({ id }) => id === x.params['news']);
    if (!row) throw notFound();
    return row;
  }

  private async process(x: Exchange): Promise<ProcessRow> {
    return (await this.processes.byId(x.facts<ProcessFacts>().processId)) as ProcessRow;
  }
}
