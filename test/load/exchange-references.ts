import { createHash, randomUUID } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw } from 'node:zlib';
import { stringify } from 'csv-stringify';
import type pg from 'pg';
import { insertRows } from './insert-rows.ts';
import { inventProposal } from './invented-proposal.ts';
import { Seeded } from './seeded.ts';

const BATCH = 500;

/** The same proposals and their first versions, put into their tables with one statement each for a batch: no look at any row, no record, no source. */
export async function importReference(client: pg.PoolClient, processId: string, count: number, seed: number): Promise<void> {
  const themes = await client.query<{ id: string }>('select id from theme where process_id = $1 order by position', [processId]);
  const dice = new Seeded(seed);
  const known = { themeIds: themes.rows.map(({ id }) => id), areaIds: [''], accountIds: [''], begin: Date.UTC(2026, 0, 2, 12) };
  for (let begin = 1; begin <= count; begin += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - begin + 1) }, (_, index) => ({
      ...inventProposal(dice, { ...known, number: begin + index, ids: ['', '', '', ''] }),
      id: randomUUID(),
      number: begin + index,
    }));
    type Row = (typeof rows)[number];
    await client.query('begin');
    await insertRows<Row>(client as unknown as pg.Client, 'proposal', rows, {
      id: ['uuid', ({ id }) => id],
      process_id: ['uuid', () => processId],
      number: ['int', ({ number }) => number],
      theme_id: ['uuid', ({ themeId }) => themeId],
      title: ['text', ({ title }) => title],
      body: ['text', ({ body }) => body],
      lang: ['text', ({ lang }) => lang],
      author_name: ['text', ({ authorName }) => authorName],
      author_locale: ['text', ({ lang }) => lang],
      sector: ['text', () => 'residents'],
      state: ['text', () => 'published'],
      endorsements: ['int', () => 0],
      submitted_at: ['timestamptz', ({ at }) => at],
      published_at: ['timestamptz', ({ at }) => at],
      answers: ['jsonb', () => '[]'],
      receipt_hash: ['text', ({ id }) => createHash('sha256').update(id).digest('hex')],
    });
    await insertRows<Row>(client as unknown as pg.Client, 'proposal_version', rows, {
      id: ['uuid', () => randomUUID()],
      proposal_id: ['uuid', ({ id }) => id],
      version: ['int', () => 1],
      title: ['text', ({ title }) => title],
      body: ['text', ({ body }) => body],
      at: ['timestamptz', ({ at }) => at],
    });
    await client.query('commit');
  }
}

/** A cursor of the server over nothing but the proposals' own columns. */
async function* plainRows(client: pg.PoolClient, processId: string): AsyncGenerator<Record<string, unknown>> {
  await client.query('begin');
  await client.query(
    `declare plain cursor for select p.number, p.title, p.body, p.lang, t.name->>'es' as theme, p.state, p.author_name, p.sector, p.on_behalf_of,
       p.neighbourhood, p.endorsements, p.comments, p.submitted_at, p.published_at from proposal p join theme t on t.id = p.theme_id
     where p.process_id = '${processId}' order by p.number`,
  );
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>('fetch 1000 from plain');
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query('commit');
}

const nowhere = (): Writable => new Writable({ write: (_, __, done) => done() });
const asCsv = () => stringify({ header: true, escape_formulas: true, cast: { date: (date) => date.toISOString() } });

type Reference = (client: pg.PoolClient, processId: string) => Promise<void>;

/** The same proposals written nowhere: no answers, areas, sources or places, nothing kept in the database. */
export const exportReferences: Readonly<Record<string, Reference>> = {
  'cursor + csv-stringify': (client, processId) => pipeline(plainRows(client, processId), asCsv(), nowhere()),
  'cursor + JSON.stringify': (client, processId) =>
    pipeline(
      Readable.from(plainRows(client, processId)),
      async function* (rows: AsyncIterable<object>) {
        for await (const row of rows) yield JSON.stringify(row);
      },
      nowhere(),
    ),
  'cursor + csv-stringify + deflate': (client, processId) =>
    pipeline(plainRows(client, processId), asCsv(), createDeflateRaw(), nowhere()),
};
