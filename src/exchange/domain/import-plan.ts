import type { Locale } from '../../kernel/localized.js';
import { cleanText, line } from '../../kernel/text.js';
import { dayIn, languageIn, plain, sectorIn } from '../../outreach/domain/index.js';
import type { Sector } from '../../participants/domain/index.js';
import {
  IMPORTED_ENDS,
  languageOf,
  NAME_MAX,
  NEIGHBOURHOOD_MAX,
  ORGANISATION_MAX,
  parseProposalNumber,
  REVIEW_TEXT_MAX,
  TITLE_MAX,
  VERDICTS,
  type ImportedAnswer,
  type ImportedEnd,
  type ImportedProposal,
  type Verdict,
} from '../../proposals/domain/index.js';
import { REASON_MAX } from '../../responses/domain/index.js';
import { answersIn, IMPORTED_BODY_MAX, versionsIn } from './kept-parts.js';
import { plainText } from './plain-text.js';
import { groupOf, languageOfColumn, type ImportField, type ImportKind, type MappedField, type TableFormat } from './table.js';

/** Rows of one file, and its size. */
export const ROWS_MAX = 100_000;
export const FILE_MAX = 64 * 1024 * 1024;
export const COLUMNS_MAX = 400;
export const SOURCE_NAME_MAX = 120;
export const KEY_MAX = 120;
export const URL_MAX = 500;

/** What a source's state can mean here: published without an answer, a verdict of an area, or an end decided by the team. */
export const STATE_TARGETS = ['published', ...VERDICTS, ...IMPORTED_ENDS, 'leave-out'] as const;
export type StateTarget = (typeof STATE_TARGETS)[number];

export const IMPORT_STATES = ['mapping', 'checking', 'checked', 'running', 'done', 'undoing', 'undone'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
/** A job is at work, or should be. */
export const MOVING_STATES = ['checking', 'running', 'undoing'] as const satisfies readonly ImportState[];
export const isMoving = (state: ImportState): boolean => MOVING_STATES.some((each) => each === state);

/** `left-out`: has problems. `known`: came with an earlier import of the source. `kept`: something was built on it, so undoing left it. */
export const ROW_OUTCOMES = ['waiting', 'ready', 'left-out', 'known', 'done', 'undone', 'kept'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];
export type ImportCounts = Readonly<Partial<Record<RowOutcome, number>>>;

/** What is said about a row: `code` is the message, `value` what was found there. Only a problem keeps the row out. */
export interface RowRemark {
  readonly field: ImportField;
  readonly code: string;
  readonly value: string;
  readonly isProblem: boolean;
}

/** Which column is what, what its values mean, and what holds where a row says nothing. */
export interface ImportMapping {
  readonly columns: Partial<Record<ImportField, string>>;
  readonly values: Record<MappedField, Readonly<Record<string, string>>>;
  /** Null: a row without a theme, an area that answers, has a problem. */
  readonly themeId: string | null;
  readonly areaId: string | null;
  /** Null: as the text reads. */
  readonly lang: Locale | null;
}

/** What an import finds when it arrives. */
export interface Ground {
  readonly kind: ImportKind;
  readonly format: TableFormat;
  readonly sourceName: string;
  readonly columns: readonly string[];
  readonly mapping: ImportMapping;
  /** By the plain form of every name they have. */
  readonly themes: ReadonlyMap<string, string>;
  readonly areas: ReadonlyMap<string, string>;
  readonly locale: Locale;
  readonly now: Date;
}

export interface PlannedProposal {
  readonly remarks: readonly RowRemark[];
  readonly key: string | null;
  /** Null when a problem keeps it out. */
  readonly proposal: ImportedProposal | null;
}

/** An answer to a proposal that is here: `proposal` is its number here, or what its source calls it. */
export interface PlannedAnswer {
  readonly remarks: readonly RowRemark[];
  readonly key: string | null;
  readonly answer: { readonly number: number | null; readonly key: string; readonly answer: ImportedAnswer } | null;
}

/** What a source's words for a state usually mean; the person says what it gets wrong. Decidim's are accepted, evaluating, rejected, withdrawn. */
const STATE_WORDS: Record<StateTarget, readonly string[]> = {
  published: [
    'published',
    'publicada',
    'publicado',
    'not answered',
    'evaluating',
    'in review',
    'en evaluacion',
    'en revision',
    'submitted',
    'publiee',
    'on the table',
    'in a commitment',
    'merged',
    'split',
  ],
  feasible: ['feasible', 'accepted', 'aceptada', 'acceptee', 'viable', 'realisable'],
  'feasible-with-changes': ['feasible with changes', 'viable con ajustes', 'partially accepted', 'avec ajustements'],
  'not-feasible': ['not feasible', 'no viable', 'non realisable'],
  'already-planned': ['already planned', 'ya esta previsto', 'deja prevu'],
  'outside-the-call': ['outside the call', 'fuera de la convocatoria'],
  'carried-over': ['carried over', 'pasa a la proxima instancia'],
  'not-taken-up': ['not taken up', 'rejected', 'rechazada', 'rejetee', 'no prospero'],
  'leave-out': ['withdrawn', 'retirada', 'retiree', 'hidden', 'held'],
};

export const guessState = (value: string): StateTarget | null =>
  STATE_TARGETS.find((target) => STATE_WORDS[target].includes(plain(value))) ?? null;

const WHOLE = /^\d{1,9}$/;

/** Reads the cells of one row by the mapping, and notes what is wrong with them. */
class RowReader {
  readonly remarks: RowRemark[] = [];
  private readonly isDecidim: boolean;

  constructor(
    private readonly ground: Ground,
    private readonly cells: readonly string[],
  ) {
    this.isDecidim = ground.format.startsWith('decidim');
  }

  get hasProblem(): boolean {
    return this.remarks.some(({ isProblem }) => isProblem);
  }

  wrong(field: ImportField, code: string, value = this.cell(field).text): void {
    this.remarks.push({ field, code, value: value.slice(0, 120), isProblem: true });
  }

  note(field: ImportField, code: string, value = this.cell(field).text): void {
    this.remarks.push({ field, code, value: value.slice(0, 120), isProblem: false });
  }

  /** The text of a field with the language that its column says it has. */
  cell(field: ImportField): { text: string; lang: Locale | null } {
    const source = this.ground.mapping.columns[field];
    if (source === undefined) return { text: '', lang: null };
    const { columns } = this.ground;
    if (!source.endsWith('/*'))
      return { text: cleanText(this.cells[columns.indexOf(source)] ?? ''), lang: languageOfColumn(source) };
    const group = columns.flatMap((name, index) => {
      const text = groupOf(name) === source ? cleanText(this.cells[index] ?? '') : '';
      return text === '' ? [] : [{ text, lang: languageOfColumn(name) }];
    });
    const wanted = this.ground.mapping.lang ?? this.ground.locale;
    return (
      group.find(({ lang }) => lang === wanted) ?? group.find(({ lang }) => lang !== null) ?? group[0] ?? { text: '', lang: null }
    );
  }

  line(field: ImportField, max: number): string | null {
    const text = this.cell(field).text.replace(/\s+/g, ' ');
    if (text === '') return null;
    if (text.length > max) this.note(field, 'shortened', text);
    return shortened(text, max);
  }

  prose(field: ImportField): string {
    const { text } = this.cell(field);
    return this.isDecidim ? plainText(text) : text;
  }

  /** A value of a mapped column as one of ours: as the person said, else by its name. */
  mapped(field: MappedField, byName: (value: string) => string | null): string | null {
    const value = this.cell(field).text;
    if (value === '') return null;
    return this.ground.mapping.values[field][value] ?? byName(value);
  }

  moment(field: ImportField): string {
    const { text } = this.cell(field);
    if (text === '') return this.ground.now.toISOString();
    const exact = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)
      ? Date.parse(text.replace(/ UTC$/, 'Z').replace(' ', 'T'))
      : Number.NaN;
    const day = dayIn(text);
    const time = Number.isNaN(exact) ? (day ? Date.parse(`${day}T12:00:00Z`) : Number.NaN) : exact;
    if (!Number.isNaN(time) && time <= this.ground.now.getTime()) return new Date(time).toISOString();
    this.note(field, Number.isNaN(time) ? 'no-day' : 'in-the-future', text);
    return this.ground.now.toISOString();
  }

  whole(field: ImportField): number | null {
    const { text } = this.cell(field);
    if (text === '') return null;
    if (WHOLE.test(text)) return Number(text);
    this.note(field, 'no-number', text);
    return null;
  }

  degrees(field: 'latitude' | 'longitude', most: number): number | null {
    const { text } = this.cell(field);
    if (text === '') return null;
    const degrees = Number(text.replace(',', '.'));
    if (Number.isFinite(degrees) && Math.abs(degrees) <= most) return degrees;
    this.note(field, 'no-degrees', text);
    return null;
  }

  /** What our own archive says in JSON. */
  kept<T>(field: 'versions' | 'callAnswers', read: (json: string) => T | null): T | null {
    const { text } = this.cell(field);
    if (text === '') return null;
    const found = read(text);
    if (found === null) this.note(field, 'not-read', '');
    return found;
  }

  /** Null where the row says that it was not answered, or something is wrong with its answer. */
  answer(): ImportedAnswer | null {
    const { mapping, sourceName, areas } = this.ground;
    const state = this.mapped('state', guessState) as StateTarget | null;
    const { text } = this.cell('state');
    if (text !== '' && state === null) this.wrong('state', 'no-state');
    if (state === null || state === 'published') return null;
    if (state === 'leave-out') {
      this.wrong('state', 'left-out-by-state');
      return null;
    }
    const reasons = this.prose('answer');
    const isEnd = IMPORTED_ENDS.some((each) => each === state);
    if (reasons === '') this.wrong('answer', 'answer-without-reasons', text);
    if (reasons.length > (isEnd ? REASON_MAX : REVIEW_TEXT_MAX)) this.wrong('answer', 'too-long', reasons);
    const by = this.line('answeredBy', NAME_MAX) ?? sourceName;
    const at = this.moment('answeredAt');
    if (isEnd) return { kind: 'response', disposition: state as ImportedEnd, reasons, by, at };
    const areaId = this.mapped('area', (value) => areas.get(plain(value)) ?? null) ?? mapping.areaId;
    if (areaId === null) {
      this.wrong('area', this.cell('area').text === '' ? 'area-missing' : 'no-area');
      return null;
    }
    return { kind: 'review', areaId, verdict: state as Verdict, reasons, by, at };
  }
}

/** Cut at the end of a word, with a sign that it was. */
function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const end = cut.lastIndexOf(' ');
  return `${end > max / 2 ? cut.slice(0, end) : cut}…`;
}

const keyOf = (row: RowReader, field: 'key' | 'proposal'): string | null => {
  const text = row.cell(field).text.replace(/\s+/g, ' ');
  return text === '' ? null : text.slice(0, KEY_MAX);
};

const Address = /^https?:\/\/[^\s<>"]+$/i;

/** What a row would become, with everything that is wrong with it. Doing it applies the same plan. */
export function planProposal(ground: Ground, cells: readonly string[]): PlannedProposal {
  const row = new RowReader(ground, cells);
  const key = keyOf(row, 'key');
  const title = row.cell('title');
  const wholeTitle = title.text.replace(/\s+/g, ' ');
  if (wholeTitle === '') row.wrong('title', 'missing');
  if (wholeTitle.length > TITLE_MAX) row.note('title', 'title-shortened', wholeTitle);
  const text = row.prose('body');
  if (text === '') row.wrong('body', 'missing');
  const body = wholeTitle.length > TITLE_MAX ? `${wholeTitle}\n\n${text}` : text;
  if (body.length > IMPORTED_BODY_MAX) row.wrong('body', 'too-long', text);
  const themeId = row.mapped('theme', (value) => ground.themes.get(plain(value)) ?? null) ?? ground.mapping.themeId;
  if (themeId === null) row.wrong('theme', row.cell('theme').text === '' ? 'theme-missing' : 'no-theme');
  const lang = languageOfRow(row, ground, title.lang, text);
  const answer = row.answer();
  const proposal = {
    lang,
    answer,
    themeId: themeId ?? '',
    title: shortened(wholeTitle, TITLE_MAX),
    body,
    authorName: row.line('author', NAME_MAX) ?? ground.sourceName,
    sector: sectorOfRow(row),
    onBehalfOf: row.line('onBehalfOf', ORGANISATION_MAX),
    neighbourhood: row.line('neighbourhood', NEIGHBOURHOOD_MAX),
    publishedAt: row.moment('publishedAt'),
    versions: row.kept('versions', versionsIn),
    callAnswers: row.kept('callAnswers', answersIn) ?? [],
    source: {
      key,
      url: urlOf(row),
      supports: row.whole('supports'),
      latitude: row.degrees('latitude', 90),
      longitude: row.degrees('longitude', 180),
    },
  };
  return { key, remarks: row.remarks, proposal: row.hasProblem ? null : proposal };
}

/** What a row would answer, and to which proposal. Whether that proposal is here is for who looks it up. */
export function planAnswer(ground: Ground, cells: readonly string[]): PlannedAnswer {
  const row = new RowReader(ground, cells);
  const key = keyOf(row, 'proposal');
  if (key === null) row.wrong('proposal', 'missing');
  const answer = row.answer();
  if (answer === null && !row.hasProblem) row.wrong('state', 'no-answer');
  if (key === null || answer === null || row.hasProblem) return { key, remarks: row.remarks, answer: null };
  const ours = /\/(P-\d{3,7})\/?$/.exec(key)?.[1] ?? key;
  const number = /^p/i.test(ours) ? parseProposalNumber(ours) : null;
  return { key, remarks: row.remarks, answer: { number, key, answer } };
}

function languageOfRow(row: RowReader, ground: Ground, ofColumn: Locale | null, text: string): Locale {
  const said = row.cell('lang').text;
  const found = said === '' ? null : languageIn(said);
  if (said !== '' && found === null) row.note('lang', 'no-language', said);
  return found ?? ofColumn ?? ground.mapping.lang ?? languageOf(text, ground.locale);
}

function sectorOfRow(row: RowReader): Sector {
  const { text } = row.cell('sector');
  const sector = text === '' ? null : sectorIn(text);
  if (text !== '' && sector === null) row.note('sector', 'no-sector', text);
  return sector ?? 'residents';
}

function urlOf(row: RowReader): string | null {
  const { text } = row.cell('url');
  if (text === '') return null;
  if (Address.test(text) && text.length <= URL_MAX) return text;
  row.note('url', 'no-address', text);
  return null;
}

/** The name of a source as a form gives it. */
export const SourceName = line(SOURCE_NAME_MAX);
