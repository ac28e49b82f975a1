import { Module } from '@nestjs/common';
import { FollowersQueries } from './followers.queries.js';
import { FollowProof } from './follow-proof.js';
import { FollowingAccess } from './following.access.js';
import { FollowingController } from './following.controller.js';
import { RhythmController } from './rhythm.controller.js';
import { Rhythms } from './rhythms.js';
import { FollowingService } from './following.service.js';

/** Being told what happens to a subject, of whatever kind. */
@Module({
  controllers: [FollowingController, RhythmController],
  providers: [FollowersQueries, FollowProof, FollowingAccess, FollowingService, Rhythms],
  exports: [FollowersQueries, FollowProof, FollowingService, Rhythms],
})
export class FollowingModule {}
