import { holds, reviewsFor, type Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { mayProcess, seesProcess, type ProcessFacts } from '../../process/domain/index.js';
import { isEnd, isPublicState, isTombstone, type ProposalState } from './proposal-state.js';

/** What the rules need to know of one proposal. */
export interface ProposalFacts extends ProcessFacts {
  readonly proposalId: string;
  readonly number: number;
  readonly state: ProposalState;
  readonly accountId: string | null;
  /** Whether its author confirmed the address they gave. */
  readonly isConfirmed: boolean;
  /** Accounts of everybody who signs it or one that goes on in it, co-authors too. */
  readonly authorIds: readonly string[];
  /** Areas it was sent to for review. */
  readonly areaIds: readonly string[];
}

export type ProposalsAction =
  'proposal.list' | 'proposal.submit' | 'proposal.triage' | 'proposal.select' | 'proposal.report' | 'review.list';
/** Everything that somebody may do with one proposal. */
export const PROPOSAL_ACTIONS = [
  'proposal.view',
  'proposal.endorse',
  'proposal.comment',
  'proposal.follow',
  'proposal.unfollow',
  'proposal.screen',
  'proposal.review',
  'proposal.note',
] as const;
export type ProposalAction = (typeof PROPOSAL_ACTIONS)[number];
/** What the holder of the private link about a comment may do: the link is their proof. */
export type CommentAction = 'comment.view' | 'comment.confirm';
/** What authors do with their own proposal, however they prove that it is theirs; `invite` and `dismiss` are about co-authors. */
export const AUTHOR_ACTS = ['view', 'revise', 'withdraw', 'invite', 'dismiss'] as const;
export type AuthorAct = (typeof AUTHOR_ACTS)[number];
/** What the holder of the private link of a receipt may do: the link is their proof. */
export type ReceiptAction = `receipt.${AuthorAct}` | 'receipt.confirm';
/** The same for the account that sent it. */
export type AuthorshipAction = `authorship.${AuthorAct}`;

/** What the holder of the private link about a continuation may do: the link is their proof. */
export type ObjectionAction = 'objection.view' | 'objection.raise';

/** Who may do what with the proposals of a process as a whole. */
export function mayProposals(who: Standing, action: ProposalsAction, process: ProcessFacts): Refusal | null {
  if (!seesProcess(who, process)) return refuse('not-found');
  switch (action) {
    case 'proposal.list':
      return null;
    case 'proposal.submit':
      return process.features.has('propose') ? null : refuse('call-not-open');
    case 'proposal.triage':
      return mayProcess(who, 'process.run', process);
    case 'proposal.select':
      return who.actor.isAdministrator || holds(who, 'coordinator', 'moderator') ? null : refuse('only-moderators');
    case 'proposal.report':
      return who.actor.kind === 'account' ? null : refuse('sign-in-first');
    case 'review.list':
      return holds(who, 'reviewer') ? null : refuse('only-reviewers');
  }
}

/** Who may do what with one proposal. */
export function mayProposal(who: Standing, action: ProposalAction, proposal: ProposalFacts): Refusal | null {
  if (!seesProposal(who, proposal)) return refuse('not-found');
  switch (action) {
    case 'proposal.view':
      return null;
    case 'proposal.endorse':
      return mayEndorse(who, proposal);
    case 'proposal.comment':
      return mayComment(proposal);
    case 'proposal.follow':
      return isPublicState(proposal.state) ? null : refuse('proposal-gone');
    case 'proposal.unfollow':
      return who.actor.kind === 'account' ? null : refuse('sign-in-first');
    case 'proposal.screen':
      return mayProcess(who, 'process.run', proposal);
    case 'proposal.review':
      return mayReview(who, proposal);
    case 'proposal.note':
      return mayNote(who, proposal);
  }
}

/**
 * Who may read a file of a proposal that they may view. What answers a private question is the team's; of a proposal that was hidden only those
 * who moderate see any, and what its author took back nobody.
 */
export function mayReadFile(
  who: Standing,
  proposal: ProposalFacts,
  file: { readonly isPublic: boolean; readonly mayModerate: boolean },
): Refusal | null {
  if (proposal.state === 'withdrawn') return refuse('not-found');
  if (proposal.state === 'hidden' && !file.mayModerate) return refuse('not-found');
  return file.isPublic || mayProposals(who, 'proposal.triage', proposal) === null ? null : refuse('not-found');
}

/** An author always reads what is theirs; changes end when the call does, taking it back when it has its answer. */
export function mayAsAuthor(act: AuthorAct, proposal: ProposalFacts): Refusal | null {
  if (act === 'view') return null;
  if (isTombstone(proposal.state)) return refuse('proposal-gone');
  if (act === 'dismiss') return null;
  if (act === 'invite') return mayInvite(proposal);
  if (act === 'withdraw') return isEnd(proposal.state) ? refuse('proposal-already-answered') : null;
  if (!proposal.features.has('propose')) return refuse('call-not-open');
  return proposal.state === 'published' || proposal.state === 'held' ? null : refuse('proposal-under-review');
}

/** What goes to other people's mailboxes is in sight already, and from somebody whose own mailbox is known. */
function mayInvite(proposal: ProposalFacts): Refusal | null {
  if (isEnd(proposal.state)) return refuse('proposal-already-answered');
  if (!isPublicState(proposal.state)) return refuse('co-authors-once-public');
  return proposal.isConfirmed || proposal.accountId !== null ? null : refuse('confirm-address-first');
}

/** What the account that sent it may do without the link. */
export function mayAuthorship(who: Standing, act: AuthorAct, proposal: ProposalFacts): Refusal | null {
  if (!seesProposal(who, proposal)) return refuse('not-found');
  if (who.actor.kind !== 'account') return refuse('sign-in-first');
  return isSender(who, proposal) ? mayAsAuthor(act, proposal) : refuse('not-yours');
}

const isSender = (who: Standing, proposal: ProposalFacts): boolean =>
  proposal.accountId !== null && proposal.accountId === who.actor.id;

/** What stands on other sites, or in a message: whoever asks, only what everybody may read. */
export type SharedAction = 'shared.call' | 'shared.proposal';
export const mayBeShared = (shared: ProcessFacts & Partial<Pick<ProposalFacts, 'state'>>): Refusal | null =>
  shared.isPublic && (shared.state === undefined || isPublicState(shared.state)) ? null : refuse('not-found');

function seesProposal(who: Standing, proposal: ProposalFacts): boolean {
  if (!seesProcess(who, proposal)) return false;
  if (isPublicState(proposal.state) || isTombstone(proposal.state)) return true;
  return isSender(who, proposal) || who.actor.isAdministrator || holds(who, 'coordinator', 'moderator', 'facilitator', 'monitor');
}

/** People talk about it from the call until the roundtables begin to decide, or it has its answer. */
function mayComment(proposal: ProposalFacts): Refusal | null {
  if (!proposal.features.has('propose') && !proposal.features.has('review')) return refuse('commenting-closed');
  return isPublicState(proposal.state) && !isEnd(proposal.state) ? null : refuse('commenting-closed');
}

/** Names are collected from the call until the roundtables begin to decide. */
function mayEndorse(who: Standing, proposal: ProposalFacts): Refusal | null {
  if (!proposal.features.has('propose') && !proposal.features.has('review')) return refuse('endorsing-closed');
  if (!isPublicState(proposal.state) || isEnd(proposal.state)) return refuse('endorsing-closed');
  if (who.actor.kind !== 'account') return refuse('sign-in-first');
  return who.actor.id !== null && proposal.authorIds.includes(who.actor.id) ? refuse('endorsing-own') : null;
}

/** The reviewers of the areas it was sent to, and nobody above them: a review is signed by who answers for it. */
function mayReview(who: Standing, proposal: ProposalFacts): Refusal | null {
  if (!holds(who, 'reviewer')) return refuse('only-reviewers');
  // Another area's work stays unknown to a reviewer.
  if (!proposal.areaIds.some((areaId) => reviewsFor(who, areaId))) return refuse('not-found');
  return proposal.features.has('review') ? null : refuse('reviews-closed');
}

/** The coordination, and the reviewers of the areas it was sent to: what they write to one another is nobody else's. */
function mayNote(who: Standing, proposal: ProposalFacts): Refusal | null {
  if (mayProcess(who, 'process.run', proposal) === null) return null;
  if (!holds(who, 'reviewer')) return refuse('only-reviewers');
  return proposal.areaIds.some((areaId) => reviewsFor(who, areaId)) ? null : refuse('not-found');
}

/** The areas whose notes about it somebody reads and writes. */
export const noteAreas = (who: Standing, proposal: ProposalFacts): string[] =>
  proposal.areaIds.filter((areaId) => mayProcess(who, 'process.run', proposal) === null || reviewsFor(who, areaId));
