import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { DataCell, DataRow } from '../data-tables.queries.js';
import { disarmed } from '../domain/index.js';

/** Rows as CSV (RFC 4180). Texts that a spreadsheet would run as a formula are disarmed so that they can be read back as they were. */
export function csvStream(columns: readonly string[], rows: AsyncIterable<DataRow>, hasMark: boolean): Readable {
  const text = stringify({ bom: hasMark, header: true, columns: [...columns], record_delimiter: 'windows' });
  async function* cells(): AsyncGenerator<string[]> {
    for await (const row of rows) yield row.map(written);
  }
  pipeline(Readable.from(cells()), text, () => undefined);
  return text;
}

function written(cell: DataCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return disarmed(cell);
  return cell instanceof Date ? cell.toISOString() : String(cell);
}
