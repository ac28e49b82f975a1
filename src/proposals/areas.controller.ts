import { Controller, Get } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { csvFile, type CsvCell } from '../platform/web/csv.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page, Reply } from '../platform/web/reply.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { AreaWorkQueries } from './area-work.queries.js';
import { areasPage } from './areas.page.js';
import { proposalNumber, proposalPath, REVIEW_FIELDS } from './domain/index.js';

const BATCH = 500;

/** How long areas take to answer, and everything they answered. */
@Controller('processes/:process')
export class AreasController {
  constructor(
    private readonly work: AreaWorkQueries,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get('areas')
  @Can('proposal.list')
  async index(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const today = dayOf(this.clock.now(), this.config.TIME_ZONE);
    const process = (await this.processes.byId(processId)) as ProcessRow;
    return areasPage(x, process, await this.work.times(processId, today));
  }

  @Get('reviews.csv')
  @Can('proposal.list')
  csv(@X() x: Exchange): Reply {
    const { processId, slug } = x.facts<ProcessFacts>();
    return csvFile(
      `${slug}-reviews.csv`,
      ['number', 'url', 'title', 'area', 'at', ...REVIEW_FIELDS],
      this.records(x, processId, slug),
    );
  }

  private async *records(x: Exchange, processId: string, slug: string): AsyncGenerator<CsvCell[]> {
    for (let offset = 0; ; offset += BATCH) {
      const rows = await this.work.reviews(processId, BATCH, offset);
      for (const row of rows) {
        const url = this.config.PUBLIC_URL + proposalPath(slug, row.number);
        const about = [proposalNumber(row.number), url, row.title, localized(row.areaName, x.locale), row.at.toISOString()];
        yield [...about, ...REVIEW_FIELDS.map((field) => row[field])];
      }
      if (rows.length < BATCH) return;
    }
  }
}
