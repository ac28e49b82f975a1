import type { SubjectKind } from '../../kernel/subject.js';

/** What was done with a proposal (product.md, "The life of a contribution"). */
export const PROPOSAL_DISPOSITIONS = [
  'in-a-commitment',
  'merged',
  'split',
  'carried-over',
  'not-taken-up',
  'already-planned',
  'outside-the-call',
] as const;
export type ProposalDisposition = (typeof PROPOSAL_DISPOSITIONS)[number];

/** The dispositions that the team chooses; the others follow from a merge or a split. */
export const CHOSEN_DISPOSITIONS = PROPOSAL_DISPOSITIONS.filter((each) => each !== 'merged' && each !== 'split');

/** What was done with a comment on a draft. */
export const COMMENT_DISPOSITIONS = ['accepted', 'partly-accepted', 'not-accepted', 'answered'] as const;
export type CommentDisposition = (typeof COMMENT_DISPOSITIONS)[number];

export type Disposition = ProposalDisposition | CommentDisposition;

/** The kinds of contribution that may not end without an answer. */
export const ANSWERED_KINDS = ['proposal', 'comment'] as const;
export type AnsweredKind = (typeof ANSWERED_KINDS)[number];

const BY_KIND: Record<AnsweredKind, readonly Disposition[]> = { proposal: PROPOSAL_DISPOSITIONS, comment: COMMENT_DISPOSITIONS };

export const isAnswered = (kind: SubjectKind): kind is AnsweredKind => ANSWERED_KINDS.includes(kind as AnsweredKind);

/** The ways a contribution of this kind may end; none for what nobody owes an answer. */
export const dispositionsOf = (kind: SubjectKind): readonly Disposition[] => (isAnswered(kind) ? BY_KIND[kind] : []);

/** The dispositions that a report counts as taken up, in whole or in part (OGP Participation and Co-creation Standard 4: what was included and why not). */
export const TAKEN_UP: ReadonlySet<Disposition> = new Set([
  'in-a-commitment',
  'merged',
  'split',
  'already-planned',
  'accepted',
  'partly-accepted',
]);
