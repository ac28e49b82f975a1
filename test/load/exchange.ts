/**
 * How fast proposals come in and go out as files, and how much memory that takes: a CSV of invented proposals is brought in by the parts that a
 * coordinator's form uses, then each kind of file is made in two languages, and all is undone. Beside each stands the same with nothing but the
 * driver: a plain insert of rows, a cursor over a plain select written by csv-stringify or JSON.stringify. Written as a table, then as JSON.
 *
 *     npm run bench:exchange -- [28000] [seed]
 *
 * On the embedded database in memory, or in a database of its own on the server of DATABASE_URL, which is dropped at the end.
 */
import pg from 'pg';
import { exportReferences, importReference } from './exchange-references.ts';
import { inventFile } from './invented-file.ts';
import { THEMES } from './proposal-words.ts';
import { Measures } from './measures.ts';

const MOST = 100_000;
const MB = 1024 * 1024;
const LOCALES = ['es', 'fr'] as const;

const [count, seed] = [Number(process.argv[2] ?? 28_000), Number(process.argv[3] ?? 1)];
if (!Number.isInteger(count) || count < 1 || count > MOST) throw new Error(`The number of proposals must be from 1 to ${MOST}`);

const server = process.env['DATABASE_URL'];
const name = `mesa_bench_${process.pid}`;

/** What is built: modules are found by a name that the compiler does not follow. */
const compiled = async <T>(path: string): Promise<T> => (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as T;

type Config = typeof import('../../src/platform/config/config.js');
type Databases = typeof import('../../src/platform/database/database.js');
type Migrate = typeof import('../../src/platform/database/migrate.js');
type Entities = typeof import('../../src/entities.js');
type Start = typeof import('../../src/start.js');
type JobsModule = typeof import('../../src/platform/jobs/jobs.js');
type Exchange = typeof import('../../src/exchange/index.js');
type Process = typeof import('../../src/process/index.js');
type Actors = typeof import('../../src/kernel/actor.js');
type Logs = typeof import('../../src/platform/log/log.js');

const onServer = async (statement: string): Promise<void> => {
  if (!server) return;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
};

await onServer(`create database ${name}`);
try {
  const { readConfig } = await compiled<Config>('platform/config/config.js');
  const databases = await compiled<Databases>('platform/database/database.js');
  const { migrate } = await compiled<Migrate>('platform/database/migrate.js');
  const { ENTITIES } = await compiled<Entities>('entities.js');
  const { build } = await compiled<Start>('start.js');
  const { createLog } = await compiled<Logs>('platform/log/log.js');
  const log = createLog('silent');
  const url = server ? Object.assign(new URL(server), { pathname: `/${name}` }).href : null;
  const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', SAMPLE: 'false', ...(url ? { DATABASE_URL: url } : {}) });
  const database = url
    ? await databases.openServer(url, 10, ENTITIES, log)
    : await databases.openEmbedded(await emptyPglite(databases), ENTITIES, log);
  await migrate(database, log);
  const app = await build({ config, database, closesDatabase: true, time: null });
  await app.init();
  await app.get((await compiled<JobsModule>('platform/jobs/jobs.js')).Jobs).start();
  const { SYSTEM } = await compiled<Actors>('kernel/actor.js');
  const { ProcessService } = await compiled<Process>('process/index.js');
  const exchange = await compiled<Exchange>('exchange/index.js');
  const named = (es: string) => ({ es });
  const create = (slug: string) =>
    app.get(ProcessService).create(
      {
        template: 'ogp-three-stages',
        slug,
        name: named('Un proceso para medir'),
        summary: named('Inventado.'),
        stages: (['preparation', 'call', 'review', 'roundtables', 'consultation', 'publication', 'monitoring'] as const).map(
          (kind, index) => ({
            kind,
            name: named(kind),
            startsOn: `2026-0${index + 1}-01`,
            endsOn: `2026-0${index + 1}-27`,
          }),
        ),
        themes: THEMES.map((theme) => ({ name: theme.name, description: null })),
        areas: [{ name: named('Un área'), email: null }],
      },
      SYSTEM,
    );
  const { id: processId, slug } = await create('banco');
  const [imports, files] = [app.get(exchange.ImportsService), app.get(exchange.DataFilesService)];
  const content = inventFile(count, seed);
  process.stdout.write(
    `${count} proposals, ${(content.length / MB).toFixed(1)} MB of CSV, ${server ? 'server' : 'embedded database'}\n`,
  );
  const measures = new Measures();
  const queries = app.get(exchange.ImportsQueries);
  /** Waits for the queue, as the page does. */
  const rested = async (state: string): Promise<void> => {
    while ((await queries.list(processId))[0]?.state !== state) await new Promise((resolve) => setTimeout(resolve, 50));
  };
  let id = '';
  const mapping = { columns: {}, values: {}, themeId: null, areaId: null, lang: null };
  await measures.take('import: reading the file', count, async () => {
    id = await imports.start(processId, { sourceName: 'Banco', kind: null, file: 'banco.csv' }, content, SYSTEM);
  });
  const columns = (await queries.one(processId, id))?.mapping.columns ?? {};
  await measures.take('import: looking at every row', count, async () => {
    await imports.map(processId, id, { ...mapping, columns });
    await rested('checked');
  });
  await measures.take('import: bringing the rows in', count, async () => {
    await imports.begin(processId, id, SYSTEM);
    await rested('done');
  });
  const other = await create('referencia');
  const raw = await database.pool.connect();
  await measures.take('reference: plain insert of rows', count, () => importReference(raw, other.id, count, seed));
  for (const format of ['csv', 'json', 'xlsx', 'zip'] as const)
    await measures.take(`export: ${format}, ${LOCALES.length} languages`, count * LOCALES.length, async () => {
      for (const locale of LOCALES) {
        const file = await files.ask({ id: processId, slug }, { reach: 'team', format, hasMark: true, locale }, SYSTEM);
        while ((await app.get(exchange.DataFilesQueries).one(file))?.state !== 'ready')
          await new Promise((resolve) => setTimeout(resolve, 25));
      }
    });
  for (const [what, write] of Object.entries(exportReferences))
    await measures.take(`reference: ${what}`, count, () => write(raw, processId));
  raw.release();
  await measures.take('import: undoing it', count, async () => {
    await imports.undo(processId, id);
    await rested('undone');
  });
  process.stdout.write(`${JSON.stringify({ proposals: count, on: server ? 'server' : 'embedded', steps: measures.all })}\n`);
  await app.close();
} finally {
  await onServer(`drop database if exists ${name} with (force)`);
}

/** An embedded database in memory, as the test runner has. */
async function emptyPglite({ EMBEDDED_EXTENSIONS }: Databases) {
  const { PGlite } = await import('@electric-sql/pglite');
  return PGlite.create({ extensions: EMBEDDED_EXTENSIONS });
}
