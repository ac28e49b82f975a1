import { z } from 'zod';
import type { Refusal } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import { institutionsIn, isPlaceholder } from '../../commitments/domain/index.js';
import { questionOf, questionsOf, type ComputedAnswer, type PlanQuestion, type PlanTemplate } from './plan-template.js';

/** A stakeholder outside government who stands behind the plan; the letter is an attachment, by its id. */
export const PlanEndorsement = z.strictObject({
  name: z.string().trim().min(1).max(200),
  role: z.string().trim().max(200),
  organisation: z.string().trim().max(300),
  letter: z.string().nullable(),
});
export type PlanEndorsement = z.infer<typeof PlanEndorsement>;

/** What the team wrote. An integer is kept as its digits. */
export const PlanAnswer = z.strictObject({ text: z.string().max(30_000), lang: z.string().min(2).max(35) });
export type PlanAnswer = z.infer<typeof PlanAnswer>;

export const PlanAnswers = z.strictObject({
  templateKey: z.string(),
  answers: z.record(z.string(), PlanAnswer),
  endorsements: z.array(PlanEndorsement).max(100),
});
/** The plan-level answers at one moment: what a version of the plan stores and an export writes. */
export type PlanAnswers = z.infer<typeof PlanAnswers>;

export const emptyAnswers = (template: PlanTemplate): PlanAnswers => ({
  templateKey: template.key,
  answers: {},
  endorsements: [],
});

/** The platform's own figures, each as the text to show in one language. One that it cannot tell is left out. */
export type PlanFigures = Readonly<Partial<Record<ComputedAnswer, PlanAnswer>>>;

/** The answer to show: what was written, else the platform's own figure. Both are given where they differ, so that a reader sees it. */
export interface ShownAnswer {
  readonly question: PlanQuestion;
  readonly text: string;
  readonly lang: string;
  readonly origin: 'written' | 'computed' | 'none';
  /** The platform's figure where the team wrote something else; null otherwise. */
  readonly computed: string | null;
}

export function shownAnswer(question: PlanQuestion, { answers }: PlanAnswers, figures: PlanFigures): ShownAnswer {
  const written = answers[question.key];
  const figure = question.computed ? figures[question.computed] : undefined;
  if (written?.text.trim()) {
    const differs = figure !== undefined && figure.text.trim() !== written.text.trim();
    return { question, text: written.text, lang: written.lang, origin: 'written', computed: differs ? figure.text : null };
  }
  return {
    question,
    text: figure?.text ?? '',
    lang: figure?.lang ?? 'und',
    origin: figure ? 'computed' : 'none',
    computed: null,
  };
}

/** Why an answer cannot be kept, or null. */
export function refuseAnswer(template: PlanTemplate, key: string, text: string): Refusal | null {
  const question = questionOf(template, key);
  if (!question || question.kind === 'endorsements') return refuse('no-such-field');
  if (text.length > question.maxCharacters) return refuse('too-long', { max: question.maxCharacters });
  if (question.kind === 'integer' && text.trim() && !/^\d{1,6}$/.test(text.trim())) return refuse('not-a-number');
  return null;
}

/** The entries of an answer of kind `institutions` or `list`. */
export const entriesOf = (answer: PlanAnswer): string[] => institutionsIn(answer.text);

export interface PlanCompleteness {
  readonly required: number;
  readonly answered: number;
  /** Keys of the required questions that nobody answered and the platform cannot. */
  readonly missing: readonly string[];
}

/** How much of the plan's page is written. A placeholder counts as nothing; one endorsement answers for the endorsements. */
export function planCompleteness(template: PlanTemplate, answers: PlanAnswers, figures: PlanFigures): PlanCompleteness {
  const required = questionsOf(template).filter((question) => question.required);
  const missing = required.filter((question) =>
    question.kind === 'endorsements'
      ? answers.endorsements.length === 0
      : isPlaceholder(shownAnswer(question, answers, figures).text),
  );
  return {
    required: required.length,
    answered: required.length - missing.length,
    missing: missing.map((question) => question.key),
  };
}
