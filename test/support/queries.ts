import { expect } from '@jest/globals';
import type { Database } from '../../src/platform/database/database.js';
import type { TestApp } from './app.js';

/** What is sent to the database while `act` runs, on any connection. */
export async function statementsOf<T>(
  { pool }: Pick<Database, 'pool'>,
  act: () => Promise<T>,
): Promise<{ answer: T; statements: string[] }> {
  const connection = await pool.connect();
  const shared = Object.getPrototypeOf(connection) as { query: (...args: unknown[]) => unknown };
  connection.release();
  const { query } = shared;
  const statements: string[] = [];
  shared.query = function (...args) {
    statements.push(String(args[0]));
    return query.apply(this, args);
  };
  try {
    return { answer: await act(), statements };
  } finally {
    shared.query = query;
  }
}

/** How many statements a page took. */
export async function queriesOf(app: TestApp, act: () => Promise<{ status: number }>): Promise<number> {
  const { answer, statements } = await statementsOf(app.db.database, act);
  expect(answer.status).toBe(200);
  expect(statements.length).toBeGreaterThan(0);
  return statements.length;
}
