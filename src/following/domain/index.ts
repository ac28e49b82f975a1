import { z } from 'zod';
import { emailAddress } from '../../kernel/text.js';
import { ChooseRhythm } from './rhythm.js';

export * from './rhythm.js';

/** Following asks how often to tell; without an account also for the address to write to. */
export const FollowByMail = ChooseRhythm.extend({ email: emailAddress });
export type FollowByMail = z.output<typeof FollowByMail>;
/** Ending asks for nothing. */
export const EndFollowing = z.object({});

/** The private link of one follow: it confirms, and it ends. */
export const followPath = (follow: string, proof: string, ...rest: string[]): string =>
  ['/following', follow, proof, ...rest].join('/');

export type FollowAction = 'follow.view' | 'follow.confirm' | 'follow.end';
