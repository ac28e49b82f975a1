import type { ProposalDisposition } from '../responses/domain/index.js';
import type { Channel, CoAuthorEnding, ContinuationKind, TeamActKind, Verdict } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  /** What happens to proposals. */
  interface EventMap {
    /** `invitationId`: the organisation's invitation that it answers. `channel`: how it came, where the team keyed it in. */
    'proposals.proposal-submitted': {
      proposalId: string;
      number: number;
      isHeld: boolean;
      invitationId?: string;
      channel?: Channel;
    };
    'proposals.proposal-published': { proposalId: string };
    /** By a file from elsewhere; it was published there. `answerId`: the review or response that came with it. */
    'proposals.proposal-imported': { proposalId: string; number: number; importId: string; answerId: string | null };
    'proposals.import-undone': { proposalId: string; number: number; importId: string };
    'proposals.proposal-hidden': { proposalId: string };
    'proposals.proposal-revised': { proposalId: string; version: number };
    /** Images or documents were added, described or taken away after it was sent. */
    'proposals.files-changed': { proposalId: string };
    /** Its place on the map was said, moved or taken away after it was sent. */
    'proposals.proposal-placed': { proposalId: string };
    'proposals.proposal-withdrawn': { proposalId: string };
    'proposals.proposal-endorsed': { proposalId: string };
    'proposals.address-confirmed': { proposalId: string };
    'proposals.co-author-invited': { proposalId: string; coAuthorId: string };
    'proposals.co-author-joined': { proposalId: string; coAuthorId: string };
    'proposals.co-author-ended': { proposalId: string; coAuthorId: string; how: CoAuthorEnding };
    'proposals.proposal-assigned': { proposalId: string; areaId: string; dueOn: string };
    /** One act of the coordinator: these proposals were sent to the area together. */
    'proposals.reviews-requested': { areaId: string; dueOn: string; proposalIds: string[] };
    'proposals.review-published': { proposalId: string; reviewId: string; areaId: string; verdict: Verdict };
    'proposals.review-redirected': { proposalId: string; fromAreaId: string; areaId: string };
    'proposals.areas-disagreed': { proposalId: string };
    'proposals.verdict-ruled': { proposalId: string; rulingId: string; verdict: Verdict };
    /** Between an area and the coordination; `mentioned` are accounts. */
    'proposals.review-note-written': { noteId: string; proposalId: string; areaId: string; mentioned: string[] };
    'proposals.proposal-moved': { proposalId: string; fromThemeId: string; themeId: string };
    /** Something that the team had done to it was taken back. */
    'proposals.act-undone': { proposalId: string; kind: TeamActKind };
    'proposals.proposal-tabled': { proposalId: string };
    'proposals.proposals-continued': { continuationId: string; kind: ContinuationKind };
    'proposals.continuation-undone': { continuationId: string };
    'proposals.objection-raised': { objectionId: string; continuationId: string };
    'proposals.objection-answered': { objectionId: string; continuationId: string };
    'proposals.proposal-settled': { proposalId: string; responseId: string; disposition: ProposalDisposition };
  }
}
