import { Module } from '@nestjs/common';
import { ProcessModule } from '../process/index.js';
import { ProposalsModule } from '../proposals/index.js';
import { PrioritiesAccess } from './priorities.access.js';
import { PrioritiesController } from './priorities.controller.js';
import { PrioritiesQueries } from './priorities.queries.js';
import { PrioritiesService } from './priorities.service.js';
import { ScoresController } from './scores.controller.js';
import { ShortlistAside } from './shortlist-aside.js';
import { StaffPrioritiesController } from './staff-priorities.controller.js';

/** Which proposals a roundtable works on first: criteria, scores, and shortlists with their reasons. */
@Module({
  imports: [ProcessModule, ProposalsModule],
  controllers: [PrioritiesController, ScoresController, StaffPrioritiesController],
  providers: [PrioritiesAccess, PrioritiesQueries, PrioritiesService, ShortlistAside],
  exports: [PrioritiesQueries, PrioritiesService],
})
export class PrioritiesModule {}
