import type { Locale } from '../../kernel/localized.js';

/** Writes interface text in one language. Keys live in `src/<module>/messages/<locale>.json`, are flat and begin with the module's name; values are ICU messages. */
export interface Translate {
  (key: string, args?: Record<string, string | number | Date>): string;
  readonly locale: Locale;
  /** BCP 47 tag used for Intl and the html element, e.g. `es-AR`. */
  readonly tag: string;
  /** A date in words: `day` = "4 de marzo de 2022", `short` = "4 mar", `time` = "14:30", `second` = "14:30:05", `moment` = day and time with zone. */
  date(value: Date | string, style: 'day' | 'short' | 'time' | 'second' | 'moment' | 'month', timeZone?: string): string;
  /** Two days of the calendar as one term, without saying a month or year twice: "1–31 de marzo de 2022". */
  days(from: string, to: string): string;
  /** With at most three decimals, or as many as told. */
  number(value: number, decimals?: number): string;
  list(values: string[]): string;
}
