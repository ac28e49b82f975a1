/** The languages of the interface, in order of fallback. */
export const LOCALES = ['es', 'en', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];

/** Text that staff write in one or more languages (a stage's name, a theme). At least one is present. */
export type LocalizedText = { readonly [L in Locale]?: string };

export const isLocale = (text: unknown): text is Locale => LOCALES.includes(text as Locale);

/** The text in the reader's language, else in the first language of LOCALES that has it, else the empty string. */
export function localized(text: LocalizedText | null | undefined, locale: Locale): string {
  return localizedIn(text, locale)?.text ?? '';
}

/** Like `localized`, with the language found, for the `lang` attribute (WCAG 3.1.2). */
export function localizedIn(text: LocalizedText | null | undefined, locale: Locale): { text: string; lang: Locale } | null {
  if (!text) return null;
  for (const lang of [locale, ...LOCALES]) {
    const found = text[lang];
    if (found) return { text: found, lang };
  }
  return null;
}
