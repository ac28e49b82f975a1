import { Global, Module } from '@nestjs/common';
import { RoleSource } from '../platform/access/access.js';
import { ProcessModule } from '../process/index.js';
import { ParticipantsQueries } from './participants.queries.js';
import { ParticipantsService } from './participants.service.js';

/** Who takes part in a process, and as what. Global because every permission asks it for roles. */
@Global()
@Module({
  imports: [ProcessModule],
  providers: [ParticipantsQueries, ParticipantsService, { provide: RoleSource, useExisting: ParticipantsQueries }],
  exports: [ParticipantsQueries, ParticipantsService, RoleSource],
})
export class ParticipantsModule {}
