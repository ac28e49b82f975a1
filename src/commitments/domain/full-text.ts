import { HEADINGS, type HeadingMeaning, type HeadingPattern } from './full-text-headings.js';
import { readMilestones } from './milestone-lines.js';
import { fieldByRole, type FieldRole, type SheetField, type SheetTemplate } from './sheet-template.js';
import { MAX_MILESTONES, type FieldValue, type SheetDocument } from './sheet.js';

/** A passage that found no field: shown to whoever imports, never dropped. */
export interface UnplacedText {
  /** The heading it stood under, as written; empty where there was none. */
  readonly heading: string;
  readonly text: string;
}

export interface ReadSheet {
  readonly sheet: SheetDocument;
  readonly unplaced: readonly UnplacedText[];
}

export interface FullTextReading {
  /** Gives each milestone its id. */
  readonly nextId: () => string;
  /** BCP 47; guessed from the text where not given. */
  readonly lang?: string;
}

interface Marker {
  readonly means: HeadingMeaning;
  readonly heading: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a sheet written as one text, as OGP's database holds it in "Full Text", into the template's fields: by its
 * headings, in the wordings of several years and languages. Everything comes out again, in a field, a milestone or
 * `unplaced`; only headings, the numbers before questions and surplus white space are left behind.
 */
export function readFullText(text: string, template: SheetTemplate, { nextId, lang }: FullTextReading): ReadSheet {
  const source = text.normalize('NFC').replaceAll('\r\n', '\n');
  const language = lang ?? guessLanguage(source);
  const markers = findMarkers(source);
  const values: Record<string, FieldValue> = {};
  const unplaced: UnplacedText[] = [];
  let milestones: SheetDocument['milestones'] = [];

  const place = (role: FieldRole, heading: string, body: string) => {
    const field = fieldFor(template, role);
    if (!field) return void unplaced.push({ heading, text: body });
    const already = values[field.key]?.text;
    values[field.key] = { text: already ? `${already}\n\n${body}` : body, lang: language, ...tick(field) };
  };

  const opening = tidy(source.slice(0, markers[0]?.from ?? source.length));
  if (opening) unplaced.push({ heading: '', text: opening });
  markers.forEach((marker, at) => {
    const body = source.slice(marker.to, markers[at + 1]?.from ?? source.length);
    const written = tidy(body);
    if (marker.means.kind === 'milestones') {
      const read = readMilestones(body, { nextId, lang: language, room: MAX_MILESTONES - milestones.length });
      milestones = [...milestones, ...read.milestones];
      if (read.rest) unplaced.push({ heading: marker.heading, text: read.rest });
    } else if (written && marker.means.kind === 'outside') unplaced.push({ heading: marker.heading, text: written });
    else if (written && marker.means.kind === 'group') place(marker.means.first, marker.heading, written);
    else if (written && marker.means.kind === 'field') place(marker.means.role, marker.heading, written);
  });
  return { sheet: { templateKey: template.key, values, milestones }, unplaced };
}

const tick = (field: SheetField): { ticked?: true } => (field.kind === 'value' ? { ticked: true } : {});

/** Where a template has no field of a role, the nearest that the same words answer. */
const NEAREST: Partial<Record<FieldRole, FieldRole>> = {
  causes: 'problem',
  'supporting-government': 'lead',
  'supporting-others': 'supporting-civil-society',
};

const fieldFor = (template: SheetTemplate, role: FieldRole): SheetField | undefined => {
  const nearest = NEAREST[role];
  return fieldByRole(template, role) ?? (nearest ? fieldByRole(template, nearest) : undefined);
};

/** A text whose line ends were lost has its headings in the middle of lines; then a capital letter must do. */
const FEW_LINES = 6;

function findMarkers(source: string): Marker[] {
  const folded = foldInPlace(source);
  const flat = source.trim().split('\n').length < FEW_LINES;
  const found = [...HEADINGS.flatMap((heading) => occurrences(heading, source, folded, flat)), ...tableHeads(source, folded)];
  found.sort((a, b) => a.from - b.from || b.to - a.to);
  const markers: Marker[] = [];
  const fields = new Set<FieldRole>();
  for (const marker of found) {
    const last = markers.at(-1);
    if (last && marker.from < last.to) continue;
    // In the planning table only the matter after it is a heading: its cells repeat the words of other headings.
    if (last?.means.kind === 'milestones' && marker.means.kind !== 'outside' && marker.means.kind !== 'group') continue;
    if (marker.means.kind === 'field') {
      if (fields.has(marker.means.role)) continue;
      fields.add(marker.means.role);
    }
    markers.push(marker);
  }
  return markers;
}

/** A row that names a milestone and its result or date opens the planning table, whatever stands above it. */
function tableHeads(source: string, folded: string): Marker[] {
  const named = /(?<=^|\n)[^|\n]{0,80}\b(?:milestone|hito|jalon|activit|actividad)[^|\n]{0,60}\|[^\n]{0,160}/g;
  const other = /\|[^\n]*(?:date|fecha|output|result|deliverable|entregable|start|inicio)/;
  const rows = [...folded.matchAll(named)].filter(([row]) => other.test(row) && row.length < 240);
  return rows.map(({ 0: row, index }) => {
    const heading = source
      .slice(index, index + row.indexOf('|'))
      .replace(/\(.*$/, '')
      .trim();
    return { means: { kind: 'milestones' }, heading, from: index, to: index };
  });
}

const LINE_START = String.raw`(?<=^|\n)[ \t]*(?:[#*_•●]+[ \t]*)?(?:\d{1,2}[ \t]?[.)º°-]+[ \t]*)?[¿*_]*`;
const NUMBERED = String.raw`(?<=^|\s)\(?\d{1,2}[ \t]?[.)º°-]+[ \t]*¿?`;
const LINE_END = String.raw`[ \t]*(?:[*_]{1,2}[ \t]*:?|:[*_]*|(?=\n|$)|(?=\((?:milestone|hito|jalon))|(?=\|)|[ \t]+(?=\S))`;

function occurrences(heading: HeadingPattern, source: string, folded: string, flat: boolean): Marker[] {
  const words = `(?:${heading.words.join('|')})`;
  const anywhere = flat ? String.raw`|(?<=^|\s)(?:\d{1,2}[.)] ?)?¿?` : '';
  const pattern =
    heading.as === 'question'
      ? new RegExp(`(?:${LINE_START}|${NUMBERED}${anywhere})${words}[ \\t]*[*_:]*`, 'g')
      : new RegExp(`${LINE_START}${words}${LINE_END}${flat ? `|(?<=^|\\s)${words}(?=\\s|:)` : ''}`, 'g');
  return [...folded.matchAll(pattern)].flatMap((match) => {
    const [from, end] = [match.index, match.index + match[0].length];
    const isRow = source.charAt(end) === '|';
    if (isRow && heading.means.kind !== 'milestones') return [];
    const to = isRow ? from : end;
    const written = source.slice(from, end).trim();
    if (heading.as === 'title' && !flat && runsOn(match[0], source.charAt(end)) && !startsSentence(written, source.slice(end)))
      return [];
    const firstLetter = /\p{L}/u.exec(written)?.[0] ?? '';
    const isHeading = !flat || firstLetter !== firstLetter.toLowerCase();
    return isHeading ? [{ means: heading.means, heading: written.replace(/^[#*_•●\s]+|[*_:\s]+$/g, ''), from, to }] : [];
  });
}

/** Whether a title is followed by words on its line with nothing between them. */
const runsOn = (heading: string, next: string): boolean => /[^*_:\s][ \t]+$/.test(heading) && /[^\s(|]/.test(next);

/** A title of three words or more with a capital, before a capital: "Problem to be addressed The office…". */
const startsSentence = (heading: string, after: string): boolean =>
  heading.split(/\s+/).length >= 3 && /^[^\p{L}]*\p{Lu}/u.test(heading) && /^\p{Lu}/u.test(after);

/** Lower case without accents, one character for each, so that places in it are places in the text. */
function foldInPlace(text: string): string {
  return Array.from({ length: text.length }, (_, at) => {
    const character = text.charAt(at);
    if (/[’‘`´]/.test(character)) return "'";
    if (character === '\u00a0' || character === '\u202f') return ' ';
    return character.normalize('NFD').charAt(0).toLowerCase().charAt(0);
  }).join('');
}

/** Trimmed; no more than one blank line in a row; each bullet on a line of its own. */
const tidy = (text: string): string =>
  text
    .replace(/^[\s:*_]+/, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/(\S)[ \t]+([•●▪])[ \t]*/g, '$1\n$2 ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

const COMMON: Readonly<Record<string, RegExp>> = {
  en: /\b(?:the|of|and|to|in|is|will|for|with|that)\b/g,
  es: /\b(?:el|la|los|las|de|que|y|en|del|con|para|una?)\b/g,
  fr: /\b(?:le|la|les|des|du|et|en|est|dans|pour|une?|qui)\b/g,
  pt: /\b(?:o|os|da|do|das|dos|que|e|em|com|para|uma?|nao|ao)\b/g,
};

/** The language whose small words are commonest in the text: en, es, fr or pt; `und` where there are none. */
export function guessLanguage(text: string): string {
  const folded = foldInPlace(text);
  const counts = Object.entries(COMMON).map(([lang, words]) => [lang, folded.match(words)?.length ?? 0] as const);
  const [lang, count] = counts.reduce((best, next) => (next[1] > best[1] ? next : best));
  return count > 0 ? lang : 'und';
}
