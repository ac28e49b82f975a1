import { z } from 'zod';
import { line, optional, prose } from '../../kernel/text.js';

/** How a feasibility review ends. */
export const VERDICTS = ['feasible', 'feasible-with-changes', 'not-feasible', 'already-planned', 'outside-the-call'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Characters of each of a review's texts. */
export const REVIEW_TEXT_MAX = 3000;

/**
 * A feasibility review: a verdict is never given without reasons, nor changes asked for without saying which.
 * Codes: `required`, `too-long`, `choose`, `changes-needed`.
 */
export const ReviewProposal = z
  .object({
    verdict: z.enum(VERDICTS, { error: 'choose' }),
    reasons: prose(REVIEW_TEXT_MAX),
    /** The state of play: what exists today. */
    existing: optional(prose(REVIEW_TEXT_MAX)),
    budget: optional(prose(REVIEW_TEXT_MAX)),
    law: optional(prose(REVIEW_TEXT_MAX)),
    /** Who would carry it out. */
    responsible: optional(prose(REVIEW_TEXT_MAX)),
    changes: optional(prose(REVIEW_TEXT_MAX)),
    signedBy: line(120),
  })
  .refine((review) => review.verdict !== 'feasible-with-changes' || review.changes !== null, {
    error: 'changes-needed',
    path: ['changes'],
  });
export type ReviewProposal = z.output<typeof ReviewProposal>;
