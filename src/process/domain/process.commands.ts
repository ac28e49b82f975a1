import { z } from 'zod';
import { LOCALES, type LocalizedText } from '../../kernel/localized.js';
import { emailAddress, line, optional, prose } from '../../kernel/text.js';
import { planMistakes, STAGE_KINDS } from './stage.js';

export const NAME_MAX = 160;
export const SUMMARY_MAX = 2000;

/** Text in one or more of the interface's languages; at least one is given. Code of its error: `required`. */
export const localizedLine = (max: number) => localizedOf(line(max));
export const localizedProse = (max: number) => localizedOf(prose(max));

function localizedOf(text: ReturnType<typeof line>) {
  return z
    .object(
      Object.fromEntries(LOCALES.map((locale) => [locale, optional(text)])) as Record<
        (typeof LOCALES)[number],
        ReturnType<typeof optional<typeof text>>
      >,
    )
    .transform(
      (texts): LocalizedText => Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== null)) as LocalizedText,
    )
    .refine((texts) => Object.keys(texts).length > 0, { error: 'required' });
}

/** A day of the calendar, as an `<input type=date>` sends it. Code of its error: `not-a-date`. */
export const day = z.string({ error: 'required' }).min(1, { error: 'required' }).refine(isDayOfCalendar, { error: 'not-a-date' });

/** A day that is not there, such as 31 February, would be read as one of the next month. */
function isDayOfCalendar(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const StageInput = z.object({ kind: z.enum(STAGE_KINDS), name: localizedLine(NAME_MAX), startsOn: day, endsOn: day });
export const ThemeInput = z.object({ name: localizedLine(NAME_MAX), description: optional(prose(600)) });
export const AreaInput = z.object({ name: localizedLine(NAME_MAX), email: optional(emailAddress) });

const filled = (value: unknown) => (Array.isArray(value) ? value.filter((each: unknown) => !isEmpty(each)) : value);

/** Whether a repeated row of a form was left empty; such rows do not count. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  return typeof value === 'string' && value.trim() === '';
}

export const CreateProcess = z
  .object({
    template: z.enum(['ogp-three-stages'], { error: 'choose' }),
    slug: z
      .string({ error: 'required' })
      .min(1, { error: 'required' })
      .max(60, { error: 'too-long' })
      .regex(SLUG, { error: 'slug-shape' }),
    name: localizedLine(NAME_MAX),
    summary: localizedProse(SUMMARY_MAX),
    stages: z.array(StageInput).min(1, { error: 'required' }).max(12),
    themes: z.preprocess(filled, z.array(ThemeInput).min(1, { error: 'required' }).max(24)),
    areas: z.preprocess(filled, z.array(AreaInput).min(1, { error: 'required' }).max(200)),
  })
  .check((context) => {
    for (const mistake of planMistakes(context.value.stages)) {
      context.issues.push({
        code: 'custom',
        message: mistake.code,
        input: context.value,
        path: ['stages', mistake.index, mistake.code === 'out-of-order' ? 'startsOn' : 'endsOn'],
      });
    }
  });
export type CreateProcess = z.output<typeof CreateProcess>;

export const OpenStage = z.object({ stageId: z.uuid() });
export const CloseStage = z.object({ stageId: z.uuid() });
/** Whether the number of endorsements is hidden until the call closes. */
export const ShowEndorsements = z.object({ hidden: z.enum(['yes', 'no'], { error: 'choose' }) });
export const PublishProcess = z.object({});
