import { Controller, Get } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Public } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import { ProcessQueries } from '../process/index.js';
import { ProposalsQueries } from '../proposals/index.js';
import { FindProposals } from '../proposals/domain/index.js';
import { ResponsesQueries } from '../responses/index.js';
import { homePage, noProcessPage } from './home.page.js';

/** The home page: where the running process stands and the one thing to do now. */
@Controller()
export class HomeController {
  constructor(
    private readonly processes: ProcessQueries,
    private readonly proposals: ProposalsQueries,
    private readonly responses: ResponsesQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  @Public()
  async index(@X() x: Exchange): Promise<Page> {
    const process = await this.processes.running();
    if (!process) return noProcessPage(x);
    return homePage(x, {
      process,
      today: this.today(),
      stages: await this.processes.stages(process.id),
      onTheTable: await this.proposals.list(process.id, FindProposals.parse({ sort: 'endorsed' })),
      processes: await this.processes.list(),
      outcomes: await this.responses.outcomes('proposal'),
      owed: await this.proposals.totals(),
    });
  }

  private today(): string {
    return new Intl.DateTimeFormat('en-CA', { timeZone: this.config.TIME_ZONE }).format(this.clock.now());
  }
}
