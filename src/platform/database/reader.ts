import { Injectable } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Kysely, RawBuilder } from 'kysely';
import { UnitOfWork } from './unit-of-work.js';

export { sql } from 'kysely';

/** Tables that a query file names, as Kysely wants them: table name → column names with their types. */
export type Tables = object;

/**
 * The read side: SQL in, plain rows out, for `*.queries.ts`. Inside a use case it reads in that use case's transaction (flush first what
 * it shall see), outside it takes a connection of its own. Column names are the database's (snake_case): alias them in SQL.
 *
 *     const rows = await this.reader.rows(sql<{ id: string; title: string }>`
 *       select id, title from proposal where process_id = ${processId} order by number`);
 *
 * Values in `${}` become parameters. `timestamptz` arrives as Date, `bigint` and counts as number, `jsonb` parsed.
 */
@Injectable()
export class Reader {
  constructor(
    private readonly orm: MikroORM,
    private readonly work: UnitOfWork,
  ) {}

  /** The rows of a query written with the `sql` tag. */
  async rows<Row>(query: RawBuilder<Row>): Promise<Row[]> {
    return (await query.execute(this.db())).rows;
  }

  /** The first row, or null. */
  async first<Row>(query: RawBuilder<Row>): Promise<Row | null> {
    return (await this.rows(query))[0] ?? null;
  }

  /** Kysely's query builder, for queries with optional parts. `T` may be inferred from schemas with MikroORM's InferKyselyDB. */
  db<T extends Tables>(): Kysely<T> {
    const em = this.work.isRunning ? this.work.em : this.orm.em.fork();
    return em.getKysely<Tables>() as Kysely<unknown> as Kysely<T>;
  }
}
