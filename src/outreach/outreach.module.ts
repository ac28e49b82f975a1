import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { ProcessModule } from '../process/index.js';
import { BatchesController } from './batches.controller.js';
import { BatchesService } from './batches.service.js';
import { ContactImportsController } from './contact-imports.controller.js';
import { ContactImportsService } from './contact-imports.service.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { InvitationsQueries } from './invitations.queries.js';
import { InvitationsService } from './invitations.service.js';
import { InvitedController } from './invited.controller.js';
import { Letters } from './letters.js';
import { OutreachAccess } from './outreach.access.js';
import { OutreachLogController } from './outreach-log.controller.js';
import { OutreachQueries } from './outreach.queries.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

/** Whom the call reaches: the contact base, organisations invited by name, and the public record of it. */
@Module({
  imports: [AccountsModule, ProcessModule],
  controllers: [
    BatchesController,
    ContactImportsController,
    ContactsController,
    InvitedController,
    OutreachLogController,
    UnsubscribeController,
  ],
  providers: [
    BatchesService,
    ContactImportsService,
    ContactsService,
    InvitationsQueries,
    InvitationsService,
    Letters,
    OutreachAccess,
    OutreachQueries,
  ],
  exports: [BatchesService, ContactImportsService, ContactsService, InvitationsQueries, InvitationsService, OutreachQueries],
})
export class OutreachModule {}
