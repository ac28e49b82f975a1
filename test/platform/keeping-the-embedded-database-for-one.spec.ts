import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program, runProgram } from '../support/process.js';

const HOLDER = `
  import { readConfig } from './src/platform/config/config.js';
  import { exitRefused } from './src/platform/config/start.js';
  import { openDatabase } from './src/platform/database/database.js';
  import { PLATFORM_ENTITIES } from './src/platform/entities.js';
  import { createLog } from './src/platform/log/log.js';
  try {
    const database = await openDatabase(readConfig(process.env), PLATFORM_ENTITIES, createLog('silent'));
    await database.pool.query('create table if not exists kept (n int)');
    await database.pool.query('insert into kept select count(*) from kept');
    console.log('open with', (await database.pool.query('select count(*)::int as n from kept')).rows[0].n);
    process.on('SIGTERM', () => void database.close().then(() => process.exit(0)));
    setInterval(() => undefined, 1000);
  } catch (error) {
    exitRefused(error);
  }
`;

let folder: string;
let programs: Program[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mesa-lock-'));
});
afterEach(async () => {
  for (const program of programs) program.child.kill('SIGKILL');
  await Promise.all(programs.map((program) => program.ended()));
  programs = [];
  rmSync(folder, { recursive: true });
});

const start = async (): Promise<Program> => {
  const program = await runProgram(HOLDER, { NODE_ENV: 'test', VAR_DIR: folder });
  programs.push(program);
  return program;
};

describe('the embedded database', () => {
  it('refuses a second process with one clear sentence, and nothing is lost', async () => {
    const first = await start();
    await first.wrote('open with 1');
    const second = await start();
    expect(await second.ended()).toBe(1);
    expect(second.output().trim().split('\n')).toEqual([
      expect.stringMatching(/^Another process already uses the embedded database in .*: stop it/),
    ]);
    first.child.kill('SIGTERM');
    expect(await first.ended()).toBe(0);
    const third = await start();
    await third.wrote('open with 2');
  });

  it('is free again at once when its process was killed, with every committed row', async () => {
    const first = await start();
    await first.wrote('open with 1');
    first.child.kill('SIGKILL');
    await first.ended();
    const second = await start();
    await second.wrote('open with 2');
  });

  it('goes to exactly one of several that start together', async () => {
    const all = await Promise.all([start(), start(), start()]);
    const outcomes = await Promise.all(
      all.map((program) =>
        Promise.race([
          program.wrote('open with 1').then(
            () => 'open',
            () => 'refused',
          ),
          program.ended(),
        ]),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'open')).toHaveLength(1);
  });
});
