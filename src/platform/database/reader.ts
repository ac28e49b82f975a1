import { Inject, Injectable } from '@nestjs/common';
import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';
import { AsyncLocalStorage } from 'node:async_hooks';
import { AskedTogether } from './asked-together.js';
import type { Database } from './database.js';
import { DATABASE } from './database-token.js';
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
  private readonly outside: Kysely<Tables>;
  private readonly questions: AskedTogether;
  private readonly gathering = new AsyncLocalStorage<(asked: CompiledQuery) => Promise<object[]>>();

  constructor(
    @Inject(DATABASE) { orm, pool }: Pick<Database, 'orm' | 'pool'>,
    private readonly work: UnitOfWork,
  ) {
    this.outside = orm.em.fork().getKysely<Tables>() as Kysely<unknown> as Kysely<Tables>;
    this.questions = new AskedTogether(pool);
  }

  /** The rows of a query written with the `sql` tag. */
  async rows<Row>(query: RawBuilder<Row>): Promise<Row[]> {
    if (this.work.isRunning) return (await query.execute(this.db())).rows;
    const asked = query.compile(this.outside);
    const gathered = this.gathering.getStore();
    return (await (gathered ? gathered(asked) : this.questions.alone(asked))) as Row[];
  }

  /** The first row, or null. */
  async first<Row>(query: RawBuilder<Row>): Promise<Row | null> {
    return (await this.rows(query))[0] ?? null;
  }

  /**
   * What `read` gives, with everything that it asks at the same time sent as one statement: for a page that is made of what several modules know.
   * Whoever is asked need not know of it.
   *
   *     const [stages, themes] = await this.reader.together(() => Promise.all([this.stages(id), this.themes(id)]));
   *
   * What is asked only after an answer goes in the next statement, together with what others ask then.
   */
  together<T>(read: () => Promise<T>): Promise<T> {
    return this.work.isRunning || this.gathering.getStore() ? read() : this.gathering.run(this.questions.gather(), read);
  }

  /** Kysely's query builder, for queries with optional parts. `T` may be inferred from schemas with MikroORM's InferKyselyDB. */
  db<T extends Tables>(): Kysely<T> {
    const kysely = this.work.isRunning ? this.work.em.getKysely<Tables>() : this.outside;
    return kysely as Kysely<unknown> as Kysely<T>;
  }
}
