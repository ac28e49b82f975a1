import { Controller, Get } from '@nestjs/common';
import ical, { ICalCalendarMethod } from 'ical-generator';
import { BoardsQueries, BoardsService } from '../boards/index.js';
import { localized } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { download, type Download, type Page } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { facilitates, joinPath, roundtablePath, roundtablesPath } from './domain/index.js';
import { qrPicture } from '../platform/web/qr.js';
import { replayPage, type ReplayPage } from './replay.page.js';
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
    'roundtables/replay': ReplayPage;
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
    private readonly boardRows: BoardsQueries,
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
    const { facts, found, viewer, title } = await this.asked(x);
    const board = await this.boards.board(found.id, viewer);
    const model = tableBoardPage(x, await this.table(facts), facts.slug, { kind: found.kind, title }, board);
    return x.page('roundtables/board', model, {
      title: model.title,
      process: facts.slug,
      breadcrumb: [{ text: x.t('roundtables.index.title'), href: roundtablesPath(facts.slug) }, model.back],
    });
  }

  /** The board at a moment of its sitting: `?at=` is the number of an entry of its log, the last one when left out. */
  @Get(':roundtable/boards/:board/replay')
  @Can('roundtable.board')
  async replay(@X() x: Exchange): Promise<Page> {
    const { facts, found, viewer, title } = await this.asked(x);
    const moments = await this.boardRows.timeline(found.id);
    const asked = Number(x.query['at']);
    const last = moments.at(-1)?.seq ?? 1;
    const at = Number.isInteger(asked) && asked >= 1 ? Math.min(asked, last) : last;
    const board = await this.boards.asOf(found.id, at, viewer);
    const model = replayPage(x, await this.table(facts), { slug: facts.slug, kind: found.kind, title }, moments, board);
    return x.page('roundtables/replay', model, {
      title: model.title,
      process: facts.slug,
      scripts: ['replay'],
      breadcrumb: [{ text: x.t('roundtables.index.title'), href: roundtablesPath(facts.slug) }, model.back],
    });
  }

  /** When each entry was committed, in milliseconds since the first: what playing needs to keep time. */
  @Get(':roundtable/boards/:board/replay.json')
  @Can('roundtable.board')
  async times(@X() x: Exchange): Promise<Download> {
    const { found } = await this.asked(x);
    const moments = await this.boardRows.timeline(found.id);
    const begun = moments[0]?.at.getTime() ?? 0;
    return download('application/json; charset=utf-8', JSON.stringify(moments.map(({ at }) => at.getTime() - begun)));
  }

  /** The board in the address and who looks at it; 404 when there is none. */
  private async asked(x: Exchange) {
    const facts = x.facts<SeatFacts>();
    const found = (await this.queries.boardsOf(facts.roundtableId)).find(({ id, kind }) =>
      [id, kind].includes(x.params['board'] ?? ''),
    );
    if (!found) throw notFound();
    return { facts, found, viewer: await this.seats.viewerFor(x.who, facts), title: localized(found.title, x.locale) };
  }

  private async table({ roundtableId }: SeatFacts): Promise<RoundtableRow> {
    const table = await this.queries.byId(roundtableId);
    if (!table) throw notFound();
    return table;
  }
}
