import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { statementsOf } from '../support/queries.js';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const MOMENT = new Date('2026-02-10T15:00:00.250Z');
const everyKind = (word: string) =>
  db.reader.rows(sql<Record<string, unknown>>`
    select n as number, n::bigint as big, n / 4.0::float8 as part, ${word} as "a word", ${MOMENT}::timestamptz as at, null::timestamptz as never,
      '2026-02-10'::date as day, n > 1 as more, array['a', 'b'] as list, jsonb_build_object('n', n, 'at', '2026-02-10T15:00:00Z') as inside
    from generate_series(1, ${2}) n order by n desc`);
const exact = () => db.reader.rows(sql<{ sum: unknown }>`select sum(n)::numeric as sum from generate_series(1, ${3}) n`);
const none = () => db.reader.rows(sql<{ id: string }>`select id from process where slug = ${'nothing'}`);

describe('what is asked at the same time', () => {
  it('is one statement once its columns are known, and comes as it came alone', async () => {
    const alone = [await everyKind('uno'), await everyKind('do$1s'), await none()];
    const ask = () => db.reader.together(() => Promise.all([everyKind('uno'), everyKind('do$1s'), none()]));
    await ask();
    const { answer, statements } = await statementsOf(db.database, ask);
    expect(statements).toHaveLength(1);
    expect(answer).toEqual(alone);
    expect(answer[0]?.[0]).toMatchObject({ number: 2, big: 2, part: 0.5, at: MOMENT, never: null, day: '2026-02-10' });
    expect(answer[1]?.[0]?.['a word']).toBe('do$1s');
  });

  it('goes on together after an answer, each with what the others ask then', async () => {
    const ask = () =>
      db.reader.together(() =>
        Promise.all(['a', 'b'].map(async (word) => (await everyKind(word)).length + (await none()).length)),
      );
    await ask();
    const { answer, statements } = await statementsOf(db.database, ask);
    expect([answer, statements.length]).toEqual([[2, 2], 2]);
  });

  it('leaves alone what JSON would change', async () => {
    const ask = () => db.reader.together(() => Promise.all([exact(), everyKind('uno'), none()]));
    await ask();
    const { answer, statements } = await statementsOf(db.database, ask);
    expect([answer[0], statements.length]).toEqual([await exact(), 2]);
  });

  it('fails together, and the next is asked as if nothing had been', async () => {
    const broken = (divisor: number) => db.reader.rows(sql<{ n: number }>`select 1 / ${divisor}::int as n`);
    const ask = (divisor: number) => db.reader.together(() => Promise.all([broken(divisor), none()]));
    await ask(1);
    await expect(ask(0)).rejects.toThrow('division by zero');
    expect(await ask(1)).toEqual([[{ n: 1 }], []]);
  });

  it('reads within a use case what that has written, each by itself', async () => {
    await db.uow.run(async (em) => {
      await em.execute(
        `insert into sequence_counter (scope, name, last) values ('0193a000-0000-7000-8000-00000000c0de', 'together', 7)`,
      );
      const last = () => db.reader.first(sql<{ last: number }>`select last from sequence_counter where name = ${'together'}`);
      expect(await db.reader.together(() => Promise.all([last(), last()]))).toEqual([{ last: 7 }, { last: 7 }]);
    });
  });
});
