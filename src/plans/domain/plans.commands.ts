import { z } from 'zod';
import { line, optional, prose } from '../../kernel/text.js';
import { day } from '../../process/domain/index.js';

/** The longest answer; the same as in the stored form (plan-answers.ts). */
const ANSWER_MAX = 30_000;

const typed = z.preprocess((value) => value ?? '', z.string().max(ANSWER_MAX, { error: 'too-long' }));

/**
 * Answers as an editor's form sends them: each with the text that it replaces, so that nobody's words are overwritten unseen.
 * The question's own limits are checked by `refuseAnswer`.
 */
export const SaveAnswers = z.object({ answers: z.record(z.string(), typed), before: z.record(z.string(), typed) });
export type SaveAnswers = z.output<typeof SaveAnswers>;

export const SetPlanFacts = z
  .object({ startsOn: optional(day), endsOn: optional(day), submittedOn: optional(day) })
  .refine((facts) => !facts.startsOn || !facts.endsOn || facts.startsOn <= facts.endsOn, {
    error: 'ends-before-start',
    path: ['endsOn'],
  });
export type SetPlanFacts = z.output<typeof SetPlanFacts>;

export const AddEndorsement = z.object({ name: line(200), role: line(200), organisation: line(300) });
export type AddEndorsement = z.output<typeof AddEndorsement>;

export const RemoveEndorsement = z.object({ index: z.coerce.number().int().min(0).max(99) });

/** Publishing; the reason only where something is missing. */
export const PublishPlan = z.object({ reason: optional(prose(4000)) });
export type PublishPlan = z.output<typeof PublishPlan>;
