import pg from 'pg';
import type { Config } from '../config/config.js';
import { StartRefused } from '../config/start-refused.js';
import type { Log } from '../log/log.js';
import { type Database, type EntityList, openServer } from './database.js';
import { MIGRATIONS } from './migrations/index.js';

/** The advisory lock that lets one process migrate at a time: the first eight letters of "mesa-migrate", as a number. */
const MIGRATION_LOCK = 0x6d657361;
/** A change that waits longer than this for a table would make everybody wait behind it: it gives up, and may be tried again. */
const LOCK_TIMEOUT = '-c lock_timeout=2000';

/** The names of migrations that the database lacks. Only reads, as a role that may not make the table of migrations, where there is none yet. */
export async function pendingMigrations({ pool }: Database): Promise<string[]> {
  const { rows: tables } = await pool.query(`select where to_regclass('mikro_orm_migrations') is not null`);
  const { rows } = tables.length > 0 ? await pool.query<{ name: string }>('select name from mikro_orm_migrations') : { rows: [] };
  const done = new Set(rows.map(({ name }) => name));
  return MIGRATIONS.map(({ name }) => name).filter((name) => !done.has(name));
}

/** Brings the database to the current version: all missing migrations in one transaction, or none. Returns their names. */
export async function migrate(database: Database, log: Log): Promise<string[]> {
  const done = (await database.orm.migrator.up()).map((migration) => migration.name);
  if (done.length > 0) log.info('Database migrated', { migrations: done });
  return done;
}

/** `npm run migrate` on a server: as the role of DATABASE_MIGRATION_URL, one process at a time however many are started. */
export async function migrateServer(config: Config, entities: EntityList, log: Log): Promise<string[]> {
  const url = config.DATABASE_MIGRATION_URL ?? config.DATABASE_URL;
  if (!url)
    throw new StartRefused('no-server', 'There is no DATABASE_URL to migrate: the embedded database migrates itself at start.');
  const database = await openServer(url, 2, entities, log, LOCK_TIMEOUT);
  const guard = new pg.Client({ connectionString: url });
  guard.on('error', (error) => log.warn('The connection that guards the migration broke', { error }));
  try {
    await guard.connect();
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await migrate(database, log);
  } finally {
    await guard.end();
    await database.close();
  }
}

/**
 * At the start of an instance: the embedded database and a developer's own are migrated; a server in production must have been, by
 * `npm run migrate`, since the application's role may not change tables.
 */
export async function migrateAtStart(database: Database, config: Config, entities: EntityList, log: Log): Promise<void> {
  if (database.isEmbedded) {
    await migrate(database, log);
  } else if (config.isProduction) {
    const missing = await pendingMigrations(database);
    if (missing.length > 0)
      throw new StartRefused('migrations-missing', `The database lacks ${missing.length} migrations: run npm run migrate first.`);
  } else {
    await migrateServer(config, entities, log);
  }
}
