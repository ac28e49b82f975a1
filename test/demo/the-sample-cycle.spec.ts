import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tellSample } from '../../src/demo/tell.js';
import { readConfig } from '../../src/platform/config/config.js';
import { verifyChain } from '../../src/platform/events/verify-chain.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

describe('the sample cycle', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await testDatabase();
    const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'warn', SAMPLE: 'true', VAR_DIR: 'node_modules/.cache/mesa/var' });
    const begun = Date.now();
    await tellSample({ config, database: db.database });
    process.stderr.write(`TOLD in ${Date.now() - begun} ms\n`);
  }, 60_000);
  afterAll(() => db.close());

  it('verifies', async () => {
    expect(await verifyChain(db.reader)).toMatchObject({ intact: true });
  });
});
