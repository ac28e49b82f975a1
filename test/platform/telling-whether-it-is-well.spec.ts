import { afterEach, describe, expect, it } from '@jest/globals';
import { Health } from '../../src/platform/health/health.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;

afterEach(() => app.close());

const ready = async () => {
  const answer = await app.browser().get('/readyz');
  return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> };
};

describe('the state of an instance', () => {
  it('is ready with a database that has every migration, and says what the database survives', async () => {
    app = await startApp();
    expect(await ready()).toEqual({
      status: 200,
      body: { status: 'ready', database: 'ok', durability: app.db.url ? 'power-loss' : 'process-death-only', supports: {} },
    });
    expect((await app.browser().get('/livez')).status).toBe(200);
  });

  it('is degraded, and still serves, while something it only leans on is away', async () => {
    app = await startApp();
    const health = app.nest.get(Health);
    health.add({ name: 'redis', check: () => Promise.reject(new Error('away')) });
    health.add({ name: 'slow', check: () => new Promise(() => undefined) });
    health.add({ name: 'well', check: () => Promise.resolve() });
    expect(await ready()).toMatchObject({
      status: 200,
      body: { status: 'degraded', supports: { redis: 'no-answer', slow: 'no-answer', well: 'ok' } },
    });
  });

  it('is not ready on a database that lacks a migration, while it lives', async () => {
    app = await startApp();
    await app.db.database.pool.query(`delete from mikro_orm_migrations where name like '%append-only-record'`);
    expect(await ready()).toMatchObject({ status: 503, body: { status: 'not-ready', database: 'migrations-missing' } });
    expect((await app.browser().get('/livez')).status).toBe(200);
  });

  it('is stopping as soon as it was told to', async () => {
    app = await startApp();
    app.nest.get(Health).onModuleDestroy();
    expect(await ready()).toMatchObject({ status: 503, body: { status: 'stopping' } });
  });
});
