import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SYSTEM } from '../../src/kernel/actor.js';
import { cleanText } from '../../src/kernel/text.js';
import { DataFilesQueries, DataFilesService, ImportsQueries, ImportsService, ImportWork } from '../../src/exchange/index.js';
import type { FileFormat } from '../../src/exchange/domain/index.js';
import { armed, disarmed } from '../../src/exchange/domain/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type TestApp } from '../support/app.js';
import { fileMade } from '../world/exchange.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let one: World;
let other: World;

beforeAll(async () => {
  app = await startApp();
  one = await makeWorld(app, { slug: 'ba' });
  other = await makeWorld(app, { slug: 'otra' });
});
afterAll(() => app.close());

/** Texts that tables, spreadsheets and readers stumble over. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '=1+1',
    "'=1+1",
    "''@SUM(A1)",
    '+54 11',
    '-2',
    '\t=x',
    '＝1',
    'a"b""c',
    'uno;dos,tres\tcuatro',
    'línea uno\r\nlínea dos\n\nlínea tres',
    'con\u0000nulo',
    'שלום עולם',
    '\u202eabc\u202c',
    '👩🏽‍🌾🌳',
    '_x000D_ _x005F_',
    '<b>&amp;</b>',
    '\ufeffcon marca',
    ']]>',
    '\u000b\u001f',
    'null',
    'P-001',
  ),
);
/** What stands in a database: words that were cleaned on their way in. */
const words = (max: number) =>
  hostile
    .map((text) => cleanText(text).slice(0, max))
    .map((text) => cleanText(text))
    .filter((text) => text !== '');
const line = (max: number) =>
  words(max)
    .map((text) => cleanText(text.replace(/\s+/g, ' ')))
    .filter((text) => text !== '');

const day = fc
  .integer({ min: 0, max: 400 })
  .map((days) => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000 + 12_345).toISOString());
/** What our own archive has beside the proposals: versions before this one, and answers to questions of the call. */
const earlierVersions = fc.record({
  earlier: fc.array(fc.record({ title: line(100), body: words(500), note: fc.option(line(100)), at: day }), {
    minLength: 1,
    maxLength: 3,
  }),
  last: fc.record({ note: fc.option(line(100)), at: day }),
});
const callAnswer = fc.record({
  question: fc.uuid(),
  kind: fc.constantFrom('text', 'choice', 'yes-no'),
  label: fc.record({ es: line(80), fr: line(80) }),
  isPublic: fc.boolean(),
  value: fc.oneof(words(300), fc.record({ es: line(50), en: line(50) })),
});

const proposal = fc.record({
  earlierVersions: fc.option(earlierVersions, { nil: null }),
  callAnswers: fc.array(callAnswer, { maxLength: 3 }),
  title: line(100),
  body: words(2000),
  author: line(100),
  organisation: fc.option(line(100), { nil: '' }),
  neighbourhood: fc.option(line(100), { nil: '' }),
  language: fc.constantFrom('es', 'en', 'fr'),
  sector: fc.constantFrom('residents', 'academia', 'civil-society'),
  theme: fc.constantFrom('Datos abiertos', 'Lenguaje claro'),
  publishedAt: day,
  answered: fc.option(
    fc.record({
      state: fc.constantFrom('feasible', 'not-feasible', 'not-taken-up', 'carried-over'),
      answer: words(500),
      answeredBy: line(80),
    }),
    {
      nil: null,
    },
  ),
});

async function bring(world: World, file: Buffer, source: string): Promise<string> {
  const imports = app.nest.get(ImportsService);
  const work = app.nest.get(ImportWork);
  const id = await imports.start(world.processId, { sourceName: source, kind: null, file: 'x' }, file, SYSTEM);
  const found = await app.nest.get(ImportsQueries).one(world.processId, id);
  await imports.map(world.processId, id, {
    columns: found?.mapping.columns ?? {},
    values: {},
    themeId: null,
    areaId: null,
    lang: null,
  });
  await work.goOn(id);
  await imports.begin(world.processId, id, SYSTEM);
  await work.goOn(id);
  const { counts } = await app.nest.get(ImportsQueries).counts(id);
  const told = await app.nest.get(ImportsQueries).told(id, 1);
  expect([counts['left-out'] ?? 0, told.filter(({ outcome }) => outcome === 'left-out')]).toEqual([0, []]);
  return id;
}

async function undo(world: World, id: string): Promise<void> {
  await app.nest.get(ImportsService).undo(world.processId, id);
  await app.nest.get(ImportWork).goOn(id);
}

async function goOut(world: World, format: FileFormat): Promise<Buffer> {
  const files = app.nest.get(DataFilesService);
  const id = await files.ask(
    { id: world.processId, slug: world.slug },
    { reach: 'team', format, hasMark: format === 'csv', locale: 'es' },
    SYSTEM,
  );
  await fileMade(app, id);
  const pieces: Buffer[] = [];
  for await (const piece of app.nest.get(DataFilesQueries).bytes(id)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const contents = (world: World) =>
  app.db.reader.rows(sql`
    select p.title, p.body, p.lang, t.name->>'es' as theme, p.state, p.author_name, p.sector, p.on_behalf_of, p.neighbourhood, p.published_at,
      (select jsonb_build_object('v', r.verdict, 'r', r.reasons, 's', r.signed_by, 'at', r.at, 'area', a.name) from feasibility_review r join area a on a.id = r.area_id where r.proposal_id = p.id) as review,
      (select jsonb_build_object('d', r.disposition, 'r', r.reason, 's', r.decided_by, 'at', r.at) from response r where r.subject_id = p.id::text) as response
    from proposal p join theme t on t.id = p.theme_id where p.process_id = ${world.processId} order by p.number`);

/** What only our own archive carries. */
const kept = (world: World) =>
  app.db.reader.rows(sql`
    select p.answers, (select jsonb_agg(jsonb_build_array(v.version, v.title, v.body, v.note, v.at) order by v.version)
      from proposal_version v where v.proposal_id = p.id) as versions from proposal p where p.process_id = ${world.processId} order by p.number`);

describe('what goes out', () => {
  it.each(['csv', 'json', 'xlsx', 'zip'] as const)('and comes in again is the same: %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(proposal, { minLength: 1, maxLength: 30 }), async (proposals) => {
        await forget();
        await bring(one, Buffer.from(JSON.stringify(proposals.map(rowOf))), 'Primera');
        expect(await contents(one)).toHaveLength(proposals.length);
        const second = await bring(other, await goOut(one, format), 'Segunda');
        expect(await contents(other)).toEqual(await contents(one));
        if (format === 'zip') expect(await kept(other)).toEqual(await kept(one));
        expect(await kept(one)).toMatchObject(proposals.map(({ callAnswers }) => ({ answers: callAnswers })));
        await undo(other, second);
        expect(await contents(other)).toEqual([]);
        const titles = (await contents(one)) as { title: string; body: string }[];
        expect(titles.map(({ title, body }) => [title, body])).toEqual(proposals.map(({ title, body }) => [title, body]));
      }),
      { numRuns: 5, seed: 20261126 },
    );
  });

  it('is kept from running as a formula, and is read back as it was', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(armed(disarmed(text))).toBe(text);
        expect(disarmed(text)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      }),
      { numRuns: 2000 },
    );
  });
});

type Drawn = Record<string, unknown> & { answered: object | null; earlierVersions: object | null; callAnswers: object[] };
const rowOf = ({ answered, earlierVersions: versions, callAnswers, ...rest }: Drawn, index: number): object => ({
  id: index + 1,
  ...rest,
  earlierVersions: versions ? JSON.stringify(versions) : '',
  callAnswers: JSON.stringify(callAnswers),
  ...(answered ?? { state: 'published', answer: '', answeredBy: '' }),
  area: answered ? 'Dirección de Datos' : '',
  answeredAt: answered ? '2026-01-15T10:00:00.000Z' : '',
});

/** Both processes as they were; the triggers that keep answers are off for this transaction. */
const forget = () =>
  app.db.database.pool.query(`begin; set local session_replication_role = replica;
    truncate proposal, proposal_version, proposal_source, proposal_assignment, feasibility_review, response, proposal_import, proposal_import_row, data_file, data_file_piece, sequence_counter cascade; commit;`);
