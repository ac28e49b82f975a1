import { z } from 'zod';
import { line, optional, prose } from '../../kernel/text.js';
import { REVIEW_TEXT_MAX, VERDICTS } from './feasibility.js';

export const TEMPLATE_NAME_MAX = 80;
/** Answers that an area keeps ready at most. */
export const TEMPLATES_MAX = 60;
export const REVIEW_NOTE_MAX = 2000;

/** An answer that an area gives often, to begin a review with. */
export const KeepTemplate = z.object({
  areaId: z.uuid({ error: 'choose' }),
  name: line(TEMPLATE_NAME_MAX),
  verdict: optional(z.enum(VERDICTS, { error: 'choose' })),
  reasons: prose(REVIEW_TEXT_MAX),
});
export type KeepTemplate = z.output<typeof KeepTemplate>;

const people = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.uuid()).max(50),
);

/** A private note between an area and the coordination, with the colleagues whom a mail tells of it. */
export const WriteReviewNote = z.object({
  areaId: z.uuid({ error: 'choose' }),
  body: prose(REVIEW_NOTE_MAX),
  mentions: people,
});
export type WriteReviewNote = z.output<typeof WriteReviewNote>;
