import { z } from 'zod';
import { TemplateLabel } from '../../commitments/domain/index.js';

/** What the platform can say of itself: who took part by sector, distinct organisations, and public sittings held. */
export const COMPUTED_ANSWERS = ['participants-by-sector', 'groups', 'public-meetings'] as const;
export type ComputedAnswer = (typeof COMPUTED_ANSWERS)[number];

export const PlanQuestion = z.strictObject({
  key: z.string().regex(/^[a-z][a-z_]*$/),
  kind: z.enum(['text', 'integer', 'institutions', 'list', 'endorsements']),
  label: TemplateLabel,
  /** The form's number, 1 to 19; the foreword and the endorsements have none. */
  number: z.int().positive().optional(),
  computed: z.enum(COMPUTED_ANSWERS).optional(),
  required: z.boolean(),
  maxCharacters: z.int().positive(),
});
export type PlanQuestion = z.infer<typeof PlanQuestion>;

/** The facts at the head of a plan's page, taken from the plan itself and never typed as answers. */
export const PLAN_FACTS = ['plan', 'submission_year', 'end', 'lead_institution', 'duration', 'submitted_on'] as const;
export type PlanFactKey = (typeof PLAN_FACTS)[number];

export const PlanTemplate = z
  .strictObject({
    key: z.string(),
    version: z.int().positive(),
    name: TemplateLabel,
    origin: z.strictObject({ title: z.string(), url: z.url(), licence: z.string() }),
    facts: z.strictObject({
      label: TemplateLabel,
      items: z.array(z.strictObject({ key: z.enum(PLAN_FACTS), label: TemplateLabel })),
    }),
    sections: z
      .array(
        z.strictObject({
          key: z.string(),
          label: TemplateLabel,
          intro: TemplateLabel.optional(),
          questions: z.array(PlanQuestion).min(1),
        }),
      )
      .min(1),
  })
  .superRefine((template, context) => {
    const keys = template.sections.flatMap((section) => section.questions.map((question) => question.key));
    const twice = keys.find((key, at) => keys.indexOf(key) !== at);
    if (twice) context.addIssue({ code: 'custom', message: `two questions are called ${twice}`, path: ['sections'] });
  });
/** The plan-level questions of an action plan's page, read from a data file. */
export type PlanTemplate = z.infer<typeof PlanTemplate>;

/** Reads a template from parsed JSON; reading the file is the caller's. Throws ZodError, which names the wrong place. */
export const parsePlanTemplate = (json: unknown): PlanTemplate => PlanTemplate.parse(json);

export const questionsOf = (template: PlanTemplate): PlanQuestion[] => template.sections.flatMap((section) => section.questions);

export const questionOf = (template: PlanTemplate, key: string): PlanQuestion | undefined =>
  questionsOf(template).find((question) => question.key === key);
