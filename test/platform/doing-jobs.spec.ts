import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { SystemClock, SystemDice, SystemIds } from '../../src/platform/clock/system.js';
import { readConfig } from '../../src/platform/config/config.js';
import { SequenceCounter } from '../../src/platform/database/sequence.js';
import { JobsConnection } from '../../src/platform/jobs/jobs-connection.js';
import { Jobs, jobKind } from '../../src/platform/jobs/jobs.js';
import { createLog } from '../../src/platform/log/log.js';
import { currentRequestId } from '../../src/platform/log/request.js';
import { type TestDatabase, describeOnServer, testDatabase } from '../support/database.js';

const Water = jobKind('test.water', z.object({ plant: z.string().min(2) }));
const ids = new SystemIds(new SystemClock(), new SystemDice());

let db: TestDatabase;
let running: Jobs[] = [];

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() => db.database.pool.query('drop schema if exists jobs cascade'));
afterEach(async () => {
  await Promise.all(running.map((jobs) => jobs.stop()));
  running = [];
});
afterAll(() => db.close());

/** Jobs that note which plants they watered, and can be made to fail. */
async function gardener(work: (plant: string) => unknown = () => undefined) {
  const config = readConfig({ NODE_ENV: 'test', ...(db.url ? { DATABASE_URL: db.url } : {}) });
  const log = createLog('silent');
  const jobs = new Jobs(new JobsConnection(db.database, db.uow, log), ids, config, log);
  const watered: string[] = [];
  jobs.define(Water, async ({ plant }) => {
    await work(plant);
    watered.push(plant);
  });
  await jobs.start();
  running.push(jobs);
  return { jobs, watered };
}

async function until(truth: () => boolean): Promise<void> {
  const end = performance.now() + 15_000;
  while (!truth() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}

describe('jobs', () => {
  it('added in a use case are done after its commit; those of a failed one are not', async () => {
    const { jobs, watered } = await gardener();
    await db.uow
      .run(async () => {
        await jobs.enqueue(Water, { plant: 'lost' });
        throw new Error('no');
      })
      .catch(() => undefined);
    await db.uow.run(async (em) => {
      em.create(SequenceCounter, { scope: ids.next(), name: 'job', last: 1 });
      await jobs.enqueue(Water, { plant: 'lenga' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(watered).toEqual([]);
    });
    await until(() => watered.length > 0);
    expect(watered).toEqual(['lenga']);
  });

  it('may use units of work of their own, and are named in the logs', async () => {
    const seen: unknown[] = [];
    const { jobs } = await gardener(async (plant) => {
      seen.push(currentRequestId()?.startsWith('job:'));
      await db.uow.run(async (em) => void em.create(SequenceCounter, { scope: ids.next(), name: plant, last: 1 }));
      seen.push(plant);
    });
    await jobs.enqueue(Water, { plant: 'coihue' });
    await until(() => seen.length > 1);
    expect(seen).toEqual([true, 'coihue']);
  });

  it('with one key wait only once', async () => {
    const { jobs, watered } = await gardener();
    await db.uow.run(async () => {
      for (let i = 0; i < 3; i++) await jobs.enqueue(Water, { plant: 'notro' }, { key: 'notro' });
      await jobs.enqueue(Water, { plant: 'other' });
      await jobs.enqueue(Water, { plant: 'other' });
    });
    await until(() => watered.length >= 3);
    expect(watered.sort()).toEqual(['notro', 'other', 'other']);
  });

  it('for later wait until then', async () => {
    const { jobs, watered } = await gardener();
    await jobs.enqueue(Water, { plant: 'tomorrow' }, { after: new Date('2100-01-01T00:00:00Z') });
    await jobs.enqueue(Water, { plant: 'now' });
    await until(() => watered.length > 0);
    expect(watered).toEqual(['now']);
  });

  it('refuse a body that is not theirs, and an application that has not started', async () => {
    const { jobs } = await gardener();
    await expect(jobs.enqueue(Water, { plant: 'x' })).rejects.toThrow();
    await jobs.stop();
    await expect(jobs.enqueue(Water, { plant: 'xx' })).rejects.toThrow('has no handler yet');
  });

  it('that fail are done again', async () => {
    let tries = 0;
    const { jobs, watered } = await gardener(() => {
      if (++tries === 1) throw new Error('dry');
    });
    await jobs.enqueue(Water, { plant: 'calafate' });
    await until(() => watered.length > 0);
    expect([tries, watered]).toEqual([2, ['calafate']]);
  });

  it('are finished before the application stops', async () => {
    let begun = false;
    const { jobs, watered } = await gardener(async () => {
      begun = true;
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    await jobs.enqueue(Water, { plant: 'arrayan' });
    await until(() => begun);
    await jobs.stop();
    expect(watered).toEqual(['arrayan']);
  });
});

describeOnServer('jobs of three processes', () => {
  it('are done once each', async () => {
    const gardeners = [await gardener(), await gardener(), await gardener()];
    for (let i = 0; i < 12; i++) await gardeners[0]!.jobs.enqueue(Water, { plant: `plant ${i}` });
    const all = () => gardeners.flatMap(({ watered }) => watered);
    await until(() => all().length >= 12);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(all().sort()).toEqual(Array.from({ length: 12 }, (_, i) => `plant ${i}`).sort());
  });
});
