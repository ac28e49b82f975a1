import { z } from 'zod';
import { entriesOf, PlanEndorsement, shownAnswer } from '../../plans/domain/index.js';
import type { PlanExport } from '../../plans/domain/index.js';
import { SheetJson, sheetJson } from './sheet-json.js';

export const PLAN_JSON_VERSION = '1.0';

/** A whole plan with its sheets, as data. */
export const PlanJson = z.strictObject({
  format: z.literal('mesa-abierta/action-plan'),
  format_version: z.literal(PLAN_JSON_VERSION),
  platform_id: z.string(),
  name: z.string(),
  platform: z.string(),
  url: z.url(),
  version: z.int(),
  published_on: z.iso.date().nullable(),
  language: z.string(),
  template: z.strictObject({ key: z.string(), version: z.int(), name: z.string() }),
  facts: z.array(z.strictObject({ key: z.string(), label: z.string(), text: z.string() })),
  sections: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      questions: z.array(
        z.strictObject({
          key: z.string(),
          number: z.int().nullable(),
          label: z.string(),
          text: z.string(),
          lang: z.string(),
          origin: z.enum(['written', 'computed', 'none']),
          computed: z.string().nullable().describe('The figure of the platform, where the text says something else'),
          entries: z.array(z.string()).optional(),
          integer: z.int().nullable().optional(),
        }),
      ),
    }),
  ),
  endorsements: z.array(PlanEndorsement),
  published_without_all_responses: z
    .strictObject({ text: z.string(), lang: z.string() })
    .nullable()
    .describe('The public reason, where a coordinator overrode the gate'),
  commitments: z.array(SheetJson),
  licence: z.literal('CC BY 4.0'),
});
export type PlanJson = z.infer<typeof PlanJson>;

export function planJson(plan: PlanExport): PlanJson {
  const { template, locale } = plan;
  return {
    format: 'mesa-abierta/action-plan',
    format_version: PLAN_JSON_VERSION,
    platform_id: plan.platformId,
    name: plan.name.text,
    platform: plan.platformName,
    url: plan.url,
    version: plan.version,
    published_on: plan.publishedOn,
    language: locale,
    template: { key: template.key, version: template.version, name: template.name[locale] },
    facts: template.facts.items.map(({ key, label }) => ({ key, label: label[locale], text: plan.facts[key] ?? '' })),
    sections: template.sections.map((section) => ({
      key: section.key,
      label: section.label[locale],
      questions: section.questions
        .filter((question) => question.kind !== 'endorsements')
        .map((question) => {
          const { text, lang, origin, computed } = shownAnswer(question, plan.answers, plan.figures);
          const isList = question.kind === 'institutions' || question.kind === 'list';
          return {
            key: question.key,
            number: question.number ?? null,
            label: question.label[locale],
            text,
            lang,
            origin,
            computed,
            ...(isList ? { entries: entriesOf({ text, lang }) } : {}),
            ...(question.kind === 'integer' ? { integer: text.trim() ? Number(text) : null } : {}),
          };
        }),
    })),
    endorsements: plan.answers.endorsements.map((endorsement) => ({ ...endorsement })),
    published_without_all_responses: plan.overrideReason && { ...plan.overrideReason },
    commitments: plan.sheets.map(sheetJson),
    licence: 'CC BY 4.0',
  };
}
