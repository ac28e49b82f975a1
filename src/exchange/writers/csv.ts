import { Readable } from 'node:stream';
import type { DataCell, DataRow } from '../data-tables.queries.js';
import { disarmed } from '../domain/index.js';

/**
 * Rows as CSV (RFC 4180), a text for each batch of rows. Texts that a spreadsheet would run as a formula are disarmed so that they can be read back as
 * they were.
 */
export function csvStream(columns: readonly string[], batches: AsyncIterable<readonly DataRow[]>, hasMark: boolean): Readable {
  async function* pieces(): AsyncGenerator<string> {
    yield (hasMark ? '\ufeff' : '') + lineOf(columns);
    for await (const rows of batches) yield rows.map(lineOf).join('');
  }
  return Readable.from(pieces(), { objectMode: false });
}

const lineOf = (row: DataRow): string => `${row.map(written).join(',')}\r\n`;

const QUOTED = /[",\r\n]/;

function written(cell: DataCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return cell instanceof Date ? cell.toISOString() : String(cell);
  const text = disarmed(cell);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
