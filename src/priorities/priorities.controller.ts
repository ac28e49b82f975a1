import { Controller, Get } from '@nestjs/common';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page, Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessOutline } from '../process/index.js';
import { prioritiesCsv, prioritiesJson } from './priorities-files.js';
import { prioritiesPage, type ShownPriorities } from './priorities.page.js';
import { PrioritiesQueries } from './priorities.queries.js';

/** The priorities of a process as everybody reads them. */
@Controller('processes/:process')
export class PrioritiesController {
  constructor(
    private readonly reader: Reader,
    private readonly queries: PrioritiesQueries,
    private readonly processes: ProcessQueries,
    private readonly config: Config,
  ) {}

  @Get('priorities')
  @Can('priorities.view')
  async show(@X() x: Exchange): Promise<Page> {
    return prioritiesPage(x, await this.shown(x));
  }

  @Get('priorities.csv')
  @Can('priorities.view')
  async csv(@X() x: Exchange): Promise<Reply> {
    return prioritiesCsv(x, await this.shown(x), this.config.PUBLIC_URL);
  }

  @Get('priorities.json')
  @Can('priorities.view')
  async json(@X() x: Exchange): Promise<Reply> {
    return prioritiesJson(x, await this.shown(x), this.config.PUBLIC_URL);
  }

  private async shown(x: Exchange): Promise<ShownPriorities> {
    const { processId } = x.facts<ProcessFacts>();
    const [outline, prioritisation, shortlists] = await this.reader.together(() =>
      Promise.all([
        this.processes.outline(processId) as Promise<ProcessOutline>,
        this.queries.prioritisation(processId),
        this.queries.shortlists(processId),
      ]),
    );
    return {
      ...outline,
      // What is still being prepared is nobody else's.
      prioritisation: prioritisation?.begunAt ? prioritisation : null,
      shortlists,
      titles: await this.queries.titles(shortlists.flatMap(({ entries }) => entries.map(({ proposalId }) => proposalId))),
    };
  }
}
