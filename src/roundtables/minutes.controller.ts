import { Controller, Get } from '@nestjs/common';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import { roundtablePath, roundtablesPath } from './domain/index.js';
import { minutesPage, type MinutesPage } from './minutes.page.js';
import { MinutesQueries } from './minutes.queries.js';
import { RoundtablesQueries, type SeatFacts } from './roundtables.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'roundtables/minutes': MinutesPage;
  }
}

/** The number of a version in an address; null for the last. */
export const versionAsked = (x: Exchange): number | null =>
  /^[1-9]\d{0,5}$/.test(x.query['version'] ?? '') ? Number(x.query['version']) : null;

/** The minutes of a sitting, once they are published. */
@Controller('processes/:process/roundtables/:roundtable/minutes')
export class MinutesController {
  constructor(
    private readonly minutes: MinutesQueries,
    private readonly tables: RoundtablesQueries,
  ) {}

  @Get()
  @Can('roundtable.view')
  async read(@X() x: Exchange): Promise<Page> {
    const facts = x.facts<SeatFacts>();
    const [table, found] = [
      await this.tables.byId(facts.roundtableId),
      await this.minutes.published(facts.roundtableId, versionAsked(x)),
    ];
    if (!table || !found) throw notFound();
    const model = minutesPage(x, facts.slug, table, found);
    return x.page('roundtables/minutes', model, {
      title: `${model.title}: ${model.lead}`,
      process: facts.slug,
      breadcrumb: [
        { text: x.t('roundtables.index.title'), href: roundtablesPath(facts.slug) },
        { text: model.lead, href: roundtablePath(facts.slug, table.slug) },
      ],
    });
  }
}
