import { z } from 'zod';
import { COMMENT_MAX, STANCES } from '../../comments/domain/index.js';
import { emailAddress, line, optional, prose } from '../../kernel/text.js';
import { NAME_MAX } from './proposals.commands.js';

const said = {
  body: prose(COMMENT_MAX),
  /** The number of the comment that it replies to. */
  replyTo: optional(z.coerce.number().int().positive()),
  stance: optional(z.enum(STANCES, { error: 'choose' })),
};

/** A comment on a proposal; who writes is asked only of people without an account. */
export const CommentProposal = z.object(said);
export type CommentProposal = z.output<typeof CommentProposal>;
export const CommentByMail = z.object({ ...said, name: line(NAME_MAX), email: emailAddress });
export type CommentByMail = z.output<typeof CommentByMail>;

export const ConfirmComment = z.object({});

export const THREADS_SHOWN = 20;
export const commentAnchor = (number: number): string => `comment-${number}`;
/** The private link by which whoever wrote a comment confirms their address. */
export const commentPath = (comment: string, proof: string, ...rest: string[]): string =>
  ['/proposals/comments', comment, proof, ...rest].join('/');
