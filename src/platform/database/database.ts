import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { Migrator } from '@mikro-orm/migrations';
import { type AnyEntity, type EntityClass, MikroORM, type Options } from '@mikro-orm/postgresql';
import { SchemaGenerator } from '@mikro-orm/sql';
import type { Pool } from 'pg';
import type { Config } from '../config/config.js';
import { StartRefused } from '../config/start-refused.js';
import type { Log } from '../log/log.js';
import { driverTypes } from './driver-types.js';
import { takeBackDropped } from './dropped-connections.js';
import { together } from './embedded-connection.js';
import { EmbeddedFolder } from './embedded-folder.js';
import { MIGRATIONS } from './migrations/index.js';
import { PreparingClient } from './preparing-client.js';
import { SERVER_SETTINGS_SQL, type ServerSettings, refuseUnfitServer } from './server-check.js';

/** Entity classes, listed by the composition root: `src/entities.ts`. */
export type EntityList = readonly EntityClass<AnyEntity>[];

/**
 * An open database. `orm` for the platform only: use cases take UnitOfWork, queries take Reader.
 * On the embedded one `pool` has a single connection: a query outside a running transaction waits for that transaction.
 */
export interface Database {
  readonly orm: MikroORM;
  readonly pool: Pool;
  readonly isEmbedded: boolean;
  close(): Promise<void>;
}

/**
 * Opens the database of the settings: the server of DATABASE_URL, or the embedded one under VAR_DIR, held for this process alone. `folder` is that
 * one when it was taken already.
 */
export async function openDatabase(
  config: Config,
  entities: EntityList,
  log: Log,
  folder = EmbeddedFolder.take(config),
): Promise<Database> {
  return folder ? openFolder(folder, entities, log) : openServer(config.DATABASE_URL ?? '', config.DATABASE_POOL, entities, log);
}

/** A real server. Refuses one that is too old, or that is not durable. */
export async function openServer(
  url: string,
  connections: number,
  entities: EntityList,
  log: Log,
  options = '',
): Promise<Database> {
  const database = await connect(
    {
      clientUrl: url,
      driverOptions: () => ({
        types: driverTypes,
        Client: PreparingClient,
        max: connections,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
        options,
        onPoolCreated: takeBackDropped,
      }),
    },
    entities,
    log,
  ).catch((error: unknown) => {
    throw new StartRefused('database-unreachable', `The PostgreSQL server of DATABASE_URL cannot be reached (${reason(error)}).`);
  });
  try {
    const [settings] = (await database.pool.query<ServerSettings>(SERVER_SETTINGS_SQL)).rows;
    if (settings) refuseUnfitServer(settings);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openFolder(folder: EmbeddedFolder, entities: EntityList, log: Log): Promise<Database> {
  try {
    await folder.ready;
    const database = await openEmbedded(new PGlite({ dataDir: folder.path, extensions: EMBEDDED_EXTENSIONS }), entities, log);
    const close = async (): Promise<void> => {
      await database.close();
      folder.release();
    };
    return { ...database, close };
  } catch (error) {
    folder.release();
    throw error;
  }
}

/** The extensions that the embedded database loads; the migrations create them. */
export const EMBEDDED_EXTENSIONS = { pg_trgm, unaccent };

/** Any PGlite, in memory too, behind the same ORM as a server. Owns it: closes it. */
export async function openEmbedded(pglite: PGlite, entities: EntityList, log: Log): Promise<Database> {
  const { connection, user, password, host, port } = createPgConfig(together(pglite));
  // One connection that is never put aside when idle: it is the database itself.
  const only = {
    connection,
    user,
    password,
    host,
    port,
    max: 1,
    idleTimeoutMillis: 0,
    types: driverTypes,
    Client: PreparingClient,
  };
  const database = await connect({ dbName: 'postgres', driverOptions: () => only }, entities, log);
  const close = async (): Promise<void> => {
    await database.close();
    await pglite.close();
  };
  return { ...database, isEmbedded: true, close };
}

async function connect(where: Options, entities: EntityList, log: Log): Promise<Database> {
  const orm = await MikroORM.init({
    ...where,
    entities: [...entities],
    extensions: [Migrator, SchemaGenerator],
    migrations: { migrationsList: [...MIGRATIONS], snapshot: false, silent: true, allOrNothing: true },
    // Triggers and functions are written by hand in migrations: the comparison of entities and tables leaves them alone.
    schemaGenerator: { ignoreTriggers: true, ignoreRoutines: true },
    allowGlobalContext: false,
    ensureDatabase: false,
    colors: false,
    logger: (message) => log.debug(message),
  });
  try {
    const pool: Pool = await orm.em.getConnection().getNativeClient();
    await pool.query('select 1');
    return { orm, pool, isEmbedded: false, close: () => orm.close(true) };
  } catch (error) {
    await orm.close(true);
    throw error;
  }
}

const reason = (error: unknown): string => {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = (cause as { code?: unknown }).code;
  return typeof code === 'string' ? code : 'no answer';
};
