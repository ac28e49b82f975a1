import { Readable } from 'node:stream';
import type { DataRow } from '../data-tables.queries.js';

/** `{"proposals": [{…}, …]}`, a text for each batch of rows. */
export function jsonStream(name: string, columns: readonly string[], batches: AsyncIterable<readonly DataRow[]>): Readable {
  const names = columns.map((column) => `${JSON.stringify(column)}:`);
  const objectOf = (row: DataRow): string =>
    `{${names.map((column, index) => column + JSON.stringify(row[index] ?? null)).join(',')}}`;
  async function* pieces(): AsyncGenerator<string> {
    let before = `{${JSON.stringify(name)}:[`;
    for await (const rows of batches) {
      yield `${before}\n${rows.map(objectOf).join(',\n')}`;
      before = ',';
    }
    yield before === ',' ? '\n]}\n' : `${before}]}\n`;
  }
  return Readable.from(pieces(), { objectMode: false });
}
