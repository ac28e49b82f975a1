import { isUtf8 } from 'node:buffer';
import { RefusedError } from '../../kernel/refusal.js';
import type { FileKind } from '../domain/index.js';
import { readCsvRows } from './csv.js';
import { readJsonRows } from './json.js';
import { withKeptParts } from './kept-parts.js';
import { pieces } from './pieces.js';
import { readXlsxRows } from './xlsx.js';
import { openZip } from './zip.js';

/** A row as the file has it. `line`: the line of a text, the row of a sheet, the place in a list, as people count. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table that can be gone through again and again; the first row of a text or a sheet names the columns. */
export interface Table {
  readonly kind: FileKind;
  readonly columns: readonly string[];
  rows(): AsyncIterable<TableRow>;
}

/** Opens a file as a table, by what is in it and not by its name. Refuses with `file-unreadable`, `file-too-large`. */
export async function openTable(bytes: Buffer): Promise<Table> {
  try {
    return await opened(bytes);
  } catch (error) {
    throw error instanceof RefusedError ? error : unreadable();
  }
}

export const unreadable = (): RefusedError => new RefusedError({ code: 'file-unreadable' }, 409);

async function opened(bytes: Buffer): Promise<Table> {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    const zip = await openZip(bytes);
    if (zip.names.includes('xl/workbook.xml')) return withHeader('xlsx', () => readXlsxRows(zip));
    const name = zip.names.find((each) => /(^|\/)proposals\.csv$/.test(each));
    if (name === undefined) throw unreadable();
    const proposals = await withHeader('zip', () => readCsvRows(zip.read(name)));
    return withKeptParts(proposals, zip, name.slice(0, -'proposals.csv'.length));
  }
  const text = inUtf8(bytes);
  return /^\s*[[{]/.test(
    text
      .subarray(0, 200)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  )
    ? readJsonRows(text)
    : withHeader('csv', () => readCsvRows(pieces(text)));
}

/** Spreadsheets of Windows write UTF-16 with a mark, or an alphabet of their own without any. */
function inUtf8(bytes: Buffer): Buffer {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(new TextDecoder('utf-16le').decode(bytes));
  return isUtf8(bytes) ? bytes : Buffer.from(new TextDecoder('windows-1252').decode(bytes));
}

/** The first row names the columns; rows without words are passed over. */
async function withHeader(kind: FileKind, read: () => AsyncIterable<TableRow>): Promise<Table> {
  let columns: string[] = [];
  for await (const { cells } of read()) {
    columns = cells.map((cell) => cell.trim());
    break;
  }
  async function* rows(): AsyncGenerator<TableRow> {
    let isFirst = true;
    for await (const row of read()) {
      if (!isFirst && row.cells.some((cell) => cell.trim() !== '')) yield row;
      isFirst = false;
    }
  }
  return { kind, columns, rows: guarded(rows) };
}

/** What breaks in the middle of a file is told as what is broken at its beginning. */
const guarded = (rows: () => AsyncGenerator<TableRow>) =>
  async function* (): AsyncGenerator<TableRow> {
    try {
      yield* rows();
    } catch (error) {
      throw error instanceof RefusedError ? error : unreadable();
    }
  };
