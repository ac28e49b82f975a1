import { Controller, Get } from '@nestjs/common';
import { BoardsQueries, BoardsService } from '../boards/index.js';
import { localized } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { Download } from '../platform/web/reply.js';
import { ProcessQueries } from '../process/index.js';
import { minutesPath, roundtablePath } from '../roundtables/domain/index.js';
import { MinutesQueries, RoundtablesQueries, TableSeats, versionAsked, type SeatFacts } from '../roundtables/index.js';
import { Formats } from './formats.js';
import { boardCsv, boardOutline, minutesJson, minutesOutline, type BoardDossier, type MinutesDossier } from './writers/index.js';

/** The boards and minutes of a roundtable in every format, as whoever asks may see them. */
@Controller('processes/:process/roundtables/:roundtable')
export class BoardExportsController {
  constructor(
    private readonly tables: RoundtablesQueries,
    private readonly processes: ProcessQueries,
    private readonly boards: BoardsService,
    private readonly documents: BoardsQueries,
    private readonly minutes: MinutesQueries,
    private readonly seats: TableSeats,
    private readonly formats: Formats,
    private readonly config: Config,
  ) {}

  @Get('boards/:board/export.:format')
  @Can('roundtable.board')
  async board(@X() x: Exchange): Promise<Download> {
    const facts = x.facts<SeatFacts>();
    const asked = x.params['board'] ?? '';
    const found = (await this.tables.boardsOf(facts.roundtableId)).find(({ id, kind }) => [id, kind].includes(asked));
    const [table, process] = [await this.tables.byId(facts.roundtableId), await this.processes.byId(facts.processId)];
    if (!found || !table || !process) throw notFound();
    const viewer = await this.seats.viewerFor(x.who, facts);
    const dossier: BoardDossier = {
      board: await this.boards.board(found.id, viewer),
      title: localized(found.title, x.locale),
      table: localized(table.title, x.locale),
      process: localized(process.name, x.locale),
      platformName: this.config.SITE_NAME,
      url: `${this.config.PUBLIC_URL}${roundtablePath(facts.slug, table.slug, 'boards', found.kind)}`,
      heldOn: table.startsAt,
    };
    return this.formats.file(x, `${table.slug}-${found.kind}`, {
      ...this.formats.documents(x, () => boardOutline(dossier, x.t)),
      csv: () => boardCsv(dossier, x.t),
      json: async () => JSON.stringify(await this.documents.document(found.id, viewer), null, 2),
    });
  }

  /** Minutes once they are published: `?version=` a version, the last when left out. */
  @Get('minutes/export.:format')
  @Can('roundtable.view')
  async sitting(@X() x: Exchange): Promise<Download> {
    const facts = x.facts<SeatFacts>();
    const minutes = await this.minutes.published(facts.roundtableId, versionAsked(x));
    const [table, process] = [await this.tables.byId(facts.roundtableId), await this.processes.byId(facts.processId)];
    if (!minutes || !table || !process) throw notFound();
    const dossier: MinutesDossier = {
      minutes,
      table: localized(table.title, x.locale),
      process: localized(process.name, x.locale),
      platformName: this.config.SITE_NAME,
      url: `${this.config.PUBLIC_URL}${minutesPath(facts.slug, table.slug)}`,
      heldOn: table.startsAt,
    };
    return this.formats.file(x, `${table.slug}-${x.t('exports.file.minutes')}-${minutes.number}`, {
      ...this.formats.documents(x, () => minutesOutline(dossier, x.t)),
      json: () => JSON.stringify(minutesJson(dossier), null, 2),
    });
  }
}
