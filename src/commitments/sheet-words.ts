import type { Locale, LocalizedText } from '../kernel/localized.js';
import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { TagModel, ThemeMarkModel } from '../platform/web/components.js';
import { formatFuzzyDate, type FuzzyDate, type SheetState, type TemplateLabel } from './domain/index.js';

const LOOKS: Record<SheetState, Pick<TagModel, 'tone' | 'icon'>> = {
  topic: { tone: 'neutral', icon: 'message-square' },
  draft: { tone: 'neutral', icon: 'pencil' },
  'in-comment-round': { tone: 'sun', icon: 'message-square' },
  revised: { tone: 'warn', icon: 'pencil' },
  final: { tone: 'accent', icon: 'check' },
  published: { tone: 'ok', icon: 'check' },
};

export const stateTag = (t: Translate, state: SheetState): TagModel => ({
  text: t(`commitments.state.${state}`),
  ...LOOKS[state],
});

/** The theme's mark; its slot follows from its place in the process. */
export const themeMark = (
  t: Translate,
  theme: { themeName: LocalizedText | null; themePosition: number | null },
): ThemeMarkModel | null =>
  theme.themeName ? { text: localized(theme.themeName, t.locale), href: null, slot: ((theme.themePosition ?? 0) % 6) + 1 } : null;

/** A template's label, with the language it is in. */
export const labelText = (label: TemplateLabel, locale: Locale): string => label[locale];

/** The language of a text when it is not the page's; texts may carry more than the interface's languages. */
export const langOf = (lang: string | null | undefined, locale: Locale): string | null =>
  lang && lang !== locale && lang !== 'und' ? lang : null;

export { paragraphsOf } from '../kernel/text.js';

/** A date as the reader's language says it, to its own precision. */
export const dateWords = (t: Translate, date: FuzzyDate | null): string =>
  date ? formatFuzzyDate(date, t.tag, (period, args) => t(`commitments.dates.${period}`, args)) : '';
