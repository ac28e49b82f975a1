import type { Locale } from '../../kernel/localized.js';
import { cleanText, emailAddress } from '../../kernel/text.js';
import type { Sector } from '../../participants/domain/index.js';
import { dayIn, languageIn, plain, sectorIn, severalIn, type ContactField, type Mapping } from './contact-words.js';
import type { CsvTable } from '../../platform/domain/index.js';

export const ORGANISATION_MAX = 200;
export const CONTACT_NAME_MAX = 120;
export const KNOWS_MAX = 600;
export const CONSENT_MAX = 200;
/** Rows of one table; a larger one is cut into several. */
export const ROWS_MAX = 5000;

/** A contact as a row gives it. */
export interface ContactDraft {
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  readonly sector: Sector;
  readonly languages: readonly Locale[];
  readonly themeIds: readonly string[];
  readonly knows: string | null;
  readonly consentOrigin: string;
  readonly consentOn: string;
}

/** What is said about a row: `code` is the message, `value` what was found there. A note does not keep the row out. */
export interface RowRemark {
  readonly field: ContactField;
  readonly code: string;
  readonly value: string;
}

/** `new`: comes in. `merged`: the address is known, or came earlier in the table (`sameAs` is that line). `left-out`: has problems. `refused`: its reader asked not to be written to. */
export type RowOutcome = 'new' | 'merged' | 'left-out' | 'refused';

export interface PlannedRow {
  readonly line: number;
  readonly outcome: RowOutcome;
  readonly email: string;
  readonly sameAs: number | null;
  readonly problems: readonly RowRemark[];
  readonly notes: readonly RowRemark[];
}

/** What an import finds when it arrives. */
export interface Ground {
  /** By the plain form of every name they have. */
  readonly themes: ReadonlyMap<string, string>;
  readonly known: ReadonlyMap<string, { readonly organisation: string }>;
  readonly suppressed: ReadonlySet<string>;
  readonly today: string;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  /** One for each address that comes in or is merged; of several rows of one address the first, with what the others add. */
  readonly contacts: readonly ContactDraft[];
}

/** The names of themes, and of what they are called in other languages, as the ground of an import needs them. */
export const themesByName = (themes: readonly { id: string; name: object }[]): Map<string, string> =>
  new Map(themes.flatMap(({ id, name }) => Object.values(name).map((text) => [plain(String(text)), id] as const)));

/** What a table would do, row by row, before anything is done; doing it applies the same plan. */
export function planImport(table: CsvTable, mapping: Mapping, ground: Ground): ImportPlan {
  const firsts = new Map<string, { line: number; draft: ContactDraft }>();
  const rows = table.rows.slice(0, ROWS_MAX).map(({ line, cells }): PlannedRow => {
    const cell = (field: ContactField): string => {
      const column = mapping[field];
      return column === undefined ? '' : cleanText(cells[column] ?? '').replace(/\s+/g, ' ');
    };
    const { draft, problems, notes } = readRow(cell, ground);
    const email = draft?.email ?? cell('email').toLowerCase();
    const row = { line, email, sameAs: null, problems, notes };
    if (!draft) return { ...row, outcome: 'left-out' };
    if (ground.suppressed.has(draft.email)) return { ...row, outcome: 'refused' };
    const first = firsts.get(draft.email);
    const known = ground.known.get(draft.email);
    firsts.set(draft.email, first ? { line: first.line, draft: merged(first.draft, draft) } : { line, draft });
    const organisation = first?.draft.organisation ?? known?.organisation;
    if (organisation === undefined) return { ...row, outcome: 'new' };
    const differs = plain(organisation) !== plain(draft.organisation);
    const other = { field: 'organisation', code: 'kept-organisation', value: organisation } as const;
    return { ...row, outcome: 'merged', sameAs: first?.line ?? null, notes: differs ? [...notes, other] : notes };
  });
  return { rows, contacts: [...firsts.values()].map(({ draft }) => draft) };
}

const union = <T>(one: readonly T[], other: readonly T[]): T[] => [...new Set([...one, ...other])];

/** Two rows of one address: the first stays, the second adds what it knows, and the later consent counts. */
export function merged(first: ContactDraft, second: ContactDraft): ContactDraft {
  const later = second.consentOn > first.consentOn ? second : first;
  const knows = union(severalIn(first.knows ?? ''), severalIn(second.knows ?? ''))
    .join('; ')
    .slice(0, KNOWS_MAX);
  return {
    ...first,
    languages: union(first.languages, second.languages),
    themeIds: union(first.themeIds, second.themeIds),
    knows: knows === '' ? null : knows,
    consentOrigin: later.consentOrigin,
    consentOn: later.consentOn,
  };
}

function readRow(
  cell: (field: ContactField) => string,
  ground: Ground,
): { draft: ContactDraft | null; problems: RowRemark[]; notes: RowRemark[] } {
  const problems: RowRemark[] = [];
  const notes: RowRemark[] = [];
  const wrong = (field: ContactField, code: string): void => void problems.push({ field, code, value: cell(field) });
  const text = (field: ContactField, max: number): string => {
    const value = cell(field);
    if (value === '') wrong(field, 'missing');
    else if (value.length > max) wrong(field, 'too-long');
    return value;
  };
  const organisation = text('organisation', ORGANISATION_MAX);
  const name = text('name', CONTACT_NAME_MAX);
  const email = emailAddress.safeParse(cell('email'));
  if (!email.success) wrong('email', cell('email') === '' ? 'missing' : 'no-address');
  const sector = sectorIn(cell('sector'));
  if (!sector) wrong('sector', cell('sector') === '' ? 'missing' : 'no-sector');
  const consentOrigin = text('consentOrigin', CONSENT_MAX);
  const consentOn = dayIn(cell('consentOn'));
  if (!consentOn) wrong('consentOn', cell('consentOn') === '' ? 'missing' : 'no-day');
  else if (consentOn > ground.today) wrong('consentOn', 'in-the-future');
  const languages = severalIn(cell('languages')).flatMap((word) => {
    const found = languageIn(word);
    if (!found) notes.push({ field: 'languages', code: 'no-language', value: word });
    return found ? [found] : [];
  });
  const words = severalIn(cell('knows'));
  const themeIds = severalIn(cell('themes')).flatMap((word) => {
    const found = ground.themes.get(plain(word));
    if (found) return [found];
    notes.push({ field: 'themes', code: 'no-theme', value: word });
    words.push(word);
    return [];
  });
  if (problems.length > 0 || !email.success || !sector || !consentOn) return { draft: null, problems, notes };
  const knows = words.join('; ').slice(0, KNOWS_MAX);
  return {
    draft: {
      organisation,
      name,
      email: email.data,
      sector,
      languages: union(languages, []),
      themeIds: union(themeIds, []),
      knows: knows === '' ? null : knows,
      consentOrigin,
      consentOn,
    },
    problems,
    notes,
  };
}
