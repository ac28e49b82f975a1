import { Module } from '@nestjs/common';
import { BoardsModule } from '../boards/index.js';
import { CommentsModule } from '../comments/index.js';
import { ModerationModule } from '../moderation/index.js';
import { ProcessModule } from '../process/index.js';
import { ProposalsModule } from '../proposals/index.js';
import { ResponsesModule } from '../responses/index.js';
import { RoundtablesModule } from '../roundtables/index.js';
import { TraceModule } from '../trace/index.js';
import { CitationsService } from './citations.service.js';
import { CommentRoundsService } from './comment-rounds.service.js';
import { CommentAnswersController } from './comment-answers.controller.js';
import { CommitmentsAccess } from './commitments.access.js';
import { DraftReadings } from './draft-reading.js';
import { DraftsController } from './drafts.controller.js';
import { SheetChecks } from './sheet-checks.js';
import { SheetEditing } from './sheet-editing.js';
import { SheetEditorController } from './sheet-editor.controller.js';
import { SheetSources } from './sheet-sources.js';
import { SheetSubjects } from './sheet-subjects.js';
import { SheetVersionsService } from './sheet-versions.service.js';
import { SheetsController } from './sheets.controller.js';
import { SheetsQueries } from './sheets.queries.js';
import { SheetsService } from './sheets.service.js';

const SERVICES = [SheetsService, SheetVersionsService, CommentRoundsService, CitationsService, SheetsQueries, SheetChecks];

/** Commitment sheets: written from the tables' boards, commented on by everybody, answered, revised, final. */
@Module({
  imports: [
    ProcessModule,
    CommentsModule,
    ModerationModule,
    ResponsesModule,
    TraceModule,
    ProposalsModule,
    BoardsModule,
    RoundtablesModule,
  ],
  controllers: [DraftsController, SheetsController, SheetEditorController, CommentAnswersController],
  providers: [...SERVICES, DraftReadings, SheetEditing, SheetSources, SheetSubjects, CommitmentsAccess],
  exports: SERVICES,
})
export class CommitmentsModule {}
