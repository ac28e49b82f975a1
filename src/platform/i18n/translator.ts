import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { IntlMessageFormat } from 'intl-messageformat';
import { LOCALES, type Locale } from '../../kernel/localized.js';
import type { Translate } from './translate.js';

export const TAGS: Record<Locale, string> = { es: 'es-AR', en: 'en', fr: 'fr' };
export const LANGUAGE_NAMES: Record<Locale, string> = { es: 'Español', en: 'English', fr: 'Français' };

type DateStyle = Parameters<Translate['date']>[1];

const DATE_STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  moment: {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
};

/** The folder of compiled (or, under test, source) modules, each of which may hold `messages/<locale>.json`. */
const MODULES = join(import.meta.dirname, '..', '..');

/** All catalogues of one language, merged. Two modules may not hold the same key. */
export function catalogue(locale: Locale, modules = MODULES): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const folder of messageFolders(modules)) {
    const file = join(folder, `${locale}.json`);
    if (!existsSync(file)) continue;
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)) {
      if (key in merged) throw new Error(`The message ${key} stands in two catalogues (${file})`);
      merged[key] = locale === 'fr' ? unbroken(text) : text;
    }
  }
  return merged;
}

/** French sets a space before ? ! ; : and within « »; there no line may break. Catalogues are typed with plain spaces. `::` begins an ICU skeleton. */
const unbroken = (text: string): string => text.replace(/ (?=[?!;»]|:(?!:))/g, '\u00a0').replace(/« /g, '«\u00a0');

export function messageFolders(modules = MODULES): string[] {
  const names = readdirSync(modules, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const platform = readdirSync(join(modules, 'platform'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [
    ...names.map((entry) => join(modules, entry.name, 'messages')),
    ...platform.map((entry) => join(modules, 'platform', entry.name, 'messages')),
  ].filter(existsSync);
}

/** Interface text by ICU MessageFormat, and dates, numbers and lists by Intl, in the instance's time zone. */
@Injectable()
export class Translator {
  private readonly languages = new Map<string, Translate>();

  constructor(private readonly timeZone: string) {
    for (const locale of LOCALES)
      this.languages.set(
        locale,
        this.build(locale, catalogue(locale), (text) => text),
      );
  }

  in(locale: Locale): Translate {
    return this.languages.get(locale) as Translate;
  }

  /** A made-up language that marks everything that came from a catalogue as ⟦…⟧, so that a test sees what did not. */
  pseudo(): Translate {
    return this.build('es', catalogue('es'), (text) => `⟦${text}⟧`);
  }

  private build(locale: Locale, messages: Record<string, string>, mark: (text: string) => string): Translate {
    const tag = TAGS[locale];
    const compiled = new Map<string, IntlMessageFormat>();
    const formats = new Map<string, Intl.DateTimeFormat>();
    const numbers = new Intl.NumberFormat(tag);
    const lists = new Intl.ListFormat(tag, { type: 'conjunction' });

    const translate = (key: string, args?: Record<string, string | number | Date>): string => {
      let message = compiled.get(key);
      if (!message) {
        const text = messages[key];
        if (text === undefined) throw new Error(`No message ${key} in ${locale}`);
        message = new IntlMessageFormat(text, tag, undefined, { ignoreTag: true });
        compiled.set(key, message);
      }
      return mark(String(message.format(args)));
    };
    const date = (value: Date | string, style: DateStyle, timeZone = this.timeZone): string => {
      // A date without a time is a day of the calendar, the same in every zone.
      const zone = typeof value === 'string' && value.length === 10 ? 'UTC' : timeZone;
      const id = `${style} ${zone}`;
      let format = formats.get(id);
      if (!format) {
        format = new Intl.DateTimeFormat(tag, { ...DATE_STYLES[style], timeZone: zone });
        formats.set(id, format);
      }
      return mark(format.format(new Date(value)));
    };
    const terms = new Intl.DateTimeFormat(tag, { ...DATE_STYLES.day, timeZone: 'UTC' });
    return Object.assign(translate, {
      locale,
      tag,
      date,
      days: (from: string, to: string) => mark(terms.formatRange(new Date(from), new Date(to))),
      number: (value: number, decimals?: number) =>
        decimals === undefined
          ? numbers.format(value)
          : new Intl.NumberFormat(tag, { maximumFractionDigits: decimals }).format(value),
      list: (values: string[]) => lists.format(values),
    });
  }
}
