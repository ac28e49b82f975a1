/** The words people use for parts of a year in Spanish, English, French and Portuguese, folded (see `fold`). */

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'enero', 'ene', 'janvier', 'janv', 'janeiro'],
  ['february', 'feb', 'febrero', 'fevrier', 'fevr', 'fev', 'fevereiro'],
  ['march', 'mar', 'marzo', 'mars', 'marco'],
  ['april', 'apr', 'abril', 'abr', 'avril', 'avr'],
  ['may', 'mayo', 'mai', 'maio'],
  ['june', 'jun', 'junio', 'juin', 'junho'],
  ['july', 'jul', 'julio', 'juillet', 'juil', 'julho'],
  ['august', 'aug', 'agosto', 'ago', 'aout'],
  ['september', 'sept', 'sep', 'septiembre', 'setiembre', 'set', 'septembre', 'setembro'],
  ['october', 'oct', 'octubre', 'octobre', 'outubro', 'out'],
  ['november', 'nov', 'noviembre', 'novembre', 'novembro'],
  ['december', 'dec', 'diciembre', 'dic', 'decembre', 'dezembro', 'dez'],
];

const MONTH_OF = new Map(MONTHS.flatMap((names, at) => names.map((name) => [name, at + 1] as const)));

const ORDINALS: readonly (readonly string[])[] = [
  ['1', 'i', 'first', '1st', 'primer', 'primero', 'primera', '1er', '1ro', 'premier', 'primeiro', '1o'],
  ['2', 'ii', 'second', '2nd', 'segundo', 'segunda', '2do', 'deuxieme', '2eme', '2e', '2o'],
  ['3', 'iii', 'third', '3rd', 'tercer', 'tercero', 'tercera', '3er', 'troisieme', '3eme', '3e', 'terceiro', '3o'],
  ['4', 'iv', 'fourth', '4th', 'cuarto', 'cuarta', '4to', 'quatrieme', '4eme', '4e', 'quarto', '4o', 'last', 'ultimo', 'dernier'],
];

const ORDINAL_OF = new Map(ORDINALS.flatMap((names, at) => names.map((name) => [name, at + 1] as const)));

/** 1 to 12, or undefined. */
export const monthNamed = (word: string): number | undefined => MONTH_OF.get(word.replace(/\.$/, ''));

/** 1 to 4, or undefined. `last` counts as the fourth; the caller caps it for halves. */
export const ordinalNamed = (word: string): number | undefined => ORDINAL_OF.get(word.replaceAll('.', ''));

export const QUARTER_WORDS = /^(quarter|qtr|trimestre|trim|trimester)\.?$/;
export const HALF_WORDS = /^(half|semestre|semester|sem|halfyear)\.?$/;

/** Lower case, without accents, ordinal marks or doubled space: the form in which words are compared. */
export const fold = (text: string): string =>
  text
    .replace(/[ºª°]/g, 'o')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
