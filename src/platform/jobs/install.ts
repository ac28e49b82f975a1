import { PgBoss } from 'pg-boss';

/** Makes or updates the job queue's own tables (schema `jobs`), for `npm run migrate`: the application's role may not. */
export async function installJobTables(connectionString: string): Promise<void> {
  const boss = new PgBoss({
    connectionString,
    max: 1,
    schema: JOBS_SCHEMA,
    migrate: true,
    createSchema: true,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => undefined); // what fails rejects start(); a later drop of this connection changes nothing
  await boss.start();
  await boss.stop({ graceful: false });
}

export const JOBS_SCHEMA = 'jobs';
