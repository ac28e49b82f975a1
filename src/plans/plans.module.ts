import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/index.js';
import { CommitmentsModule } from '../commitments/index.js';
import { ProcessModule } from '../process/index.js';
import { ProposalsModule } from '../proposals/index.js';
import { ResponsesModule } from '../responses/index.js';
import { RoundtablesModule } from '../roundtables/index.js';
import { TraceModule } from '../trace/index.js';
import { Dossiers } from './dossiers.js';
import { PlansAccess } from './plans.access.js';
import { PlansController } from './plans.controller.js';
import { PlansQueries } from './plans.queries.js';
import { PlansService } from './plans.service.js';
import { PublicationContexts } from './publication-contexts.js';
import { StaffPlansController } from './staff-plans.controller.js';

/** The action plan: its plan-level answers, the gate before publication, and the published commitments with their trace. */
@Module({
  imports: [CommentsModule, CommitmentsModule, ProcessModule, ProposalsModule, ResponsesModule, RoundtablesModule, TraceModule],
  controllers: [PlansController, StaffPlansController],
  providers: [Dossiers, PlansAccess, PlansQueries, PlansService, PublicationContexts],
  exports: [Dossiers, PlansQueries, PlansService],
})
export class PlansModule {}
