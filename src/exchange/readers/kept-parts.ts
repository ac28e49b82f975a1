import { RefusedError } from '../../kernel/refusal.js';
import { KEPT_COLUMNS } from '../domain/index.js';
import { readCsvRows } from './csv.js';
import type { Table, TableRow } from './read-table.js';
import type { Zip } from './zip.js';

/** Characters of earlier versions and answers that are held while the proposals are read. */
const HELD_MAX = 64 * 1024 * 1024;

interface Parts {
  readonly earlier: object[];
  last: object | null;
  readonly answers: string[];
}

/** The proposals of our own archive with what its other tables have of them: earlier versions of the text, and answers to the questions of the call. */
export async function withKeptParts(proposals: Table, zip: Zip, folder: string): Promise<Table> {
  const number = proposals.columns.indexOf('number');
  const parts = await partsOf(zip, folder);
  if (number < 0 || parts.size === 0) return proposals;
  async function* rows(): AsyncGenerator<TableRow> {
    for await (const { line, cells } of proposals.rows()) {
      const own = parts.get(cells[number] ?? '');
      const whole = proposals.columns.map((_, index) => cells[index] ?? '');
      yield { line, cells: [...whole, ...(own ? cellsOf(own) : ['', ''])] };
    }
  }
  return { ...proposals, columns: [...proposals.columns, ...KEPT_COLUMNS], rows };
}

const cellsOf = ({ earlier, last, answers }: Parts): string[] => [
  last ? JSON.stringify({ earlier, last }) : '',
  answers.length > 0 ? `[${answers.join(',')}]` : '',
];

async function partsOf(zip: Zip, folder: string): Promise<ReadonlyMap<string, Parts>> {
  const parts = new Map<string, Parts>();
  let held = 0;
  const of = (proposal: string, more: number): Parts => {
    held += more;
    if (held > HELD_MAX) throw new RefusedError({ code: 'file-too-large', params: { max: HELD_MAX / 1024 / 1024 } }, 409);
    const known = parts.get(proposal) ?? { earlier: [], last: null, answers: [] };
    parts.set(proposal, known);
    return known;
  };
  for await (const row of named(zip, `${folder}versions.csv`)) {
    const { proposal = '', title = '', body = '', note = '', at = '' } = row;
    // A text that was never changed is the proposal's.
    if (row['isCurrent'] === 'true' && row['version'] === '1' && note === '') continue;
    if (row['isCurrent'] === 'true') of(proposal, note.length).last = { note, at };
    else of(proposal, title.length + body.length).earlier.push({ title, body, note, at });
  }
  for await (const { proposal = '', asKept = '' } of named(zip, `${folder}answers.csv`))
    if (asKept !== '') of(proposal, asKept.length).answers.push(asKept);
  return parts;
}

/** Rows by the names of their columns; none where there is no such table. */
async function* named(zip: Zip, name: string): AsyncGenerator<Readonly<Record<string, string>>> {
  let columns: readonly string[] | null = null;
  for await (const { cells } of readCsvRows(zip.read(name))) {
    if (columns) yield Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
    else columns = cells;
  }
}
