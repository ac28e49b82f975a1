import { Module } from '@nestjs/common';
import { FollowersQueries } from './followers.queries.js';
import { FollowProof } from './follow-proof.js';
import { FollowingAccess } from './following.access.js';
import { FollowingController } from './following.controller.js';
import { FollowingService } from './following.service.js';

/** Being told what happens to a subject, of whatever kind. */
@Module({
  controllers: [FollowingController],
  providers: [FollowersQueries, FollowProof, FollowingAccess, FollowingService],
  exports: [FollowersQueries, FollowProof, FollowingService],
})
export class FollowingModule {}
