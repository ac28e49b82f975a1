import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { Can } from '../platform/access/access.js';
import { Config } from '../platform/config/config.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import { calendarDay } from './calendar-day.js';
import { CommentRoundsService } from './comment-rounds.service.js';
import {
  EditSheet,
  isUnchanged,
  OpenCommentRound,
  placeAnchor,
  ReviseSheet,
  sheetChanges,
  sheetPath,
  type SheetFacts,
} from './domain/index.js';
import { SheetEditing } from './sheet-editing.js';
import { sheetEditorPage, type EditorStates } from './sheet-editor.page.js';
import type { LifeForm } from './sheet-life.js';
import { SheetChecks } from './sheet-checks.js';
import { SheetSources } from './sheet-sources.js';
import { SheetVersionsService } from './sheet-versions.service.js';
import { SheetsQueries, type SheetRow } from './sheets.queries.js';

/** A round is proposed to last as long as the standards recommend, and a little more. */
const PROPOSED_DAYS = 15;
const DAY_MS = 24 * 3600 * 1000;

/** Writing one sheet: its text, what it cites, its milestones, and its way from draft to final. */
@Controller('staff/processes/:process/sheets/:number')
export class SheetEditorController {
  constructor(
    private readonly sheets: SheetsQueries,
    private readonly editing: SheetEditing,
    private readonly versions: SheetVersionsService,
    private readonly rounds: CommentRoundsService,
    private readonly sources: SheetSources,
    private readonly checks: SheetChecks,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  @Get()
  @Can('sheet.view')
  show(@X() x: Exchange): Promise<Page> {
    return this.page(x);
  }

  @Post('text')
  @Can('sheet.edit')
  save(@X() x: Exchange): Promise<Reply> {
    const { processId, slug, number } = x.facts<SheetFacts>();
    return x.submit(EditSheet, {
      perform: async (form) => {
        const sheet = (await this.sheets.byNumber(processId, number)) as SheetRow;
        const place = await this.editing.perform(sheet, form, x.locale, x.actor);
        return seeOther(`${sheetPath(slug, number)}${place ? `#${placeAnchor(place)}` : ''}`, 'commitments.editor.saved');
      },
      again: (text) => this.page(x, { text }),
    });
  }

  @Post('comment-rounds')
  @Can('sheet.share')
  share(@X() x: Exchange): Promise<Reply> {
    return this.life(x, 'share', OpenCommentRound, ({ closesOn, reason }, { sheetId }) =>
      this.rounds.open(sheetId, closesOn, reason, x.actor),
    );
  }

  @Post('comment-rounds/closing')
  @Can('sheet.share')
  close(@X() x: Exchange): Promise<Reply> {
    return this.life(x, 'close', z.object({}), (_, { sheetId }) => this.rounds.close(sheetId, x.actor));
  }

  @Post('versions')
  @Can('sheet.share')
  revise(@X() x: Exchange): Promise<Reply> {
    return this.life(x, 'revise', ReviseSheet, ({ reason }, { sheetId }) => this.versions.revise(sheetId, reason, x.actor));
  }

  @Post('finalisation')
  @Can('sheet.share')
  finalise(@X() x: Exchange): Promise<Reply> {
    return this.life(x, 'finalise', ReviseSheet, ({ reason }, { sheetId }) => this.versions.finalise(sheetId, reason, x.actor));
  }

  @Post('reopening')
  @Can('sheet.share')
  reopen(@X() x: Exchange): Promise<Reply> {
    return this.life(x, 'reopen', z.object({}), (_, { sheetId }) => this.versions.reopen(sheetId, x.actor));
  }

  private life<S extends z.ZodType>(
    x: Exchange,
    which: LifeForm,
    schema: S,
    act: (command: z.output<S>, sheet: SheetFacts) => Promise<unknown>,
  ): Promise<Reply> {
    const facts = x.facts<SheetFacts>();
    return x.submit(schema, {
      perform: async (command) => {
        await act(command, facts);
        return seeOther(sheetPath(facts.slug, facts.number), `commitments.life.${which}-done`);
      },
      again: (state: FormState) => this.page(x, { life: { which, state } }),
    });
  }

  private async page(x: Exchange, states: EditorStates = {}): Promise<Page> {
    const { processId, number, slug } = x.facts<SheetFacts>();
    const sheet = (await this.sheets.byNumber(processId, number)) as SheetRow;
    const template = this.sheets.template(sheet.templateKey);
    const [newest] = await this.sheets.versions(sheet.id);
    const day = (at: Date) => calendarDay(at, this.config.TIME_ZONE);
    const now = this.clock.now();
    return sheetEditorPage(
      x,
      {
        slug,
        sheet,
        template,
        citable: await this.sources.of(sheet, slug, x.actor, x.locale),
        findings: await this.checks.findings(sheet),
        hasChanged: !newest || !isUnchanged(sheetChanges(newest.document, sheet.document, template)),
        today: day(now),
        proposedClose: day(new Date(now.getTime() + PROPOSED_DAYS * DAY_MS)),
      },
      states,
    );
  }
}
