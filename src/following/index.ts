export { Follow } from './follow.entity.js';
export { FollowersQueries, type Follower } from './followers.queries.js';
export { FollowProof } from './follow-proof.js';
export { FollowingModule } from './following.module.js';
export { FollowingService } from './following.service.js';
export { rhythmField } from './rhythm.form.js';
export { Rhythms } from './rhythms.js';
