import { Controller, Get, Post } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { RoundtablesQueries } from '../roundtables/index.js';
import { calendarDay } from './calendar-day.js';
import { OpenSheet, sheetPath } from './domain/index.js';
import { newSheetPage, sheetListPage } from './sheet-list.page.js';
import { SheetsQueries } from './sheets.queries.js';
import { SheetsService } from './sheets.service.js';

/** The sheets of a process, and opening one. */
@Controller('staff/processes/:process/sheets')
export class SheetsController {
  constructor(
    private readonly service: SheetsService,
    private readonly sheets: SheetsQueries,
    private readonly processes: ProcessQueries,
    private readonly roundtables: RoundtablesQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('sheets.view')
  async index(@X() x: Exchange): Promise<Page> {
    const process = await this.process(x);
    return sheetListPage(x, process, await this.sheets.list(process.id), calendarDay(this.clock.now(), this.config.TIME_ZONE));
  }

  @Get('new')
  @Can('sheets.open')
  new(@X() x: Exchange): Promise<Page> {
    return this.newPage(x, blank());
  }

  @Post()
  @Can('sheets.open')
  open(@X() x: Exchange): Promise<Reply> {
    const { processId, slug } = x.facts<ProcessFacts>();
    return x.submit(OpenSheet, {
      perform: async (sheet) => {
        const { number } = await this.service.open(processId, { ...sheet, lang: x.locale }, x.actor);
        return seeOther(sheetPath(slug, number), 'commitments.sheets.opened');
      },
      again: (state) => this.newPage(x, state),
    });
  }

  private async newPage(x: Exchange, state: FormState): Promise<Page> {
    const process = await this.process(x);
    const [tables, topics, themes] = [
      await this.roundtables.list(process.id),
      await this.roundtables.topics(process.id),
      await this.processes.themes(process.id),
    ];
    return newSheetPage(x, { process, tables, topics, themes }, state);
  }

  private async process(x: Exchange): Promise<ProcessRow> {
    return (await this.processes.byId(x.facts<ProcessFacts>().processId)) as ProcessRow;
  }
}
