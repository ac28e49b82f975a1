import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ENTITIES } from '../../src/entities.js';
import { readConfig } from '../../src/platform/config/config.js';
import { Settings } from '../../src/platform/config/settings.js';
import { migrateServer } from '../../src/platform/database/migrate.js';
import { installJobTables } from '../../src/platform/jobs/install.js';
import { createLog } from '../../src/platform/log/log.js';
import { describeOnServer, serverUrl } from '../support/database.js';
import { ROOT } from './planted.js';

const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

/** The settings that every container of ours is given, with the defaults of the file; what it demands is filled in. */
function composedSettings(): Record<string, string> {
  const block = /^x-settings: &settings\n((?: {2}.+\n)+)/m.exec(compose)?.[1] ?? '';
  const lines = [...block.matchAll(/^ {2}(\w+): (.+)$/gm)];
  return Object.fromEntries(
    lines.map(([, name = '', value = '']) => [
      name,
      value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1').replaceAll(/\$\{\w+:\?[^}]*\}/g, 'x'.repeat(40)),
    ]),
  );
}

/** The statements that make the roles, under other names and for another database, because roles belong to the whole server. */
function roleStatements(suffix: string): string[] {
  const script = /<<'SQL'\n([\s\S]+?)\n +SQL\n/.exec(compose)?.[1] ?? '';
  return script
    .replaceAll(/mesa_(migrator|app)/g, `mesa_$1_${suffix}`)
    .replaceAll('database mesa ', `database mesa_${suffix} `)
    .replaceAll(/:'\w+'/g, "'word'")
    .split(';')
    .map((statement) => statement.trim())
    .filter(Boolean);
}

describe('the top level', () => {
  it('has what an owner of a Nest project looks for first', () => {
    const fixed = ['package.json', 'tsconfig.json', 'nest-cli.json', 'src', 'views', 'test', 'docker-compose.yml'];
    expect(fixed.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });
});

describe('the packaged product', () => {
  it('gets settings that exist, and all that production demands', () => {
    const settings = composedSettings();
    expect(Object.keys(settings).filter((name) => !(name in Settings.shape))).toEqual([]);
    expect(readConfig(settings).isProduction).toBe(true);
  });

  it('has no secret in the file: each one is demanded', () => {
    const secrets = [...compose.matchAll(/\$\{(\w*(?:SECRET|PASSWORD))(.*?)\}/g)];
    expect(new Set(secrets.map(([, name]) => name)).size).toBe(4);
    expect(secrets.filter(([, , rest]) => !rest?.startsWith(':?'))).toEqual([]);
  });

  it('runs every service without rights it does not need, on a file system it cannot write', () => {
    const services = (/^services:\n([\s\S]+?)^networks:/m.exec(compose)?.[1] ?? '')
      .split(/^ {2}(?=\w+:\n)/m)
      .filter((text) => /^\w+:\n/.test(text));
    expect(services.length).toBe(5);
    expect(services.filter((text) => !text.includes('<<: *hardened'))).toEqual([]);
    expect(/^x-hardened: &hardened\n((?: {2}.+\n)+)/m.exec(compose)?.[1]).toMatch(
      /cap_drop: \[ALL\]\n +read_only: true\n +security_opt: \['no-new-privileges:true'\]/,
    );
  });

  it('is nobody in its image, and tells by itself whether it lives', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER (?!0\b|root)\d+:\d+$/m);
    expect(last).toMatch(/^HEALTHCHECK [\s\S]+\/livez/m);
    expect(last).toMatch(/^CMD \["node", .*"dist\/main\.js"\]$/m);
  });
});

describeOnServer('the roles of the packaged database', () => {
  const suffix = `test_${process.pid}`;
  let owner: pg.Client;
  const as = (role: string): string => {
    const url = new URL(serverUrl());
    return Object.assign(url, { username: `mesa_${role}_${suffix}`, password: 'word', pathname: `/mesa_${suffix}` }).href;
  };
  let app: pg.Client;

  beforeAll(async () => {
    owner = new pg.Client({ connectionString: serverUrl() });
    await owner.connect();
    await owner.query(`create database mesa_${suffix}`);
    const inside = new pg.Client({ connectionString: Object.assign(new URL(serverUrl()), { pathname: `/mesa_${suffix}` }).href });
    await inside.connect();
    for (const statement of roleStatements(suffix)) await inside.query(statement);
    await inside.end();
    const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: as('app'), DATABASE_MIGRATION_URL: as('migrator') });
    await migrateServer(config, ENTITIES, createLog('silent'));
    await installJobTables(as('migrator'));
    app = new pg.Client({ connectionString: as('app') });
    await app.connect();
  }, 120_000);

  afterAll(async () => {
    await app.end();
    await owner.query(`drop database mesa_${suffix} with (force)`);
    await owner.query(`drop role mesa_app_${suffix}`);
    await owner.query(`drop role mesa_migrator_${suffix}`);
    await owner.end();
  });

  it('let the application read and write rows, of its own tables and of the job queue', async () => {
    await app.query(`insert into sequence_counter (scope, name, last) values (gen_random_uuid(), 'try', 1)`);
    await app.query(`update sequence_counter set last = 2 where name = 'try'`);
    await app.query(`delete from sequence_counter where name = 'try'`);
    await expect(app.query('select count(*) from jobs.job')).resolves.toMatchObject({ rowCount: 1 });
  });

  it.each([
    'create table planted (id int)',
    'alter table account add column planted int',
    'drop table account',
    'truncate account',
    'create schema planted',
  ])('refuse the application: %s', async (statement) => {
    await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('keep the record of events from the application', async () => {
    await expect(app.query('alter table recorded_event disable trigger user')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('truncate recorded_event')).rejects.toMatchObject({ code: '42501' });
  });
});
