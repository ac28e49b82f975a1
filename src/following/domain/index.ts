import { z } from 'zod';
import { emailAddress } from '../../kernel/text.js';

/** Following with an account asks for nothing; without one, for the address to write to. */
export const FollowByMail = z.object({ email: emailAddress });
export type FollowByMail = z.output<typeof FollowByMail>;
export const FollowWithAccount = z.object({});

/** The private link of one follow: it confirms, and it ends. */
export const followPath = (follow: string, proof: string, ...rest: string[]): string =>
  ['/following', follow, proof, ...rest].join('/');

export type FollowAction = 'follow.view' | 'follow.confirm' | 'follow.end';
