import { z } from 'zod';
import { cleanText, line, optional, prose } from '../../kernel/text.js';
import { day } from '../../process/domain/index.js';
import { refuseAnswer } from './plan-answers.js';
import type { PlanTemplate } from './plan-template.js';

/** The longest answer; the same as in the stored form (plan-answers.ts). */
const ANSWER_MAX = 30_000;

const typed = z.preprocess(
  (value) => value ?? '',
  z
    .string()
    .transform(cleanText)
    .pipe(z.string().max(ANSWER_MAX, { error: 'too-long' })),
);

/**
 * Answers as an editor's form sends them: each with the text that it replaces, so that nobody's words are overwritten unseen.
 * What a question itself refuses (`refuseAnswer`) is said at its field.
 */
export const saveAnswers = (template: PlanTemplate) =>
  z.object({ answers: z.record(z.string(), typed), before: z.record(z.string(), typed) }).check(({ value, issues }) => {
    for (const [key, text] of Object.entries(value.answers)) {
      const refusal = text === (value.before[key] ?? '') ? null : refuseAnswer(template, key, text);
      if (!refusal) continue;
      const about = { input: text, path: ['answers', key], message: refusal.code };
      const max = refusal.params?.['max'];
      issues.push(
        typeof max === 'number' ? { code: 'too_big', origin: 'string', maximum: max, ...about } : { code: 'custom', ...about },
      );
    }
  });
export type SaveAnswers = z.output<ReturnType<typeof saveAnswers>>;

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
