import { LOCALES, type Locale } from '../../kernel/localized.js';

/** Words that hold sentences together, and that the other two languages do not have. */
const GLUE: Record<Locale, ReadonlySet<string>> = {
  es: new Set('el los las del y una por con para que es en se más no sin como hay este esta al lo su'.split(' ')),
  en: new Set('the of and to in is that for with are be by this it at we should as an on not'.split(' ')),
  fr: new Set('le les des du et une pour avec que est dans qui pas sur ce cette aux au nous il sont plus'.split(' ')),
};

/** The language that a text seems to be written in; `otherwise` when its words do not tell. */
export function languageOf(text: string, otherwise: Locale): Locale {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const counts = LOCALES.map((lang) => ({ lang, count: words.filter((word) => GLUE[lang].has(word)).length }));
  const most = Math.max(...counts.map(({ count }) => count));
  const likeliest = counts.filter(({ count }) => count === most);
  return most > 0 && likeliest.length === 1 ? (likeliest[0]?.lang ?? otherwise) : otherwise;
}
