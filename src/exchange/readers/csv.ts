import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { delimiterOf } from '../../platform/domain/index.js';
import { armed } from '../domain/index.js';
import type { TableRow } from './read-table.js';

const RECORD_MAX = 4 * 1024 * 1024;

/** CSV (RFC 4180) with a comma, semicolon or tab, whichever the first line has most of. Texts that were kept from running as formulas are as they were. */
export async function* readCsvRows(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncGenerator<TableRow> {
  const [first, whole] = await begun(pieces);
  const beginning = first.toString('utf8').replace(/^\ufeff/, '');
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(beginning.replaceAll('\r', '\n')),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: RECORD_MAX,
  });
  Readable.from(whole)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  let line = 1;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield { line, cells: record.map(armed) };
    line = info.lines + 1;
  }
}

/** The first piece, which says what parts the cells, and all pieces. */
async function begun(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<[Buffer, AsyncIterable<Buffer>]> {
  const source: AsyncIterator<Buffer> = Readable.from(pieces)[Symbol.asyncIterator]();
  const first = await source.next();
  const beginning = first.done ? Buffer.alloc(0) : first.value;
  async function* whole(): AsyncGenerator<Buffer> {
    yield beginning;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  }
  return [beginning, whole()];
}
