import './happenings.js';

export { ContinuationProof } from './continuation-proof.js';
export { ContinuationsQueries, type OriginAuthor } from './continuations.queries.js';
export { ContinuationsService } from './continuations.service.js';
export { DecisionsService } from './decisions.service.js';
export { FeasibilityReview } from './feasibility-review.entity.js';
export { Proposal } from './proposal.entity.js';
export { ProposalCensus, sumOf } from './proposal-census.js';
export { ProposalLists } from './proposal-lists.js';
export { ProposalsModule } from './proposals.module.js';
export { ProposalsQueries } from './proposals.queries.js';
export type { OwedReviewRow, ProposalCard, ProposalDetail, ProposalRow } from './proposal-rows.js';
export { ProposalsService, type Sent } from './proposals.service.js';
export { ProposalWorkQueries, type ProposalAuthor } from './proposal-work.queries.js';
export type { InvitedAs } from './drafts.service.js';
export { proposalCard } from './proposal-list.page.js';
export { ReceiptsService } from './receipts.service.js';
export { stateBeads, stateTag } from './proposal-words.js';
