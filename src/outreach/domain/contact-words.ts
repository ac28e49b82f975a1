import type { Locale } from '../../kernel/localized.js';
import type { Sector } from '../../participants/domain/index.js';

/** The columns that a table of contacts can have. */
export const CONTACT_FIELDS = [
  'organisation',
  'name',
  'email',
  'sector',
  'languages',
  'themes',
  'knows',
  'consentOrigin',
  'consentOn',
] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** Which column each field stands in, counted from 0; a field that is left out is in none. */
export type Mapping = { readonly [F in ContactField]?: number };

/** Lower case without accents and signs, so that a table may be written as people write. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const TITLES: Record<ContactField, readonly string[]> = {
  organisation: ['organizacion', 'organisation', 'organization', 'entidad', 'institucion', 'org'],
  name: ['nombre', 'name', 'contacto', 'contact', 'contact name', 'nom', 'nombre de contacto', 'persona de contacto'],
  email: ['correo', 'email', 'e mail', 'mail', 'correo electronico', 'courriel', 'direccion de correo'],
  sector: ['sector', 'secteur', 'tipo'],
  languages: ['idiomas', 'idioma', 'languages', 'language', 'langues', 'langue'],
  themes: ['ejes', 'temas', 'themes', 'eje', 'tema', 'theme', 'axes', 'themes they know'],
  knows: ['sabe de', 'conocimientos', 'knows', 'palabras', 'words', 'connaissances', 'saberes'],
  consentOrigin: [
    'origen del consentimiento',
    'consentimiento',
    'consent origin',
    'consent',
    'origine du consentement',
    'origen',
  ],
  consentOn: ['fecha del consentimiento', 'consent date', 'date du consentement', 'fecha', 'date', 'consent on'],
};

/** The columns as their titles say; the person corrects what it guesses wrong. */
export function guessMapping(header: readonly string[]): Mapping {
  const titles = header.map(plain);
  const mapping: { [F in ContactField]?: number } = {};
  for (const field of CONTACT_FIELDS) {
    const index = titles.findIndex((title) => TITLES[field].includes(title));
    if (index !== -1) mapping[field] = index;
  }
  return mapping;
}

const SECTOR_WORDS: Record<Sector, readonly string[]> = {
  residents: ['residents', 'vecindad', 'vecinos', 'residentes', 'habitants', 'resident'],
  'civil-society': ['civil society', 'sociedad civil', 'societe civile', 'osc', 'ong', 'ngo', 'cso'],
  academia: ['academia', 'academy', 'universidad', 'university', 'universite', 'monde academique', 'academique'],
  private: [
    'private',
    'private sector',
    'privado',
    'sector privado',
    'empresa',
    'empresas',
    'prive',
    'secteur prive',
    'business',
  ],
  public: ['public', 'public sector', 'publico', 'sector publico', 'secteur public', 'gobierno', 'government'],
};

export const sectorIn = (text: string): Sector | null =>
  (Object.keys(SECTOR_WORDS) as Sector[]).find((sector) => SECTOR_WORDS[sector].includes(plain(text))) ?? null;

const LANGUAGE_WORDS: Record<Locale, readonly string[]> = {
  es: ['es', 'es ar', 'espanol', 'castellano', 'spanish', 'espagnol'],
  en: ['en', 'ingles', 'english', 'anglais'],
  fr: ['fr', 'frances', 'french', 'francais'],
};

export const languageIn = (text: string): Locale | null =>
  (Object.keys(LANGUAGE_WORDS) as Locale[]).find((locale) => LANGUAGE_WORDS[locale].includes(plain(text))) ?? null;

/** Several things in one cell: between semicolons, bars, slashes or lines; between commas where there is nothing else. */
export function severalIn(cell: string): string[] {
  const separator = /[;|\n/]/.test(cell) ? /[;|\n/]/ : /,/;
  return cell
    .split(separator)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** A day as `2026-03-04` or `4/3/2026`, the day first; null for anything that is no day. */
export function dayIn(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text.trim());
  const spoken = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : spoken ? [spoken[3], spoken[2], spoken[1]] : [];
  if (!year || !month || !day) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(written) ? written : null;
}
