import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const prepared = async (part: string): Promise<number> => {
  const rows = await db.reader.rows(sql<{ text: string }>`select statement as text from pg_prepared_statements`);
  return rows.filter(({ text }) => text.includes(part)).length;
};

/** One connection for all of it: what is prepared belongs to a connection. */
const onOneConnection = (work: () => Promise<void>): Promise<void> => db.uow.run(work);

describe('a text that a connection is asked again and again', () => {
  it('is prepared from its third time on, and answers each time for its own values', () =>
    onOneConnection(async () => {
      const asked = [];
      for (const value of [1, 2, 3, 4, 5]) {
        const { doubled } = (await db.reader.first(sql<{ doubled: number }>`select ${value}::int * 2 as doubled`)) ?? {
          doubled: 0,
        };
        asked.push([doubled, await prepared('as doubled')]);
      }
      expect(asked).toEqual([
        [2, 0],
        [4, 0],
        [6, 1],
        [8, 1],
        [10, 1],
      ]);
    }));

  it('is left as it is where it takes whatever columns there are, so that a new one does not break it', () =>
    onOneConnection(async () => {
      await db.reader.rows(sql`create temporary table growing (a int) on commit drop`);
      await db.reader.rows(sql`insert into growing values (1)`);
      const all = () => db.reader.rows(sql`select * from growing where a = ${1}`);
      for (let time = 0; time < 4; time++) await all();
      await db.reader.rows(sql`alter table growing add b int default 2`);
      expect(await all()).toEqual([{ a: 1, b: 2 }]);
      expect(await prepared('growing')).toBe(0);
    }));

  it('is prepared only so long as there is room: a connection keeps 250', () =>
    onOneConnection(async () => {
      for (let text = 0; text < 270; text++)
        for (let time = 0; time < 3; time++) await db.reader.rows(sql`select ${time}::int as ${sql.id(`many_${text}`)}`);
      expect(await prepared('as "many_')).toBeLessThanOrEqual(250);
      expect(await prepared('as "many_')).toBeGreaterThan(200);
    }));
});
