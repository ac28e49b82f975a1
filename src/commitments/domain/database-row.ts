import { fold } from './date-words.js';
import { readFullText, type ReadSheet } from './full-text.js';
import { parseFuzzyDate } from './fuzzy-date.js';
import { fieldByRole, type FieldRole, type SheetTemplate } from './sheet-template.js';

/** A row of OGP's commitments database, by column name. */
export type DatabaseRow = Readonly<Record<string, string>>;

const COLUMN_OF: readonly (readonly [FieldRole, string])[] = [
  ['country', 'Country/Locality'],
  ['number', 'Commitment Number'],
  ['title', 'Commitment Title'],
  ['lead', 'Lead Institution'],
];

/** The database's codes for not applicable, no data and not reviewed. */
const isMissing = (text: string | undefined): boolean => text === undefined || /^(?:na|nd|nr|)$/i.test(text.trim());

/**
 * A commitment of OGP's database as a sheet: its "Full Text" by headings, and the columns beside it. Dates there are
 * written month first; one that could be misread is rewritten in ISO form, and a year shown as a day of 1905 as the year.
 */
export function readDatabaseRow(row: DatabaseRow, template: SheetTemplate, nextId: () => string): ReadSheet {
  const read = readFullText(row['Full Text'] ?? '', template, { nextId });
  const values = { ...read.sheet.values };
  const lang = Object.values(values)[0]?.lang ?? 'en';
  const put = (role: FieldRole, text: string | undefined) => {
    const field = fieldByRole(template, role);
    if (field && !isMissing(text) && !values[field.key]) values[field.key] = { text: text!.trim(), lang };
    return field !== undefined;
  };
  for (const [role, column] of COLUMN_OF) put(role, row[column]);
  put('start', databaseDate(row['Start Date']));
  put('end', databaseDate(row['End Date']));
  const unplaced = [...read.unplaced];
  for (const [role, names] of supporters(row['Supporting Institution(s)'])) {
    if (!put(role, names) && !put('supporting-civil-society', names))
      unplaced.push({ heading: 'Supporting Institution(s)', text: names });
  }
  return { sheet: { ...read.sheet, values }, unplaced };
}

function databaseDate(text: string | undefined): string | undefined {
  if (isMissing(text)) return undefined;
  const date = parseFuzzyDate(text!, { order: 'month-first' });
  if (date.precision === 'year' && date.iso) return date.iso.slice(0, 4);
  return date.ambiguous && date.iso ? date.iso : text!.trim();
}

const SECTORS: readonly (readonly [FieldRole, string])[] = [
  ['supporting-government', 'government|gobierno|gouvernement|public sector|sector publico'],
  ['supporting-civil-society', 'civil society|csos?|sociedad civil|osc|societe civile'],
  [
    'supporting-others',
    'private sector|sector privado|secteur prive|academia|universities|others?|otros(?: actores)?|autres|international|parliament|parlamento',
  ],
];

/**
 * Supporters by kind where the text names the kinds ("Government: … Civil Society: …"). Unnamed ones stay together, as
 * written, among the other actors: which of them are public is not for a program to guess.
 */
function supporters(text: string | undefined): (readonly [FieldRole, string])[] {
  if (isMissing(text)) return [];
  const source = text!.normalize('NFC').trim();
  const folded = Array.from(source, (character) => fold(character).charAt(0) || ' ').join('');
  const labels = SECTORS.flatMap(([role, words]) =>
    [...folded.matchAll(new RegExp(`(?<=^|[\\s,;.)])(?:${words}) ?[:–-] ?`, 'g'))].map((match) => ({
      role,
      from: match.index,
      to: match.index + match[0].length,
    })),
  ).sort((a, b) => a.from - b.from);
  if (labels.length === 0 || folded.length !== source.length) return [['supporting-others', source]];
  const found = new Map<FieldRole, string[]>();
  const add = (role: FieldRole, names: string) => names.trim() && found.set(role, [...(found.get(role) ?? []), names.trim()]);
  add('supporting-others', source.slice(0, labels[0]!.from));
  labels.forEach(({ role, from, to }, at) => {
    const end = labels[at + 1]?.from ?? source.length;
    add(role, source.slice(role === 'supporting-others' ? from : to, end));
  });
  return [...found].map(([role, names]) => [role, names.join('\n')] as const);
}
