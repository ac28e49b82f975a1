import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { CommentsModule } from '../comments/index.js';
import { CommitmentsModule } from '../commitments/index.js';
import { FollowingModule } from '../following/index.js';
import { ModerationModule } from '../moderation/index.js';
import { ProcessModule } from '../process/index.js';
import { ProposalsModule } from '../proposals/index.js';
import { TraceModule } from '../trace/index.js';
import { CommitmentsMails } from './commitments.mails.js';
import { DisagreementsMails } from './disagreements.mails.js';
import { ContinuationsMails } from './continuations.mails.js';
import { ModerationMails } from './moderation.mails.js';
import { NotesMails } from './notes.mails.js';
import { Telling } from './telling.js';
import { ChangesMails } from './changes.mails.js';
import { ProposalChanges } from './proposal-changes.js';
import { ReviewsMails } from './reviews.mails.js';
import { RoundtablesMails } from './roundtables.mails.js';

/** Mails about what happened: each module's happenings have their listeners in one file here. */
@Module({
  imports: [
    AccountsModule,
    ProcessModule,
    CommentsModule,
    FollowingModule,
    ModerationModule,
    TraceModule,
    ProposalsModule,
    CommitmentsModule,
  ],
  providers: [
    ContinuationsMails,
    ProposalChanges,
    Telling,
    ChangesMails,
    NotesMails,
    DisagreementsMails,
    ReviewsMails,
    RoundtablesMails,
    CommitmentsMails,
    ModerationMails,
  ],
})
export class NotificationsModule {}
