import { Controller, Get, Post } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { Reader } from '../platform/database/reader.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { ProcessFacts } from '../process/domain/index.js';
import { ProcessQueries, type ProcessRow } from '../process/index.js';
import { calendarDay } from './calendar-day.js';
import { CommentRoundsService } from './comment-rounds.service.js';
import { commentAnchor, CommentDraft, draftPath, hasPlace, type SheetFacts } from './domain/index.js';
import { draftListPage } from './draft-list.page.js';
import { draftPage } from './draft.page.js';
import type { DraftAsked } from './draft-view.js';
import { DraftReadings } from './draft-reading.js';
import { draftVersionsPage } from './draft-versions.page.js';
import { SheetsQueries, type SheetRow } from './sheets.queries.js';

const QUOTE_IN_ADDRESS_MAX = 2000;

/** Drafts in public: read them, comment on them, compare their versions. */
@Controller('processes/:process/drafts')
export class DraftsController {
  constructor(
    private readonly reader: Reader,
    private readonly sheets: SheetsQueries,
    private readonly readings: DraftReadings,
    private readonly rounds: CommentRoundsService,
    private readonly processes: ProcessQueries,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('drafts.view')
  async index(@X() x: Exchange): Promise<Page> {
    const { processId } = x.facts<ProcessFacts>();
    const process = (await this.processes.byId(processId)) as ProcessRow;
    return draftListPage(x, process, await this.sheets.shared(processId), this.today());
  }

  @Get(':number')
  @Can('draft.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x, blank());
  }

  @Post(':number/comments')
  @Can('draft.comment')
  comment(@X() x: Exchange): Promise<Reply> {
    const { sheetId, slug, number } = x.facts<SheetFacts>();
    return x.submit(CommentDraft, {
      guard: 'comment',
      perform: async (draft, screening) => {
        const signed = x.actor.kind === 'account' ? { ...draft, name: x.actor.name, email: null } : draft;
        const written = await this.rounds.comment(sheetId, signed, x.locale, x.actor, screening);
        return seeOther(
          `${draftPath(slug, number)}?sent=${encodeURIComponent(draft.place)}#${commentAnchor(written.number)}`,
          written.isHeld ? 'commitments.compose.held' : 'commitments.compose.sent',
        );
      },
      again: (state) => this.page(x, state),
    });
  }

  @Get(':number/versions')
  @Can('draft.view')
  async versions(@X() x: Exchange): Promise<Page> {
    const { process, sheet } = await this.subject(x);
    const versions = await this.sheets.versions(sheet.id);
    const asked = (name: string, otherwise: number) =>
      /^\d{1,5}$/.test(x.query[name] ?? '') ? Number(x.query[name]) : otherwise;
    const template = this.sheets.template(sheet.templateKey);
    return draftVersionsPage(x, process, sheet, template, versions, {
      from: asked('from', sheet.version - 1),
      to: asked('to', sheet.version),
    });
  }

  private async page(x: Exchange, state: FormState): Promise<Page> {
    const { process, sheet, reading } = await this.reader.together(async () => {
      const subject = await this.subject(x);
      return { ...subject, reading: await this.readings.of(subject.sheet, x.locale) };
    });
    const template = this.sheets.template(sheet.templateKey);
    const document = reading.versions[0]?.document ?? sheet.document;
    const typed = (name: string) => (typeof state.values[name] === 'string' ? state.values[name] : null);
    const place = typed('place') ?? x.query['place'] ?? null;
    const asked: DraftAsked = {
      show: x.query['show'] === 'waiting' ? 'waiting' : 'all',
      place: place && hasPlace(document, template, place) ? place : null,
      quote: (typed('quote') ?? x.query['quote'] ?? '').slice(0, QUOTE_IN_ADDRESS_MAX).trim() || null,
    };
    return draftPage(
      x,
      { process, sheet, document, template, reading, today: this.today(), timeZone: this.config.TIME_ZONE },
      asked,
      state,
    );
  }

  private async subject(x: Exchange): Promise<{ process: ProcessRow; sheet: SheetRow }> {
    const { processId, number } = x.facts<SheetFacts>();
    const [process, sheet] = await this.reader.together(() =>
      Promise.all([
        this.processes.byId(processId) as Promise<ProcessRow>,
        this.sheets.byNumber(processId, number) as Promise<SheetRow>,
      ]),
    );
    return { process, sheet };
  }

  private today(): string {
    return calendarDay(this.clock.now(), this.config.TIME_ZONE);
  }
}
