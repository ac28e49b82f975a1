/**
 * How fast proposals come in and go out as files, and how much memory that takes: a CSV of invented proposals is brought in by the parts that a
 * coordinator's form uses, then the package with all tables is made.
 *
 *     npm run bench:exchange -- [28000] [seed]
 *
 * On the embedded database in memory, or in a database of its own on the server of DATABASE_URL, which is dropped at the end.
 */
import { setInterval, clearInterval } from 'node:timers';
import pg from 'pg';
import { inventProposal } from './invented-proposal.ts';
import { THEMES } from './proposal-words.ts';
import { Seeded } from './seeded.ts';

const MOST = 100_000;
const MB = 1024 * 1024;
const BEGIN = Date.UTC(2026, 0, 2, 12);

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

function table(): Buffer {
  const dice = new Seeded(seed);
  const ids = ['', '', '', ''] as const;
  const themeIds = THEMES.map((theme) => theme.name.es);
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const lines = ['id,title,body,language,theme,author,organisation,neighbourhood,publishedAt,votes'];
  for (let number = 1; number <= count; number++) {
    const one = inventProposal(dice, { number, ids, themeIds, areaIds: themeIds, accountIds: [''], begin: BEGIN });
    const cells = [
      String(number),
      one.title,
      one.body,
      one.lang,
      one.themeId,
      one.authorName,
      one.onBehalfOf ?? '',
      one.neighbourhood ?? '',
    ];
    lines.push([...cells, one.at.toISOString(), String(dice.below(400))].map(quoted).join(','));
  }
  return Buffer.from(lines.join('\n'));
}

/** Runs something and says how many rows a second it did, and the most memory that the process held meanwhile. */
async function measured(what: string, rows: number, work: () => Promise<unknown>): Promise<void> {
  let peak = process.memoryUsage().rss;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(watch);
  const line = `${what.padEnd(34)} ${seconds.toFixed(1).padStart(7)} s ${Math.round(rows / seconds)
    .toLocaleString('en')
    .padStart(8)} rows/s  peak ${Math.round(Math.max(peak, process.memoryUsage().rss) / MB)} MB`;
  process.stdout.write(`${line}\n`);
}

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
  const { id: processId, slug } = await app.get(ProcessService).create(
    {
      template: 'ogp-three-stages',
      slug: 'banco',
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
  const [imports, work, files] = [
    app.get(exchange.ImportsService),
    app.get(exchange.ImportWork),
    app.get(exchange.DataFilesService),
  ];
  const content = table();
  process.stdout.write(
    `${count} proposals, ${(content.length / MB).toFixed(1)} MB of CSV, ${server ? 'server' : 'embedded database'}\n`,
  );
  let id = '';
  const mapping = { columns: {}, values: {}, themeId: null, areaId: null, lang: null };
  await measured('import: reading the file', count, async () => {
    id = await imports.start(processId, { sourceName: 'Banco', kind: null, file: 'banco.csv' }, content, SYSTEM);
  });
  await measured('import: looking at every row', count, async () => {
    const found = await app.get(exchange.ImportsQueries).one(processId, id);
    await imports.map(processId, id, { ...mapping, columns: found?.mapping.columns ?? {} });
    while (await work.step(id)) continue;
  });
  await measured('import: bringing the rows in', count, async () => {
    await imports.begin(processId, id, SYSTEM);
    while (await work.step(id)) continue;
  });
  for (const format of ['zip', 'xlsx', 'csv', 'json'] as const)
    await measured(`export: ${format}`, count, async () => {
      const file = await files.ask({ id: processId, slug }, { reach: 'team', format, hasMark: true, locale: 'es' }, SYSTEM);
      while ((await app.get(exchange.DataFilesQueries).one(file))?.state !== 'ready')
        await new Promise((resolve) => setTimeout(resolve, 50));
    });
  await measured('import: undoing it', count, async () => {
    await imports.undo(processId, id);
    while (await work.step(id)) continue;
  });
  await app.close();
} finally {
  await onServer(`drop database if exists ${name} with (force)`);
}

/** An embedded database in memory, as the test runner has. */
async function emptyPglite({ EMBEDDED_EXTENSIONS }: Databases) {
  const { PGlite } = await import('@electric-sql/pglite');
  return PGlite.create({ extensions: EMBEDDED_EXTENSIONS });
}
