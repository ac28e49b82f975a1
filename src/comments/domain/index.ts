import { z } from 'zod';
import { emailAddress, line, optional, prose } from '../../kernel/text.js';
import { SECTORS } from '../../participants/domain/index.js';

export const COMMENT_MAX = 4000;
export const QUOTE_MAX = 2000;

/** Where a comment stands to what it is about. */
export const STANCES = ['for', 'neutral', 'against'] as const;
export type Stance = (typeof STANCES)[number];

/** A comment as a form sends it; who writes is asked only of people without an account. */
export const WriteComment = z.object({
  body: prose(COMMENT_MAX),
  quote: optional(prose(QUOTE_MAX)),
  suggestion: optional(prose(COMMENT_MAX)),
  name: line(120),
  email: optional(emailAddress),
  sector: optional(z.enum(SECTORS, { error: 'choose' })),
  organisation: optional(line(200)),
});
export type WriteComment = z.output<typeof WriteComment>;
