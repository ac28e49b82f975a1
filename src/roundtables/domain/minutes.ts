/** The minutes of a sitting: their sections, and what people may write in them. */
import { z } from 'zod';
import { optional, prose } from '../../kernel/text.js';
import { roundtablePath, staffRoundtablesPath } from './paths.js';

/** In the order in which they are read. */
export const MINUTES_SECTIONS = [
  'sitting', 'people', 'course', 'questions', 'situation', 'choice', 'commitment', 'agreements',
] as const; // prettier-ignore
export type MinutesSection = (typeof MINUTES_SECTIONS)[number];

/** The longest a section may be, in characters. */
export const MINUTES_MAX = 20_000;

/** Every section has a text; '' where nobody wrote anything. */
export type MinutesTexts = Readonly<Record<MinutesSection, string>>;

const text = optional(prose(MINUTES_MAX))
  .default(null)
  .transform((written) => written ?? '');

/** `revision` is the one that was read: what somebody else kept meanwhile is not overwritten unseen. */
export const WriteMinutes = z.object({
  revision: z.coerce.number().int().min(0),
  ...(Object.fromEntries(MINUTES_SECTIONS.map((section) => [section, text])) as Record<MinutesSection, typeof text>),
});
export type WriteMinutes = z.output<typeof WriteMinutes>;

export const minutesPath = (process: string, roundtable: string): string => roundtablePath(process, roundtable, 'minutes');
export const staffMinutesPath = (process: string, roundtable: string, ...rest: string[]): string =>
  staffRoundtablesPath(process, roundtable, 'minutes', ...rest);
