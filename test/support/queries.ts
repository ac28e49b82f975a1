import { expect } from '@jest/globals';
import type { TestApp } from './app.js';

/** Counts what is sent to the database while `act` runs, on any connection. */
export async function queriesOf(app: TestApp, act: () => Promise<{ status: number }>): Promise<number> {
  const connection = await app.db.database.pool.connect();
  const shared = Object.getPrototypeOf(connection) as { query: (...args: unknown[]) => unknown };
  connection.release();
  const { query } = shared;
  let count = 0;
  shared.query = function (...args) {
    count++;
    return query.apply(this, args);
  };
  try {
    expect((await act()).status).toBe(200);
  } finally {
    shared.query = query;
  }
  expect(count).toBeGreaterThan(0);
  return count;
}
