import { Global, Module } from '@nestjs/common';
import { RoleSource } from '../platform/access/access.js';
import { ProcessModule } from '../process/index.js';
import { InvitationsController } from './invitations.controller.js';
import { ParticipantsAccess } from './participants.access.js';
import { ParticipantsQueries } from './participants.queries.js';
import { ParticipantsService } from './participants.service.js';
import { PersonalLinks } from './personal-links.js';
import { PeopleController } from './people.controller.js';

/** Who takes part in a process, and as what. Global because every permission asks it for roles. */
@Global()
@Module({
  imports: [ProcessModule],
  controllers: [InvitationsController, PeopleController],
  providers: [
    ParticipantsAccess,
    ParticipantsQueries,
    ParticipantsService,
    PersonalLinks,
    { provide: RoleSource, useExisting: ParticipantsQueries },
  ],
  exports: [ParticipantsQueries, ParticipantsService, PersonalLinks, RoleSource],
})
export class ParticipantsModule {}
