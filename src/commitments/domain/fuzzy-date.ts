import { z } from 'zod';
import { fold, HALF_WORDS, monthNamed, ordinalNamed, QUARTER_WORDS } from './date-words.js';

export const PRECISIONS = ['day', 'month', 'quarter', 'half', 'year'] as const;
export type DatePrecision = (typeof PRECISIONS)[number];

/**
 * A date as people write it in a plan: "Q3 2023", "primer semestre de 2022", "31/12/2023". The words typed are kept for
 * ever; `iso` is the first day of the period they name, and both it and `precision` are null where nothing was understood.
 */
export const FuzzyDate = z.strictObject({
  original: z.string(),
  iso: z.iso.date().nullable(),
  precision: z.enum(PRECISIONS).nullable(),
  /** Day and month could be exchanged (05/06/2023) and the order was assumed. */
  ambiguous: z.literal(true).optional(),
});
export type FuzzyDate = z.infer<typeof FuzzyDate>;

export interface DateReading {
  /** How "05/06/2023" is read: day first unless told; OGP's database writes the month first. */
  readonly order?: 'day-first' | 'month-first';
  /** Of a range ("January – March 2023"), which end is meant: a start takes the first, a due date the last. */
  readonly as?: 'start' | 'due';
}

/** No date can be read into what has no end. */
const ENDLESS = /(?:^|[-–—] ?)(?:continu\w*|ongoing|permanent\w*|indefinid\w*|en continu)\b/;

type Found = Omit<FuzzyDate, 'original'>;

/** Reads a date; never fails, and keeps the text as it was typed, trimmed. */
export function parseFuzzyDate(text: string, reading: DateReading = {}): FuzzyDate {
  const original = text.trim();
  const words = fold(original);
  if (ENDLESS.test(words)) return { original, iso: null, precision: null };
  const found = numeric(words, reading) ?? inWords(words) ?? range(words, reading) ?? loneYear(words);
  return { original, iso: null, precision: null, ...found };
}

/** The last day of the period, in ISO form: what a due date of "Q3 2023" asks for. Null where nothing was understood. */
export function lastDay(date: FuzzyDate): string | null {
  if (!date.iso || !date.precision) return null;
  const [year, month] = date.iso.split('-').map(Number) as [number, number];
  const months = { day: 0, month: 1, quarter: 3, half: 6, year: 12 }[date.precision];
  return months === 0 ? date.iso : isoOf(new Date(Date.UTC(year, month - 1 + months, 0)));
}

/** The first day of the period, in ISO form. */
export const firstDay = (date: FuzzyDate): string | null => date.iso;

/** Words of the reader's language that Intl does not have: "3.er trimestre de 2023". */
export type PeriodWords = (period: 'quarter' | 'half', args: { number: number; year: number }) => string;

/** The date in the reader's language (`tag` is BCP 47), to its own precision; the original words where nothing was understood. */
export function formatFuzzyDate(date: FuzzyDate, tag: string, words: PeriodWords): string {
  if (!date.iso || !date.precision) return date.original;
  const at = new Date(`${date.iso}T00:00:00Z`);
  const year = at.getUTCFullYear();
  const part = (months: number) => Math.floor(at.getUTCMonth() / months) + 1;
  switch (date.precision) {
    case 'quarter':
      return words('quarter', { number: part(3), year });
    case 'half':
      return words('half', { number: part(6), year });
    case 'year':
      return String(year);
    case 'month':
      return new Intl.DateTimeFormat(tag, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(at);
    case 'day':
      return new Intl.DateTimeFormat(tag, { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }).format(at);
  }
}

const isoOf = (at: Date): string => at.toISOString().slice(0, 10);

/** A period's first day, or undefined for a day that no calendar has. */
function period(precision: DatePrecision, year: number, month = 1, day = 1): Found | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const exists = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return exists && plausible(year) ? { iso: isoOf(at), precision } : undefined;
}

const plausible = (year: number): boolean => year >= 1990 && year <= 2100;
const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

/** 2023-12-31, 31/12/2023, 12/31/2023, 31.12.23, 12/2023, 2023-12. */
function numeric(words: string, { order = 'day-first' }: DateReading): Found | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:t[\d:.z+-]*)?$/.exec(words);
  if (iso)
    return iso[3]
      ? period('day', Number(iso[1]), Number(iso[2]), Number(iso[3]))
      : period('month', Number(iso[1]), Number(iso[2]));
  const month = /^(\d{1,2})[-/.](\d{4})$/.exec(words);
  if (month) return period('month', Number(month[2]), Number(month[1]));
  const parts = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(words);
  if (!parts) return undefined;
  const [first, second, year] = [Number(parts[1]), Number(parts[2]), fullYear(parts[3]!)];
  if (year === 1905) return spreadsheetYear(first, second);
  const monthFirst = second > 12 || (first <= 12 && order === 'month-first');
  const found = monthFirst ? period('day', year, first, second) : period('day', year, second, first);
  return found && first <= 12 && second <= 12 && first !== second ? { ...found, ambiguous: true } : found;
}

/**
 * A year typed as a number and shown by a spreadsheet as a day: 7/16/1905 is day 2024 after 30 December 1899, so 2024.
 * Six rows of OGP's database of commitments hold such dates.
 */
function spreadsheetYear(month: number, day: number): Found | undefined {
  const days = (Date.UTC(1905, month - 1, day) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return days >= 2000 ? period('year', days) : undefined;
}

/** Anything with a month, a quarter or a half in words and one year. */
function inWords(words: string): Found | undefined {
  const years = [...words.matchAll(/(?<!\d)((?:19|20)\d{2})(?!\d)/g)];
  const tokens = words.split(/[\s,/'()–—-]+|(?<=[a-z])\.|\b(?:de|du|del|of|the|el|la|le|do|da)\b/).filter(Boolean);
  const short = /^(\d{1,2}[ -])?([a-z]{3,10})\.?[ '-](\d{2})$/.exec(words);
  if (years.length !== 1 && !short) return undefined;
  const year = short && years.length === 0 ? fullYear(short[3]!) : Number(years[0]![1]);
  return quarterOrHalf(tokens, year) ?? monthOrDay(tokens, year, short !== null && years.length === 0);
}

function quarterOrHalf(tokens: readonly string[], year: number): Found | undefined {
  for (const [at, token] of tokens.entries()) {
    const code = /^(?:([qths])([1-4])|([1-4])([qths]))$/.exec(token);
    if (code) return part((code[1] ?? code[4])!, Number(code[2] ?? code[3]), year);
    const letter =
      QUARTER_WORDS.test(token) || /^[qt]$/.test(token) ? 'q' : HALF_WORDS.test(token) || /^[hs]$/.test(token) ? 'h' : null;
    if (!letter) continue;
    const number = [tokens[at - 1], tokens[at + 1]]
      .map((word) => (word ? ordinalNamed(word) : undefined))
      .find((found) => found !== undefined);
    if (number !== undefined) return part(letter, letter === 'h' ? Math.min(number, 2) : number, year);
  }
  return undefined;
}

function part(letter: string, number: number, year: number): Found | undefined {
  if (letter === 'q' || letter === 't') return period('quarter', year, number * 3 - 2);
  return number <= 2 ? period('half', year, number * 6 - 5) : undefined;
}

function monthOrDay(tokens: readonly string[], year: number, yearIsShort: boolean): Found | undefined {
  const months = tokens.flatMap((token, at) => (monthNamed(token) === undefined ? [] : [at]));
  if (months.length !== 1) return undefined;
  const at = months[0]!;
  const month = monthNamed(tokens[at]!)!;
  const isDay = (token: string | undefined) => /^([12]?\d|3[01])(st|nd|rd|th|er|o|ro)?$/.test(token ?? '');
  const after = yearIsShort ? undefined : tokens[at + 1];
  const day = isDay(tokens[at - 1]) ? tokens[at - 1] : isDay(after) ? after : undefined;
  return day ? period('day', year, month, parseInt(day, 10)) : period('month', year, month);
}

/** What stands between the two ends of a range. A bare hyphen counts between words, years, or beside a space. */
const RANGE =
  /\s*[–—;]\s*|\s+-\s*|\s*-\s+|\s+(?:to|until|a|al|hasta|au|y|and|et|ate)\s+|(?<=\d{4})\s*[-/]\s*(?=\d{4}$)|(?<=\d{4}|[a-z])-(?=[a-z])/;

/** "January – March 2023", "2023-2024", "01/03/2023 al 30/06/2023": the end that the reading asks for. */
function range(words: string, reading: DateReading): Found | undefined {
  const ends = words.replace(/^(from|desde|du|de|entre|between|del)\s+/, '').split(RANGE);
  if (ends.length !== 2) return undefined;
  const [first, last] = ends as [string, string];
  const year = /(?:19|20)\d{2}/.exec(last)?.[0];
  const whole = /(?:19|20)\d{2}/.test(first) || !year ? first : `${first} ${year}`;
  const chosen = reading.as === 'start' ? whole : last;
  return numeric(chosen, reading) ?? inWords(chosen) ?? loneYear(chosen);
}

/** A text with one year in it and nothing finer: "end of 2023", "durante 2024". */
function loneYear(words: string): Found | undefined {
  if (/^[\d/. -]{5,}$/.test(words)) return undefined;
  const years = new Set([...words.matchAll(/(?<!\d)((?:19|20)\d{2})(?!\d)/g)].map((match) => match[1]));
  return years.size === 1 ? period('year', Number([...years][0])) : undefined;
}
