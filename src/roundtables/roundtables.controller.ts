import { Controller, Get } from '@nestjs/common';
import ical, { ICalCalendarMethod } from 'ical-generator';
import { ANYBODY, BoardsService, viewerOf } from '../boards/index.js';
import { localized } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { download, type Download, type Page } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { facilitates, faceOf, joinPath, roundtablePath, roundtablesPath } from './domain/index.js';
import { qrPicture } from '../platform/web/qr.js';
import { RoomQueries } from './room.queries.js';
import {
  tableBoardPage,
  tablePage,
  tablesPage,
  type TableBoardPage,
  type TablePage,
  type TablesPage,
} from './roundtable.page.js';
import { RoundtablesQueries, type RoundtableRow, type SeatFacts } from './roundtables.queries.js';
import { TableSeats } from './table-seats.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'roundtables/index': TablesPage;
    'roundtables/show': TablePage;
    'roundtables/board': TableBoardPage;
  }
}

/** The roundtables of a process, in public: when they meet, what they take up, what came of them. */
@Controller('processes/:process/roundtables')
export class RoundtablesController {
  constructor(
    private readonly reader: Reader,
    private readonly queries: RoundtablesQueries,
    private readonly rooms: RoomQueries,
    private readonly boards: BoardsService,
    private readonly seats: TableSeats,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('roundtables.view')
  async index(@X() x: Exchange): Promise<Page> {
    const { processId, slug } = x.facts<ProcessFacts>();
    const model = tablesPage(x, slug, await this.queries.list(processId));
    return x.page('roundtables/index', model, { title: model.title, process: slug, description: model.lead });
  }

  @Get(':roundtable')
  @Can('roundtable.view')
  async show(@X() x: Exchange): Promise<Page> {
    const facts = x.facts<SeatFacts>();
    const [table, state] = await this.reader.together(() =>
      Promise.all([this.table(facts), this.rooms.state(facts.roundtableId, 'participant')]),
    );
    if (!state) throw notFound();
    const model = tablePage(x, table, state, facilitates(x.who, facts));
    return x.page('roundtables/show', model, {
      title: model.title,
      process: facts.slug,
      description: model.lead,
      breadcrumb: [{ text: x.t('roundtables.index.title'), href: roundtablesPath(facts.slug) }],
    });
  }

  @Get(':roundtable/calendar.ics')
  @Can('roundtable.view')
  async calendar(@X() x: Exchange): Promise<Download> {
    const facts = x.facts<SeatFacts>();
    const table = await this.table(facts);
    const url = `${this.config.PUBLIC_URL}${roundtablePath(facts.slug, table.slug)}`;
    const calendar = ical({
      name: localized(table.title, x.locale),
      method: ICalCalendarMethod.PUBLISH,
      prodId: { company: 'Mesa Abierta', product: 'Mesa Abierta' },
    });
    calendar.createEvent({
      id: `${table.id}@${new URL(this.config.PUBLIC_URL).host}`,
      start: table.startsAt,
      end: table.endsAt,
      stamp: table.startsAt,
      summary: localized(table.title, x.locale),
      description: `${localized(table.summary, x.locale)}\n\n${this.config.PUBLIC_URL}${joinPath(table.code)}`,
      url,
    });
    return download('text/calendar; charset=utf-8', calendar.toString(), `${table.slug}.ics`);
  }

  @Get(':roundtable/qr.svg')
  @Can('roundtable.view')
  qr(@X() x: Exchange): Download {
    const { code } = x.facts<SeatFacts>();
    return download('image/svg+xml', qrPicture(`${this.config.PUBLIC_URL}${joinPath(code)}`, x.t('roundtables.join.qr')));
  }

  @Get(':roundtable/boards/:board')
  @Can('roundtable.board')
  async board(@X() x: Exchange): Promise<Page> {
    const facts = x.facts<SeatFacts>();
    const found = (await this.queries.boardsOf(facts.roundtableId)).find(({ id, kind }) =>
      [id, kind].includes(x.params['board'] ?? ''),
    );
    if (!found) throw notFound();
    const actor = faceOf(x.who, facts) === null ? null : await this.seats.onBoards(facts, x.actor);
    const board = await this.boards.board(found.id, actor ? viewerOf(actor) : ANYBODY);
    const table = await this.table(facts);
    const model = tableBoardPage(x, table, facts.slug, localized(found.title, x.locale), board);
    return x.page('roundtables/board', model, {
      title: model.title,
      process: facts.slug,
      breadcrumb: [{ text: x.t('roundtables.index.title'), href: roundtablesPath(facts.slug) }, model.back],
    });
  }

  private async table({ roundtableId }: SeatFacts): Promise<RoundtableRow> {
    const table = await this.queries.byId(roundtableId);
    if (!table) throw notFound();
    return table;
  }
}
