import { Controller, Get } from '@nestjs/common';
import { SheetsQueries } from '../commitments/index.js';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
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
    const process = (await this.processes.byId(facts.processId)) as ProcessRow;
    const [plan, published, sheets, figures] = [
      await this.queries.ofProcess(facts.processId),
      await this.queries.published(facts.processId),
      await this.sheets.published(facts.processId),
      await this.queries.figures(facts.processId, x.t),
    ];
    return planPage(x, { facts, process, plan, published, sheets, figures });
  }

  @Get('commitments/:number')
  @Can('plan.view')
  async commitment(@X() x: Exchange): Promise<Page> {
    const facts = x.facts<ProcessFacts>();
    const sheet = await publishedSheet(this.sheets, facts.processId, Number(x.params['number']));
    const [process, themes, plan] = [
      (await this.processes.byId(facts.processId)) as ProcessRow,
      await this.processes.themes(facts.processId),
      await this.queries.ofProcess(facts.processId),
    ];
    const dossier = await this.dossiers.of({ sheet, process }, x.locale);
    const links = await this.dossiers.links(sheet);
    const theme = themes.find((each) => each.id === sheet.themeId);
    return commitmentPage(x, {
      dossier,
      links,
      topics: await this.dossiers.topics(links),
      number: sheet.number,
      slug: facts.slug,
      planName: localized(plan?.name ?? process.name, x.locale),
      theme: theme
        ? {
            text: localized(theme.name, x.locale),
            href: processPath(facts.slug, `proposals?theme=${theme.id}`),
            slot: (theme.position % 6) + 1,
          }
        : null,
      today: dayOf(this.clock.now(), this.config.TIME_ZONE),
      chosen: x.query['path'] ?? null,
    });
  }
}
