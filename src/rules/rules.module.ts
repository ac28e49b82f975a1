import { Module } from '@nestjs/common';
import { CommentsModule } from '../comments/index.js';
import { ModerationModule } from '../moderation/index.js';
import { ProcessModule } from '../process/index.js';
import { RuleComments } from './rule-comments.service.js';
import { RulesAccess } from './rules.access.js';
import { RulesController } from './rules.controller.js';

/** The rules of a process as everybody reads them: their versions, what changed, and what people say of them before they bind. */
@Module({
  imports: [CommentsModule, ModerationModule, ProcessModule],
  controllers: [RulesController],
  providers: [RuleComments, RulesAccess],
  exports: [RuleComments],
})
export class RulesModule {}
