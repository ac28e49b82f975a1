import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { download, type Download } from './reply.js';

/** A cell as a table of open data holds it; moments as ISO 8601. */
export type CsvCell = string | number | null;

/**
 * Rows as a CSV file (RFC 4180), streamed: with a byte order mark, because spreadsheets take it for another encoding otherwise, and with
 * texts that a spreadsheet would run as a formula disarmed by a leading apostrophe.
 */
export function csvFile(
  filename: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>,
): Download {
  const text = stringify({ bom: true, header: true, columns: [...columns], escape_formulas: true, record_delimiter: 'windows' });
  // A failure destroys the stream, and so the connection: a file cut short must not look whole.
  pipeline(Readable.from(rows), text, () => undefined);
  return download('text/csv; charset=utf-8', text, filename);
}
