import { Controller, Get, Post } from '@nestjs/common';
import { CommentsQueries } from '../comments/index.js';
import { notFound } from '../kernel/refusal.js';
import { Can } from '../platform/access/access.js';
import { publicNumber } from '../platform/database/sequence.js';
import { X, type Exchange } from '../platform/web/exchange.js';
import { seeOther, type Page, type Reply } from '../platform/web/reply.js';
import type { FormState } from '../platform/web/forms.js';
import { commentAnswersPage } from './comment-answers.page.js';
import { CommentRoundsService } from './comment-rounds.service.js';
import { AnswerComment, sheetPath, type SheetFacts } from './domain/index.js';
import { DraftReadings } from './draft-reading.js';
import { SheetsQueries, type SheetRow } from './sheets.queries.js';

/** Answering the comments on one sheet. */
@Controller('staff/processes/:process/sheets/:number/comments')
export class CommentAnswersController {
  constructor(
    private readonly sheets: SheetsQueries,
    private readonly readings: DraftReadings,
    private readonly rounds: CommentRoundsService,
    private readonly comments: CommentsQueries,
  ) {}

  @Get()
  @Can('sheet.view')
  index(@X() x: Exchange): Promise<Page> {
    return this.page(x, null);
  }

  @Post(':comment/response')
  @Can('sheet.respond')
  async respond(@X() x: Exchange): Promise<Reply> {
    const { processId, sheetId, slug, number } = x.facts<SheetFacts>();
    const asked = Number(x.params['comment']);
    const comment = Number.isSafeInteger(asked) ? await this.comments.byNumber(processId, asked) : null;
    if (!comment) throw notFound();
    return x.submit(AnswerComment, {
      perform: async (answer) => {
        await this.rounds.respond(sheetId, comment.id, answer, x.actor);
        return seeOther(sheetPath(slug, number, 'comments'), 'commitments.answers.given', {
          number: publicNumber('C', comment.number),
        });
      },
      again: (state) => this.page(x, { number: comment.number, state }),
    });
  }

  private async page(x: Exchange, failed: { number: number; state: FormState } | null): Promise<Page> {
    const { processId, number, slug } = x.facts<SheetFacts>();
    const sheet = (await this.sheets.byNumber(processId, number)) as SheetRow;
    const reading = await this.readings.of(sheet, x.locale);
    const show = x.query['show'] === 'all' ? 'all' : 'waiting';
    return commentAnswersPage(x, { slug, sheet, template: this.sheets.template(sheet.templateKey), reading, show }, failed);
  }
}
