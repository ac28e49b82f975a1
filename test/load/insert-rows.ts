import type pg from 'pg';

/** The PostgreSQL type of a column and what a row holds in it. */
export type Column<Row> = readonly [type: string, value: (row: Row) => unknown];

/** Inserts many rows in one statement: one array for each column. */
export async function insertRows<Row>(
  client: pg.Client,
  table: string,
  rows: readonly Row[],
  columns: Readonly<Record<string, Column<Row>>>,
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const arrays = Object.values(columns).map(([type], index) => `$${index + 1}::${type}[]`);
  await client.query(
    `insert into ${table} (${names.join(', ')}) select * from unnest(${arrays.join(', ')})`,
    Object.values(columns).map(([, value]) => rows.map(value)),
  );
}
