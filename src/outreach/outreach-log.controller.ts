import { Controller, Get } from '@nestjs/common';
import { localized } from '../kernel/localized.js';
import { Can } from '../platform/access/access.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Download, Page } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { shownTotals, withoutSmallCells, type ShownReach } from './domain/index.js';
import { InvitationsQueries } from './invitations.queries.js';
import { reachCsv } from './outreach-files.js';
import { outreachLogPage } from './outreach-log.page.js';
import { OutreachQueries } from './outreach.queries.js';

/** A group as the public record counts it. */
export interface LoggedReach extends Omit<ShownReach, 'key'> {
  readonly name: string;
}

/** The public record of outreach: whom the call reached, without saying of anybody that they were asked. */
@Controller('processes/:process')
export class OutreachLogController {
  constructor(
    private readonly queries: OutreachQueries,
    private readonly invitations: InvitationsQueries,
    private readonly processes: ProcessQueries,
  ) {}

  @Get('outreach')
  @Can('outreach.view')
  async show(@X() x: Exchange): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const process = (await this.processes.byId(processId)) as ProcessRow;
    const { sectors, themes, all } = await this.logged(x, processId);
    const batches = (await this.queries.batches(processId)).filter(({ sentAt }) => sentAt !== null);
    const sizes = await this.invitations.sizes(processId);
    return outreachLogPage(x, slug, process, { sectors, themes, all, batches, sizes });
  }

  @Get('outreach.csv')
  @Can('outreach.view')
  async file(@X() x: Exchange): Promise<Download> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const { sectors, themes, all } = await this.logged(x, processId);
    const groups = (by: string, rows: LoggedReach[]) => rows.map(({ name, ...reach }) => ({ by, name, reach }));
    return reachCsv(slug, [{ by: 'all', name: '', reach: all }, ...groups('sector', sectors), ...groups('theme', themes)]);
  }

  private async logged(x: Exchange, processId: string) {
    const reach = await this.invitations.reach(processId);
    const names = new Map((await this.processes.themes(processId)).map(({ id, name }) => [id, localized(name, x.locale)]));
    const named = (rows: ShownReach[], nameOf: (key: string) => string): LoggedReach[] =>
      rows.map(({ key, ...shown }) => ({ name: nameOf(key), ...shown }));
    return {
      sectors: named(withoutSmallCells(reach.sectors), (key) => x.t(`proposals.sector.${key}`)),
      themes: named(withoutSmallCells(reach.themes), (key) => names.get(key) ?? x.t('outreach.whole-call')),
      all: shownTotals(reach.all),
    };
  }
}
