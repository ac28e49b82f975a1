import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Sequence, SequenceCounter, publicNumber } from '../../src/platform/database/sequence.js';
import { sql } from '../../src/platform/database/reader.js';
import { storyTime } from '../support/clock.js';
import { type TestDatabase, describeOnServer, testDatabase } from '../support/database.js';

const { ids } = storyTime();
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() => db.truncate());
afterAll(() => db.close());

const scope = ids.next();
const counter = (name: string, last = 1) => ({ scope, name, last });
const names = async () =>
  (await db.reader.rows(sql<{ name: string }>`select name from sequence_counter order by name`)).map((row) => row.name);

describe('a unit of work', () => {
  it('commits what the use case did, without a flush', async () => {
    await db.uow.run(async (em) => void em.create(SequenceCounter, counter('kept')));
    await db.uow.run(async (em) => {
      (await em.findOneOrFail(SequenceCounter, { name: 'kept' })).last = 7;
    });
    expect(await db.reader.first(sql<{ last: number }>`select last from sequence_counter`)).toEqual({ last: 7 });
  });

  it('keeps nothing of a use case that fails', async () => {
    await expect(
      db.uow.run(async (em) => {
        em.create(SequenceCounter, counter('lost'));
        await em.flush();
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await names()).toEqual([]);
  });

  it('joins an outer one: the inner use case falls with it', async () => {
    const fails = db.uow.run(async (outer) => {
      await db.uow.run(async (inner) => {
        expect(inner).toBe(outer);
        inner.create(SequenceCounter, counter('inner'));
      });
      throw new Error('outer');
    });
    await expect(fails).rejects.toThrow('outer');
    expect(await names()).toEqual([]);
  });

  it('reads in its own transaction: one connection does not wait for itself', async () => {
    await db.uow.run(async (em) => {
      em.create(SequenceCounter, counter('mine'));
      await em.flush();
      expect(await names()).toEqual(['mine']);
    });
  });

  it('runs what follows after the commit only, outside the transaction, and survives its failure', async () => {
    const seen: string[] = [];
    await db.uow.run(async (em) => {
      em.create(SequenceCounter, counter('a'));
      db.uow.afterCommit(() => {
        throw new Error('logged, not thrown');
      });
      db.uow.afterCommit(async () => {
        expect(db.uow.isRunning).toBe(false);
        seen.push(...(await names()));
      });
      db.uow.beforeCommit(() => seen.push('before'));
      seen.push('work');
    });
    expect(seen).toEqual(['work', 'before', 'a']);

    await db.uow
      .run(async () => {
        db.uow.afterCommit(() => seen.push('never'));
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    expect(seen).not.toContain('never');
  });

  it('has no EntityManager to give outside, nor to a promise left behind', async () => {
    expect(() => db.uow.em).toThrow('outside a use case');
    let left: Promise<unknown> = Promise.resolve();
    await db.uow.run(async () => {
      left = new Promise((resolve) => setTimeout(resolve, 20)).then(() => db.uow.em);
    });
    await expect(left).rejects.toThrow('outside a use case');
  });

  it('keeps people apart: two at once have two identity maps', async () => {
    const managers = await Promise.all([db.uow.run(async (em) => em), db.uow.run(async (em) => em)]);
    expect(managers[0]).not.toBe(managers[1]);
    expect(db.orm.config.get('allowGlobalContext')).toBe(false);
    await expect(db.orm.em.find(SequenceCounter, {})).rejects.toThrow(/global/i);
  });

  it('gets dates and counts from SQL as dates and numbers', async () => {
    const row = await db.reader.first(sql<{ at: Date; n: number; day: string }>`
      select '2026-03-02 12:00:00.5+00'::timestamptz as at, count(*) as n, '2026-03-02'::date as day`);
    expect(row).toEqual({ at: new Date('2026-03-02T12:00:00.500Z'), n: 1, day: '2026-03-02' });
  });
});

describe('public numbers', () => {
  it('have no gaps: a use case that fails gives its number back', async () => {
    const sequence = new Sequence(db.uow);
    const next = () => db.uow.run(() => sequence.next(scope, 'proposal'));
    expect(await next()).toBe(1);
    await db.uow
      .run(async () => {
        await sequence.next(scope, 'proposal');
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await next()).toBe(2);
    expect(publicNumber('P', 2)).toBe('P-002');
  });
});

describeOnServer('public numbers under a rush', () => {
  it('are given to fifty at once without gap or repeat', async () => {
    const sequence = new Sequence(db.uow);
    const numbers = await Promise.all(Array.from({ length: 50 }, () => db.uow.run(() => sequence.next(scope, 'rush'))));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });
});
