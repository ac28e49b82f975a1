import { Controller, Get } from '@nestjs/common';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
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
    const prioritisation = await this.queries.prioritisation(processId);
    const shortlists = await this.queries.shortlists(processId);
    return {
      ...((await this.processes.outline(processId)) as ProcessOutline),
      // What is still being prepared is nobody else's.
      prioritisation: prioritisation?.begunAt ? prioritisation : null,
      shortlists,
      titles: await this.queries.titles(shortlists.flatMap(({ entries }) => entries.map(({ proposalId }) => proposalId))),
    };
  }
}
