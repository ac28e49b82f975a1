import { z } from 'zod';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { emailAddress, line } from '../../kernel/text.js';
import { isEnd, isTombstone, type ProposalState } from './proposal-state.js';
import { NAME_MAX } from './proposals.commands.js';

/** Of one proposal: who has accepted and who was asked and has not answered, together. */
export const CO_AUTHORS_MOST = 10;
/** Of one proposal in 24 hours, also those that were taken back. */
export const CO_AUTHORS_ASKED_A_DAY = 15;
/** An invitation that nobody answers ends after so many days; so long what is over is remembered. */
export const CO_AUTHOR_KEPT_DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

/** `withdrawn`: by the author. `declined` and `left`: by the person who was asked. */
export const CO_AUTHOR_ENDINGS = ['withdrawn', 'declined', 'left'] as const;
export type CoAuthorEnding = (typeof CO_AUTHOR_ENDINGS)[number];
export type CoAuthorState = 'invited' | 'accepted' | CoAuthorEnding;

export const InviteCoAuthor = z.object({ email: emailAddress });
export type InviteCoAuthor = z.output<typeof InviteCoAuthor>;
/** Whoever accepts says by which name they sign. */
export const AcceptCoAuthorship = z.object({ name: line(NAME_MAX) });
export type AcceptCoAuthorship = z.output<typeof AcceptCoAuthorship>;
export const EndCoAuthorship = z.object({});

/** What whoever was invited does by the private link: the link is their proof. */
export const CO_AUTHOR_ACTIONS = ['co-author.view', 'co-author.accept', 'co-author.end'] as const;
export type CoAuthorAction = (typeof CO_AUTHOR_ACTIONS)[number];
export const coAuthorPath = (coAuthor: string, proof: string, ...rest: string[]): string =>
  ['/proposals/co-authors', coAuthor, proof, ...rest].join('/');

/** Somebody who was invited before. */
export interface Asked {
  readonly email: string;
  readonly state: CoAuthorState;
  readonly invitedAt: Date;
}

const isOpen = ({ state }: Pick<Asked, 'state'>): boolean => state === 'invited' || state === 'accepted';

/** Whether an author may invite this address to sign with them. A no is a no for as long as it is remembered. */
export function mayAskCoAuthor(
  email: string,
  proposal: { authorEmail: string | null; asked: readonly Asked[] },
  now: Date,
): Refusal | null {
  const { authorEmail, asked } = proposal;
  if (email === authorEmail) return refuse('co-author-yourself');
  const before = asked.filter((each) => each.email === email);
  if (before.some(isOpen)) return refuse('co-author-asked-already');
  if (before.some(({ state }) => state === 'declined' || state === 'left')) return refuse('co-author-said-no');
  if (asked.filter(isOpen).length >= CO_AUTHORS_MOST) return refuse('co-authors-full', { most: CO_AUTHORS_MOST });
  const today = asked.filter(({ invitedAt }) => now.getTime() - invitedAt.getTime() < DAY_MS);
  return today.length < CO_AUTHORS_ASKED_A_DAY ? null : refuse('co-authors-too-often', { most: CO_AUTHORS_ASKED_A_DAY });
}

/** Whether an invitation can still be accepted: once, in time, and while there is something to sign. */
export function mayAccept(
  { state, invitedAt }: Pick<Asked, 'state' | 'invitedAt'>,
  proposal: ProposalState,
  now: Date,
): Refusal | null {
  const isLate = now.getTime() - invitedAt.getTime() > CO_AUTHOR_KEPT_DAYS * DAY_MS;
  if (state !== 'invited' || isLate) return refuse('co-author-over');
  if (isTombstone(proposal)) return refuse('proposal-gone');
  return isEnd(proposal) ? refuse('proposal-already-answered') : null;
}
