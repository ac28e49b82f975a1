import { Readable } from 'node:stream';
import type { DataRow } from '../data-tables.queries.js';

/** `{"proposals": [{…}, …]}`, written row by row. */
export function jsonStream(name: string, columns: readonly string[], rows: AsyncIterable<DataRow>): Readable {
  async function* pieces(): AsyncGenerator<string> {
    let before = `{${JSON.stringify(name)}:[`;
    for await (const row of rows) {
      yield `${before}\n${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index]])))}`;
      before = ',';
    }
    yield before === ',' ? '\n]}\n' : `${before}]}\n`;
  }
  return Readable.from(pieces());
}
