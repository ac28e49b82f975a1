import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import type { Db, PgBoss } from 'pg-boss';
import type { Config } from '../config/config.js';
import { DATABASE } from '../database/database-token.js';
import type { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { JOBS_SCHEMA } from './install.js';
import { Log } from '../log/log.js';

const CONNECTIONS = 3;

/** Loaded where there is a job to do, since it is much to load. */
const pgBoss = () => import('pg-boss');

type Rows = Awaited<ReturnType<Db['executeSql']>>;

/**
 * How the job queue reaches the database. Inside a use case it speaks through that use case's transaction: a job added there commits with
 * it, and the one connection of the embedded database does not wait for itself. Outside it has a small pool of its own on a server, and
 * shares the one connection of the embedded database.
 */
@Injectable()
export class JobsConnection implements Db {
  private ownPool: pg.Pool | null = null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly work: UnitOfWork,
    private readonly log: Log,
  ) {}

  /** A queue over this connection, not started. In production its tables are made by `npm run migrate`, since the application may not. */
  async createBoss(config: Config): Promise<PgBoss> {
    const { PgBoss } = await pgBoss();
    const backend = this.database.isEmbedded ? 'pglite' : 'postgres';
    const mayMigrate = this.database.isEmbedded || !config.isProduction;
    if (config.DATABASE_URL && !this.database.isEmbedded) this.ownPool = this.openPool(config.DATABASE_URL);
    return new PgBoss({
      db: this,
      backend,
      schema: JOBS_SCHEMA,
      migrate: mayMigrate,
      createSchema: mayMigrate,
      persistWarnings: false,
    });
  }

  async executeSql(text: string, values?: unknown[]): Promise<Rows> {
    if (this.work.isRunning) return (await pgBoss()).fromKysely(this.work.em.getKysely<object>()).executeSql(text, values);
    const client = await this.pool.connect();
    try {
      return rowsOf(await (values?.length ? client.query(text, values) : client.query(text)));
    } catch (error) {
      // A block of statements that fails leaves its transaction open on this connection.
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /** Calls `hook` once what was written is there for everybody: after the running use case's commit, or now. */
  onceCommitted(hook: () => void): void {
    if (this.work.isRunning) this.work.afterCommit(hook);
    else hook();
  }

  async close(): Promise<void> {
    await this.ownPool?.end();
    this.ownPool = null;
  }

  private get pool(): pg.Pool {
    return this.ownPool ?? this.database.pool;
  }

  private openPool(connectionString: string): pg.Pool {
    const pool = new pg.Pool({ connectionString, max: CONNECTIONS, connectionTimeoutMillis: 5_000, keepAlive: true });
    // Without listeners, a dropped connection would end the process.
    pool.on('error', (error) => this.log.warn('A connection of the job queue broke', { error }));
    pool.on('connect', (client) =>
      client.on('error', (error) => this.log.warn('A connection of the job queue broke', { error })),
    );
    return pool;
  }
}

/** pg answers a block of statements with one result each. */
const rowsOf = (result: pg.QueryResult | pg.QueryResult[]): Rows => ({
  rows: Array.isArray(result) ? result.flatMap((one) => one.rows ?? []) : result.rows,
});
