import { z } from 'zod';
import { LOCALES, type Locale } from '../../kernel/localized.js';
import { line, prose } from '../../kernel/text.js';

/** What a message may take from its receiver. */
export const MERGE_FIELDS = ['organisation', 'name', 'theme', 'link', 'deadline'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];
export type MergeValues = Readonly<Record<MergeField, string>>;

export const SUBJECT_MAX = 150;
export const MESSAGE_MAX = 5000;

const BRACES = /\{\{([^{}]*)\}\}/g;
const isField = (name: string): name is MergeField => (MERGE_FIELDS as readonly string[]).includes(name);

/** The message with each field's value in its place. One pass: a value that looks like a field stays as it is, and nothing else is ever run. */
export const fillIn = (text: string, values: MergeValues): string =>
  text.replace(BRACES, (whole, inner: string) => (isField(inner.trim()) ? values[inner.trim() as MergeField] : whole));

/** Names between braces that are no field, each once. */
export const unknownFields = (text: string): string[] => [
  ...new Set([...text.matchAll(BRACES)].map(([, inner = '']) => inner.trim()).filter((name) => !isField(name))),
];

const takes = (text: string, field: MergeField): boolean =>
  [...text.matchAll(BRACES)].some(([, inner = '']) => inner.trim() === field);

const withKnownFields = <T extends z.ZodType<string>>(text: T) =>
  text.refine((written) => unknownFields(written).length === 0, { error: 'unknown-field' });

const subject = withKnownFields(line(SUBJECT_MAX));
const body = withKnownFields(prose(MESSAGE_MAX)).refine((text) => takes(text, 'link'), { error: 'link-needed' });

/** The message in one language. */
export interface MessageText {
  readonly subject: string;
  readonly body: string;
}
export type MessageTexts = { readonly [L in Locale]?: MessageText };

const isEmpty = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || Object.values(value).every((text) => String(text).trim() === '');

const inOneLanguage = z.preprocess((value) => (isEmpty(value) ? null : value), z.object({ subject, body }).nullable());

/** A version for each language that is written; at least one. Codes: `required`, `too-long`, `link-needed`, `unknown-field`. */
export const MessageTextsInput = z
  .object(Object.fromEntries(LOCALES.map((locale) => [locale, inOneLanguage])) as Record<Locale, typeof inOneLanguage>)
  .transform(
    (texts): MessageTexts => Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null)) as MessageTexts,
  )
  .refine((texts) => Object.keys(texts).length > 0, { error: 'message-needed' });

/** The version that a receiver gets: the first of their languages that is written, else the first that is. */
export function languageFor(languages: readonly Locale[], texts: MessageTexts): Locale {
  const written = LOCALES.filter((locale) => texts[locale]);
  const found = languages.find((locale) => written.includes(locale)) ?? written[0];
  if (!found) throw new Error('A message is written in no language');
  return found;
}
