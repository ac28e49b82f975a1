import { z } from 'zod';

/** C0 controls but tab and newline, and bidi overrides and isolates, which can make a text show other words than it holds (UAX #9; CVE-2021-42574). */
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu;
const BLANK = /^[\p{Z}\p{Cf}\s]*$/u;

/** NFC, unix line ends, no control or bidi-override characters, no half of a surrogate pair (PostgreSQL refuses it), no outer blanks. */
export function cleanText(text: string): string {
  const cleaned = text.replace(/\r\n?/g, '\n').normalize('NFC').replace(UNWANTED, '').toWellFormed().trim();
  return BLANK.test(cleaned) ? '' : cleaned;
}

/** Paragraphs as people divide them: at empty lines; single line ends stay in the text. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);

/** A text of one line. Codes of its errors: `required`, `too-long`. */
export const line = (max: number) =>
  z
    .string({ error: 'required' })
    .transform((text) => cleanText(text).replace(/\s+/g, ' '))
    .pipe(z.string().min(1, { error: 'required' }).max(max, { error: 'too-long' }));

/** A text of several lines. Codes of its errors: `required`, `too-long`. */
export const prose = (max: number) =>
  z
    .string({ error: 'required' })
    .transform(cleanText)
    .pipe(z.string().min(1, { error: 'required' }).max(max, { error: 'too-long' }));

const emptyToNull = (value: unknown) => (typeof value === 'string' && cleanText(value) === '' ? null : (value ?? null));

/** Makes a field that may be left empty: '' and a missing field become null. */
export const optional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyToNull, schema.nullable());

/** An e-mail address in lower case, as forms take it. Code of its error: `not-an-email`. */
export const emailAddress = z
  .string({ error: 'required' })
  .transform((text) => cleanText(text).toLowerCase())
  .pipe(
    z
      .string()
      .min(1, { error: 'required' })
      .max(254, { error: 'too-long' })
      .pipe(z.email({ error: 'not-an-email' })),
  );
