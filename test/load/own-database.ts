import pg from 'pg';
import { compiled } from './compiled.ts';

type Configs = typeof import('../../src/platform/config/config.js');
type Entities = typeof import('../../src/entities.js');
type Migrate = typeof import('../../src/platform/database/migrate.js');
type Install = typeof import('../../src/platform/jobs/install.js');
type Logs = typeof import('../../src/platform/log/log.js');

/** Makes a database on the server at `server` with the tables of the built product, lets `use` work on its address, and drops it however that ends. */
export async function withOwnDatabase<T>(server: string, name: string, use: (url: string) => Promise<T>): Promise<T> {
  await onServer(server, `create database ${name}`);
  try {
    const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
    await makeTables(url);
    return await use(url);
  } finally {
    await onServer(server, `drop database if exists ${name} with (force)`);
  }
}

async function makeTables(url: string): Promise<void> {
  const { readConfig } = await compiled<Configs>('platform/config/config.js');
  const { ENTITIES } = await compiled<Entities>('entities.js');
  const { createLog } = await compiled<Logs>('platform/log/log.js');
  const { migrateServer } = await compiled<Migrate>('platform/database/migrate.js');
  await migrateServer(readConfig({ NODE_ENV: 'test', DATABASE_URL: url }), ENTITIES, createLog('silent'));
  await (await compiled<Install>('platform/jobs/install.js')).installJobTables(url);
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
