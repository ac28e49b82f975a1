import { z } from 'zod';
import { cleanText } from '../../kernel/text.js';

export const ORIGINS_MAX = 20;

const HOST = String.raw`[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*`;
const ORIGIN = new RegExp(String.raw`^(?:https://${HOST}|http://(?:localhost|127\.0\.0\.1))(?::[1-9]\d{0,4})?$`);

/**
 * A site as a browser names it, `https://www.example.org`, from how people write it; null for anything else. What comes of it stands in a
 * header (CSP3, `frame-ancestors`), so nothing but these characters does: no wildcards, no paths, no lists.
 */
export function originOf(text: string): string | null {
  const asked = cleanText(text).toLowerCase().replace(/\/$/, '');
  const origin = asked.includes('://') ? asked : `https://${asked}`;
  return origin.length <= 255 && ORIGIN.test(origin) ? origin : null;
}

/** The sites that may show parts of this one within theirs, one a line; none means nowhere. */
export const SetEmbedding = z.object({
  origins: z
    .string()
    .max(ORIGINS_MAX * 300, { error: 'too-long' })
    .default('')
    .transform((text, context) => {
      const lines = text.split(/[\s,]+/).filter((line) => line !== '');
      const origins = lines.map(originOf);
      if (origins.includes(null)) context.issues.push({ code: 'custom', message: 'not-an-origin', input: text });
      if (lines.length > ORIGINS_MAX) context.issues.push({ code: 'custom', message: 'too-many-origins', input: text });
      return [...new Set(origins.filter((each) => each !== null))];
    }),
});
export type SetEmbedding = z.output<typeof SetEmbedding>;
