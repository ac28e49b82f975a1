import { z } from 'zod';
import { LOCALES, type LocalizedText } from '../../kernel/localized.js';
import { SUBJECT_KINDS, type Subject } from '../../kernel/subject.js';
import { optional, prose } from '../../kernel/text.js';
import { ACTS, MODERATION_RULES, PREMODERATION } from './rules.js';

export const WORDS_MAX = 1000;
export const REASON_MAX = 1000;
export const POLICY_MAX = 6000;

const rule = z.enum(MODERATION_RULES, { error: 'choose' });

export const ReportSubject = z.object({ rule, words: optional(prose(WORDS_MAX)) });
export type ReportSubject = z.output<typeof ReportSubject>;

/** A subject as a form names it, with the state of its case that its reader saw: `proposal/<id>@3`. */
const seen = z.string().transform((text, context): SeenSubject => {
  const found = /^([a-z-]+)\/([^@]{1,120})@(\d{1,9})$/.exec(text);
  const kind = SUBJECT_KINDS.find((each) => each === found?.[1]);
  if (found && kind) return { kind, id: found[2] ?? '', version: Number(found[3]) };
  context.issues.push({ code: 'custom', message: 'choose-subjects', input: text });
  return z.NEVER;
});
export interface SeenSubject extends Subject {
  readonly version: number;
}
export const seenValue = (subject: SeenSubject): string => `${subject.kind}/${subject.id}@${subject.version}`;

const several = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(seen).min(1, { error: 'choose-subjects' }).max(200),
);

/** Decides one or many alike. Hiding takes a rule and a public reason; the others may say why. */
export const DecideSubjects = z
  .object({
    subjects: several,
    act: z.enum(ACTS, { error: 'choose' }),
    rule: optional(rule),
    reason: optional(prose(REASON_MAX)),
  })
  .check((context) => {
    const { act, rule: named, reason } = context.value;
    if (act !== 'hide') return;
    if (!named) context.issues.push({ code: 'custom', message: 'choose', input: named, path: ['rule'] });
    if (!reason) context.issues.push({ code: 'custom', message: 'required', input: reason, path: ['reason'] });
  });
export type DecideSubjects = z.output<typeof DecideSubjects>;

export const AppealHiding = z.object({ words: prose(WORDS_MAX) });
export type AppealHiding = z.output<typeof AppealHiding>;

export const DecideAppeal = z.object({
  outcome: z.enum(['upheld', 'lifted'], { error: 'choose' }),
  reason: prose(REASON_MAX),
});
export type DecideAppeal = z.output<typeof DecideAppeal>;

const policy = optional(prose(POLICY_MAX));
export const SetPolicy = z.object({
  premoderation: z.enum(PREMODERATION, { error: 'choose' }),
  text: z
    .object(Object.fromEntries(LOCALES.map((locale) => [locale, policy])) as Record<(typeof LOCALES)[number], typeof policy>)
    .transform(
      (texts): LocalizedText => Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== null)) as LocalizedText,
    ),
});
export type SetPolicy = z.output<typeof SetPolicy>;
