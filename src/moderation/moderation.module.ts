import { Module } from '@nestjs/common';
import { ParticipantsModule } from '../participants/index.js';
import { ProcessModule } from '../process/index.js';
import { AppealLink } from './appeal-link.js';
import { DecisionAnswers } from './decision-answers.js';
import { ModerationAccess } from './moderation.access.js';
import { ModerationQueries } from './moderation.queries.js';
import { ModerationService } from './moderation.service.js';
import { ModerationPolicy } from './policy.service.js';
import { PublicModerationController } from './public-moderation.controller.js';
import { QueueController } from './queue.controller.js';

/** Reports, hidings and appeals about any subject whose feature registered what moderating it means. */
@Module({
  imports: [ParticipantsModule, ProcessModule],
  controllers: [PublicModerationController, QueueController],
  providers: [AppealLink, DecisionAnswers, ModerationAccess, ModerationPolicy, ModerationQueries, ModerationService],
  exports: [AppealLink, DecisionAnswers, ModerationPolicy, ModerationQueries, ModerationService],
})
export class ModerationModule {}
