import { Module } from '@nestjs/common';
import { ProposalsModule } from '../proposals/index.js';
import { ProposalsMails } from './proposals.mails.js';
import { RoundtablesMails } from './roundtables.mails.js';

/** Mails about what happened: each module's happenings have their listeners in one file here. */
@Module({ imports: [ProposalsModule], providers: [ProposalsMails, RoundtablesMails] })
export class NotificationsModule {}
