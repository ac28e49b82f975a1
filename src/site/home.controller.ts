import { Controller, Get } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Public } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { Remembered } from '../platform/events/remembered.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import { ProcessQueries } from '../process/index.js';
import { ProposalLists, ProposalsQueries } from '../proposals/index.js';
import { EVERYTHING } from '../proposals/domain/index.js';
import { ResponsesQueries } from '../responses/index.js';
import { homePage, noProcessPage, ON_THE_TABLE } from './home.page.js';

/** What happens often and changes none of these counts. */
const CHANGES_NO_ANSWER = ['proposals.proposal-endorsed', 'proposals.address-confirmed', 'comments.comment-written'] as const;

/** The home page: where the running process stands and the one thing to do now. */
@Controller()
export class HomeController {
  private readonly days: Intl.DateTimeFormat;

  constructor(
    private readonly reader: Reader,
    private readonly processes: ProcessQueries,
    private readonly proposals: ProposalsQueries,
    private readonly lists: ProposalLists,
    private readonly remembered: Remembered,
    private readonly responses: ResponsesQueries,
    private readonly clock: Clock,
    { TIME_ZONE }: Config,
  ) {
    this.days = new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE });
  }

  @Get()
  @Public()
  async index(@X() x: Exchange): Promise<Page> {
    const processes = await this.processes.list();
    const process = processes.find(({ isRunning }) => isRunning) ?? processes[0];
    if (!process) return noProcessPage(x);
    const [stages, onTheTable, { outcomes, owed }] = await this.reader.together(() =>
      Promise.all([
        this.processes.stages(process.id),
        this.lists.mostEndorsed(process, ON_THE_TABLE, EVERYTHING),
        this.answers(),
      ]),
    );
    return homePage(x, { process, today: this.today(), stages, onTheTable, processes, outcomes, owed });
  }

  /** What every process owes and has answered, counted anew only when something happened. */
  private answers() {
    return this.remembered.of('site.answers', null, CHANGES_NO_ANSWER, async () => {
      const [outcomes, owed] = await Promise.all([this.responses.outcomes('proposal'), this.proposals.totals()]);
      return { outcomes, owed };
    });
  }

  private today(): string {
    return this.days.format(this.clock.now());
  }
}
