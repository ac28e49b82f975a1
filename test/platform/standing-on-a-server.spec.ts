import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ENTITIES } from '../../src/entities.js';
import { readConfig } from '../../src/platform/config/config.js';
import { openCurrent } from '../../src/platform/database/database.module.js';
import { openServer } from '../../src/platform/database/database.js';
import { migrateServer } from '../../src/platform/database/migrate.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { SequenceCounter } from '../../src/platform/database/sequence.js';
import { refuseUnfitServer } from '../../src/platform/database/server-check.js';
import { installJobTables } from '../../src/platform/jobs/install.js';
import { createLog } from '../../src/platform/log/log.js';
import { storyTime } from '../support/clock.js';
import { type TestDatabase, describeOnServer, serverUrl, testDatabase } from '../support/database.js';
import { runProgram } from '../support/process.js';

/** Of an installation, but for its database. */
const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://mesa.example.org',
  SESSION_SECRET: 'a-secret-that-must-not-be-shown-0123456789',
  SMTP_URL: 'smtps://user:word@mail.example.org',
};

const log = createLog('silent');

describe('a server', () => {
  const fit = { version: 150_004, fsync: 'on', synchronousCommit: 'on' };

  it.each([
    [{ ...fit, fsync: 'off' }, 'has fsync off'],
    [{ ...fit, synchronousCommit: 'off' }, 'has synchronous_commit off'],
    [{ ...fit, version: 140_012 }, 'older than version 15'],
  ])('that may forget what was saved is refused: %j', (settings, sentence) => {
    expect(() => refuseUnfitServer(settings)).toThrow(sentence);
    expect(() => refuseUnfitServer(fit)).not.toThrow();
  });

  it('that does not answer is refused in one sentence without its address', async () => {
    const start = openServer('postgres://someone:hidden-word@127.0.0.1:9/nowhere', 1, ENTITIES, log);
    await expect(start).rejects.toThrow('The PostgreSQL server of DATABASE_URL cannot be reached (ECONNREFUSED).');
  });
});

describeOnServer('a real server', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await testDatabase();
  });
  beforeEach(() => db.truncate());
  afterAll(() => db.close());

  const url = (): string => db.url ?? '';

  it('with synchronous_commit off is refused as it is', async () => {
    const name = new URL(url()).pathname.slice(1);
    await db.database.pool.query(`alter database ${name} set synchronous_commit = off`);
    try {
      await expect(openServer(url(), 1, ENTITIES, log)).rejects.toThrow('has synchronous_commit off');
    } finally {
      await db.database.pool.query(`alter database ${name} reset synchronous_commit`);
    }
  });

  it('that is empty is refused by the role of the application, which may make nothing there, in one sentence', async () => {
    const scratch = `mesa_test_empty_${process.pid}`;
    const role = `mesa_app_${process.pid}`;
    const owner = new pg.Client({ connectionString: serverUrl() });
    await owner.connect();
    await owner.query(`create database ${scratch}`);
    await owner.query(`create role ${role} login password 'only-for-this-test'`);
    const place = new URL(serverUrl());
    Object.assign(place, { username: role, password: 'only-for-this-test', pathname: `/${scratch}` });
    try {
      const config = readConfig({ ...PRODUCTION, DATABASE_URL: place.href });
      await expect(openCurrent(config, ENTITIES, log)).rejects.toThrow(
        `The database lacks ${MIGRATIONS.length} migrations: run npm run migrate first.`,
      );
    } finally {
      await owner.query(`drop database ${scratch} with (force)`);
      await owner.query(`drop role ${role}`);
      await owner.end();
    }
  });

  it('is migrated once when six processes migrate it together', async () => {
    const scratch = `mesa_test_migrate_${process.pid}`;
    const owner = new pg.Client({ connectionString: serverUrl() });
    await owner.connect();
    await owner.query(`create database ${scratch}`);
    try {
      const target = new URL(serverUrl());
      target.pathname = `/${scratch}`;
      const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: target.href });
      const applied = await Promise.all(Array.from({ length: 6 }, () => migrateServer(config, ENTITIES, log)));
      expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
      await installJobTables(target.href);
      await installJobTables(target.href);
    } finally {
      await owner.query(`drop database ${scratch} with (force)`);
      await owner.end();
    }
  });

  it('may drop every connection, busy and idle, and the process goes on', async () => {
    const owner = new pg.Client({ connectionString: serverUrl() });
    await owner.connect();
    const { ids } = storyTime();
    const dropAll = () =>
      owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        new URL(url()).pathname.slice(1),
      ]);
    const bothAsleep = async () => {
      const asleep = `select 1 from pg_stat_activity where datname = $1 and query like '%pg_sleep%' and state = 'active'`;
      while ((await owner.query(asleep, [new URL(url()).pathname.slice(1)])).rowCount !== 2) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    try {
      for (let round = 0; round < 5; round++) {
        const cut = Promise.allSettled([
          db.uow.run(async (em) => {
            em.create(SequenceCounter, { scope: ids.next(), name: 'cut', last: 1 });
            await em.flush();
            await db.reader.rows(sql`select pg_sleep(5)`);
          }),
          db.reader.rows(sql`select pg_sleep(5)`),
        ]);
        await bothAsleep();
        await dropAll();
        expect((await cut).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
        await db.uow.run(async (em) => void em.create(SequenceCounter, { scope: ids.next(), name: 'kept', last: round }));
      }
      expect(await db.reader.first(sql`select count(*) as n from sequence_counter where name = 'cut'`)).toEqual({ n: 0 });
      expect(await db.reader.first(sql`select count(*) as n from sequence_counter where name = 'kept'`)).toEqual({ n: 5 });
    } finally {
      await owner.end();
    }
  });

  it('may drop the connections of a whole process, which lives on and serves again', async () => {
    const program = await runProgram(
      `
      import { readConfig } from './src/platform/config/config.js';
      import { openDatabase } from './src/platform/database/database.js';
      import { PLATFORM_ENTITIES } from './src/platform/entities.js';
      import { UnitOfWork } from './src/platform/database/unit-of-work.js';
      import { createLog } from './src/platform/log/log.js';
      const log = createLog('silent');
      const database = await openDatabase(readConfig(process.env), PLATFORM_ENTITIES, log);
      const work = new UnitOfWork(database.orm, log);
      console.log('open');
      let cut = 0;
      for (let i = 0; i < 40; i++) {
        try {
          await work.run((em) => em.execute('select pg_sleep(0.05)'));
        } catch {
          cut++;
        }
      }
      await database.close();
      console.log('cut', cut > 0);
    `,
      { NODE_ENV: 'test', DATABASE_URL: url() },
    );
    await program.wrote('open');
    const owner = new pg.Client({ connectionString: serverUrl() });
    await owner.connect();
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> all($2)`, [
        new URL(url()).pathname.slice(1),
        [],
      ]);
    }
    await owner.end();
    expect(await program.ended()).toBe(0);
    expect(program.output()).toContain('cut true');
  });
});
