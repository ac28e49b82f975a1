// `npm run migrate`: brings the PostgreSQL server of DATABASE_URL to this version, as the role of DATABASE_MIGRATION_URL.
import { ENTITIES } from './entities.js';
import { configOrExit, exitRefused } from './platform/config/start.js';
import { migrateServer } from './platform/database/migrate.js';
import { installJobTables } from './platform/jobs/install.js';
import { createLog } from './platform/log/log.js';

const config = configOrExit();
try {
  const done = await migrateServer(config, ENTITIES, createLog(config.LOG_LEVEL));
  await installJobTables((config.DATABASE_MIGRATION_URL ?? config.DATABASE_URL) as string);
  process.stdout.write(done.length > 0 ? `Applied ${done.join(', ')}.\n` : 'The database is up to date.\n');
} catch (error) {
  exitRefused(error);
}
