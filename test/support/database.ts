import { PGlite } from '@electric-sql/pglite';
import { describe } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ENTITIES } from '../../src/entities.js';
import { readConfig } from '../../src/platform/config/config.js';
import { type Database, EMBEDDED_EXTENSIONS, openEmbedded, openServer } from '../../src/platform/database/database.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { Reader } from '../../src/platform/database/reader.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { JobsConnection } from '../../src/platform/jobs/jobs-connection.js';
import { createLog } from '../../src/platform/log/log.js';

const MIGRATIONS = 'src/platform/database/migrations';
const CACHE = 'node_modules/.cache/mesa/databases';
const SERVER = process.env['DATABASE_URL'];

/** SQLSTATE deadlock_detected. */
const DEADLOCK = '40P01';
const MOST_ATTEMPTS = 3;

const log = createLog(process.env['TEST_LOG'] ?? 'silent');

/** A migrated, empty database of one spec file. */
export interface TestDatabase {
  readonly database: Database;
  readonly orm: MikroORM;
  readonly uow: UnitOfWork;
  readonly reader: Reader;
  /** Where it is, when it is on a server. */
  readonly url: string | null;
  /** Empties every table, for beforeEach. */
  truncate(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a database for the spec: embedded and in memory (a copy of one that was migrated once per state of the migrations), or, when
 * DATABASE_URL names a server, a new database there, dropped by `close`.
 *
 *     let db: TestDatabase;
 *     beforeAll(async () => { db = await testDatabase(); });
 *     afterAll(() => db.close());
 */
export async function testDatabase(): Promise<TestDatabase> {
  return SERVER ? onServer(SERVER) : over(await openEmbedded(await migratedPglite(), ENTITIES, log));
}

/** For what one connection cannot show (races, locks, lost connections): runs where DATABASE_URL names a server, else says that it did not. */
export const describeOnServer: typeof describe | typeof describe.skip = SERVER ? describe : notRun();

/** The address of the server that DATABASE_URL names; for specs inside describeOnServer. */
export const serverUrl = (): string => {
  if (!SERVER) throw new Error('This spec needs DATABASE_URL');
  return SERVER;
};

function over(database: Database, url: string | null = null, close = () => database.close()): TestDatabase {
  const uow = new UnitOfWork(database.orm, log);
  return {
    database,
    orm: database.orm,
    uow,
    reader: new Reader(database, uow),
    url,
    truncate: () => truncate(database),
    close,
  };
}

async function truncate({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'mikro_orm_migrations'`,
  );
  // The replica role switches off the triggers that keep the record append-only, for this transaction.
  const tables = rows.map((row) => row.name).join(', ');
  const statement = `begin; set local session_replication_role = replica; truncate ${tables} restart identity cascade; commit;`;
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    try {
      await client.query(statement);
      return;
    } catch (error) {
      await client.query('rollback');
      // What the last test left going in the background may hold a table that is wanted here, and want one that is held here.
      if ((error as { code?: unknown }).code !== DEADLOCK || attempt === MOST_ATTEMPTS) throw error;
    } finally {
      client.release();
    }
  }
}

async function migratedPglite(): Promise<PGlite> {
  const file = join(CACHE, `${migrationsHash()}.tar`);
  if (!existsSync(file)) await dumpMigrated(file);
  return new PGlite({ extensions: EMBEDDED_EXTENSIONS, loadDataDir: new Blob([readFileSync(file)]) });
}

async function dumpMigrated(file: string): Promise<void> {
  const pglite = new PGlite({ extensions: EMBEDDED_EXTENSIONS });
  const database = await openEmbedded(pglite, ENTITIES, log);
  await migrate(database, log);
  await installJobs(database);
  const dump = await pglite.dumpDataDir('none');
  await database.close();
  mkdirSync(CACHE, { recursive: true });
  const partial = `${file}.${randomUUID()}`; // another worker may be writing the same
  writeFileSync(partial, Buffer.from(await dump.arrayBuffer()));
  renameSync(partial, file);
}

/** The job queue's own tables, so that no application of a spec has to make them. */
async function installJobs(database: Database): Promise<void> {
  const connection = new JobsConnection(database, new UnitOfWork(database.orm, log), log);
  const boss = await connection.createBoss(readConfig({ NODE_ENV: 'test' }));
  await boss.start();
  await boss.stop({ graceful: false });
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const name of ['@electric-sql/pglite', 'pg-boss']) hash.update(readFileSync(`node_modules/${name}/package.json`));
  for (const name of readdirSync(MIGRATIONS).sort()) hash.update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 16);
}

async function onServer(server: string): Promise<TestDatabase> {
  const name = `mesa_test_${randomUUID().replaceAll('-', '')}`;
  await asOwner(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openServer(url.href, 10, ENTITIES, log);
  await migrate(database, log);
  return over(database, url.href, async () => {
    await database.close();
    await asOwner(server, `drop database ${name} with (force)`);
  });
}

async function asOwner(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function notRun(): typeof describe.skip {
  const skip = (title: string, body: () => void): void => {
    process.stderr.write(`NOT RUN, needs a PostgreSQL server (DATABASE_URL): ${title}\n`);
    describe.skip(title, body);
  };
  return skip as typeof describe.skip;
}
