import { Module } from '@nestjs/common';
import { ModerationModule } from '../moderation/index.js';
import { ParticipantsModule } from '../participants/index.js';
import { ProcessModule } from '../process/index.js';
import { ResponsesModule } from '../responses/index.js';
import { TraceModule } from '../trace/index.js';
import { AnswerTemplatesController } from './answer-templates.controller.js';
import { AreaWorkQueries } from './area-work.queries.js';
import { AreasController } from './areas.controller.js';
import { AuthorsDesk } from './authors-desk.js';
import { AuthorshipController } from './authorship.controller.js';
import { AttachmentFiles } from './attachment-files.js';
import { FilesDesk } from './files-desk.js';
import { AttachmentForm } from './attachment-form.js';
import { AttachmentsController } from './attachments.controller.js';
import { AttachmentsService } from './attachments.service.js';
import { BatchReviewsController } from './batch-reviews.controller.js';
import { BatchReviewsService } from './batch-reviews.service.js';
import { JointAnswersService } from './joint-answers.service.js';
import { RulingsController } from './rulings.controller.js';
import { AddressProof } from './address-proof.js';
import { AccountsModule } from '../accounts/index.js';
import { CommentsModule } from '../comments/index.js';
import { FollowingModule } from '../following/index.js';
import { CoAuthorProof } from './co-author-proof.js';
import { CoAuthorsController } from './co-authors.controller.js';
import { CoAuthorsQueries } from './co-authors.queries.js';
import { CoAuthorsService } from './co-authors.service.js';
import { CommentProof } from './comment-proof.js';
import { ContinuationProof } from './continuation-proof.js';
import { ContinuationsController } from './continuations.controller.js';
import { ContinuationsQueries } from './continuations.queries.js';
import { ContinuationsService } from './continuations.service.js';
import { AnswersController } from './answers.controller.js';
import { DecisionsService } from './decisions.service.js';
import { DraftsService } from './drafts.service.js';
import { ImportedAnswers } from './imported-answers.js';
import { ImportedProposals } from './imported-proposals.js';
import { HeadProposals } from './head-proposals.js';
import { EmbedController } from './embed.controller.js';
import { KeyingController } from './keying.controller.js';
import { OwnStatesController } from './own-states.controller.js';
import { OwnStatesService } from './own-states.service.js';
import { MapQueries } from './map.queries.js';
import { ObjectionsController } from './objections.controller.js';
import { ObjectionsService } from './objections.service.js';
import { ModeratedCoAuthors } from './moderated-co-authors.js';
import { ModeratedProposals } from './moderated-proposals.js';
import { OwnProposalsController } from './own-proposals.controller.js';
import { OwnProposalsQueries } from './own-proposals.queries.js';
import { ProposalAsides } from './proposal-asides.js';
import { ProposalAudience } from './proposal-audience.js';
import { ProposalCommentsController } from './proposal-comments.controller.js';
import { ProposalCommentsService } from './proposal-comments.service.js';
import { ProposalFollowingController } from './proposal-following.controller.js';
import { ProposalShowing } from './proposal-showing.js';
import { ProposalCensus } from './proposal-census.js';
import { ProposalLists } from './proposal-lists.js';
import { ProposalWorkQueries } from './proposal-work.queries.js';
import { ProposalsAccess } from './proposals.access.js';
import { ProposalsController } from './proposals.controller.js';
import { ProposalsQueries } from './proposals.queries.js';
import { ProposalsService } from './proposals.service.js';
import { ReachController } from './reach.controller.js';
import { ReceiptMail } from './receipt-mail.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsService } from './receipts.service.js';
import { ReviewNotesController } from './review-notes.controller.js';
import { ReviewWorkQueries } from './review-work.queries.js';
import { ReviewWorkService } from './review-work.service.js';
import { ReviewsController } from './reviews.controller.js';
import { ReportingController } from './reporting.controller.js';
import { SelectionController } from './selection.controller.js';
import { SimilarProposals } from './similar-proposals.js';
import { SubmissionController } from './submission.controller.js';
import { Supports } from './supports.js';
import { TeamActsService } from './team-acts.service.js';
import { TriageController } from './triage.controller.js';
import { TriageQueries } from './triage.queries.js';

/** What participants ask to be done, from sending it to its reasoned end. */
@Module({
  imports: [
    AccountsModule,
    CommentsModule,
    FollowingModule,
    ModerationModule,
    ParticipantsModule,
    ProcessModule,
    ResponsesModule,
    TraceModule,
  ],
  controllers: [
    AnswersController,
    AttachmentsController,
    ReachController,
    SubmissionController,
    ProposalsController,
    ReceiptsController,
    AuthorshipController,
    OwnProposalsController,
    CoAuthorsController,
    ContinuationsController,
    ProposalCommentsController,
    ProposalFollowingController,
    ObjectionsController,
    EmbedController,
    OwnStatesController,
    ReportingController,
    SelectionController,
    KeyingController,
    TriageController,
    AreasController,
    RulingsController,
    BatchReviewsController,
    AnswerTemplatesController,
    ReviewNotesController,
    ReviewsController,
  ],
  providers: [
    AddressProof,
    AuthorsDesk,
    CoAuthorProof,
    CoAuthorsQueries,
    CoAuthorsService,
    AttachmentFiles,
    AttachmentForm,
    AttachmentsService,
    FilesDesk,
    CommentProof,
    ContinuationProof,
    ContinuationsQueries,
    ContinuationsService,
    DecisionsService,
    DraftsService,
    HeadProposals,
    ImportedAnswers,
    ImportedProposals,
    MapQueries,
    ObjectionsService,
    ModeratedCoAuthors,
    ModeratedProposals,
    OwnStatesService,
    OwnProposalsQueries,
    ProposalAsides,
    ProposalAudience,
    ProposalCommentsService,
    ProposalShowing,
    ProposalCensus,
    ProposalLists,
    ProposalsAccess,
    ProposalsQueries,
    ProposalWorkQueries,
    ProposalsService,
    ReceiptMail,
    ReceiptsService,
    AreaWorkQueries,
    BatchReviewsService,
    JointAnswersService,
    ReviewWorkQueries,
    ReviewWorkService,
    SimilarProposals,
    Supports,
    TeamActsService,
    TriageQueries,
  ],
  exports: [
    CoAuthorProof,
    CoAuthorsQueries,
    CoAuthorsService,
    ImportedAnswers,
    ImportedProposals,
    AttachmentsService,
    CommentProof,
    ContinuationProof,
    ContinuationsQueries,
    ContinuationsService,
    DecisionsService,
    JointAnswersService,
    OwnStatesService,
    ProposalAsides,
    ProposalAudience,
    ProposalCommentsService,
    ProposalCensus,
    ProposalLists,
    ProposalsQueries,
    ProposalWorkQueries,
    ProposalsService,
    ReceiptsService,
    ReviewWorkQueries,
  ],
})
export class ProposalsModule {}
