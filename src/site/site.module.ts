import { Global, Module } from '@nestjs/common';
import { Navigation } from '../platform/web/navigation.js';
import { ProcessModule } from '../process/index.js';
import { ProposalsModule } from '../proposals/index.js';
import { ResponsesModule } from '../responses/index.js';
import { HomeController } from './home.controller.js';
import { MailboxController } from './mailbox.controller.js';
import { SiteAccess } from './site.access.js';
import { SiteMap } from './site-navigation.js';
import { StaffController } from './staff.controller.js';

/** What joins the features into one site: navigation and the home page. */
@Global()
@Module({
  imports: [ProcessModule, ProposalsModule, ResponsesModule],
  controllers: [HomeController, MailboxController, StaffController],
  providers: [SiteAccess, { provide: Navigation, useClass: SiteMap }],
  exports: [Navigation],
})
export class SiteModule {}
