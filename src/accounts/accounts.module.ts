import { Global, Module } from '@nestjs/common';
import { ActorSource } from '../platform/access/actor-source.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsRetention } from './accounts.retention.js';
import { AccountsQueries } from './accounts.queries.js';
import { AccountsService, SessionActors } from './accounts.service.js';
import { SamplePeople } from './sample-people.js';
import { SignInService } from './sign-in.service.js';

/** People who can sign in. Global because the web layer asks it who stands behind a session. */
@Global()
@Module({
  controllers: [AccountsController],
  providers: [
    AccountsQueries,
    AccountsRetention,
    AccountsService,
    SamplePeople,
    SignInService,
    { provide: ActorSource, useClass: SessionActors },
  ],
  exports: [AccountsQueries, AccountsService, SamplePeople, SignInService, ActorSource],
})
export class AccountsModule {}
