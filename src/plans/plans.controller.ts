import { Controller, Get } from '@nestjs/common';
import { SheetsQueries } from '../commitments/index.js';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import { processPath, type ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { commitmentPage } from './commitment.page.js';
import { Dossiers, publishedSheet } from './dossiers.js';
import { planPage } from './plan.page.js';
import { PlansQueries } from './plans.queries.js';

/** The plan and its commitments, for everybody. */
@Controller('processes/:process/plan')
export class PlansController {
  constructor(
    private readonly reader: Reader,
    private readonly queries: PlansQueries,
    private readonly sheets: SheetsQueries,
    private readonly processes: ProcessQueries,
    private readonly dossiers: Dossiers,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('plan.view')
  async show(@X() x: Exchange): Promise<Page> {
    const facts = x.facts<ProcessFacts>();
    const [process, plan, published, sheets, figures] = await this.reader.together(() =>
      Promise.all([
        this.processes.byId(facts.processId) as Promise<ProcessRow>,
        this.queries.ofProcess(facts.processId),
        this.queries.published(facts.processId),
        this.sheets.published(facts.processId),
        this.queries.figures(facts.processId, x.t),
      ]),
    );
    return planPage(x, { facts, process, plan, published, sheets, figures });
  }

  @Get('commitments/:number')
  @Can('plan.view')
  commitment(@X() x: Exchange): Promise<Page> {
    return this.reader.together(() => this.commitmentOf(x, x.facts<ProcessFacts>()));
  }

  private async commitmentOf(x: Exchange, { processId, slug }: ProcessFacts): Promise<Page> {
    const [sheet, process, themes, plan] = await Promise.all([
      publishedSheet(this.sheets, processId, Number(x.params['number'])),
      this.processes.byId(processId) as Promise<ProcessRow>,
      this.processes.themes(processId),
      this.queries.ofProcess(processId),
    ]);
    const thread = await this.dossiers.thread(sheet);
    const links = this.dossiers.links(sheet, thread);
    const [dossier, topics] = await Promise.all([
      this.dossiers.of({ sheet, process }, x.locale, thread),
      this.dossiers.topics(links),
    ]);
    const theme = themes.find((each) => each.id === sheet.themeId);
    return commitmentPage(x, {
      dossier,
      links,
      topics,
      number: sheet.number,
      slug,
      planName: localized(plan?.name ?? process.name, x.locale),
      theme: theme
        ? {
            text: localized(theme.name, x.locale),
            href: processPath(slug, `proposals?theme=${theme.id}`),
            slot: (theme.position % 6) + 1,
          }
        : null,
      today: dayOf(this.clock.now(), this.config.TIME_ZONE),
      chosen: x.query['path'] ?? null,
    });
  }
}
