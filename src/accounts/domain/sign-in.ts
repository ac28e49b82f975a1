import { z } from 'zod';
import { emailAddress, line, optional } from '../../kernel/text.js';

/** A code lives ten minutes (OWASP ASVS 5.0, 6.5.5) and dies after five wrong tries. */
export const CODE_LIFE_MS = 10 * 60 * 1000;
export const CODE_TRIES = 5;
/** Per address and per quarter of an hour, known or unknown alike, so that the throttle tells nothing (ASVS 6.3.8). */
export const CODES_PER_WINDOW = 5;
export const CODE_WINDOW_MS = 15 * 60 * 1000;
/** A sign-in lasts 30 days, or until sign-out. */
export const SESSION_LIFE_MS = 30 * 24 * 3600 * 1000;

/** Codes and sessions that are over are kept a day more, for the throttle and for questions. */
export const OVER_KEPT_DAYS = 1;

export const RequestCode = z.object({ email: emailAddress, next: optional(z.string().max(500)) });
export type RequestCode = z.output<typeof RequestCode>;

export const ProveCode = z.object({
  code: z
    .string({ error: 'required' })
    .transform((text) => text.replace(/\D/g, ''))
    .pipe(z.string().length(6, { error: 'code-shape' })),
});
export type ProveCode = z.output<typeof ProveCode>;

/** The link in the mail: opening it shows a button, pressing the button sends this. */
export const ProveLink = z.object({
  token: z.string({ error: 'required' }).regex(/^[A-Za-z0-9_-]{32,64}$/, { error: 'code-wrong' }),
});
export type ProveLink = z.output<typeof ProveLink>;

export const NameAccount = z.object({ name: line(120) });
export type NameAccount = z.output<typeof NameAccount>;

/** Only paths of ours: a link to another site would make the sign-in page a springboard. */
export function safeNext(next: string | null | undefined): string {
  return next && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/';
}
