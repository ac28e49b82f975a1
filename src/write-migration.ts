// `npm run migration:initial | migration:create <name> | migration:check`: migrations from entities, on a scratch database in memory.
import { ENTITIES } from './entities.js';
import { SystemClock } from './platform/clock/system.js';
import { schemaDrift, writeInitialMigration, writeNextMigration } from './platform/database/write-migration.js';

const [verb, name] = process.argv.slice(2);

if (verb === 'initial') {
  await writeInitialMigration(ENTITIES);
} else if (verb === 'create' && name && /^[a-z][a-z0-9-]+$/.test(name)) {
  await writeNextMigration(ENTITIES, name, new SystemClock().now());
} else if (verb === 'check') {
  const drift = await schemaDrift(ENTITIES);
  if (drift) {
    process.stderr.write(`The entities differ from the migrations:\n${drift}\nRun npm run migration:create <name>.\n`);
    process.exitCode = 1;
  }
} else {
  process.stderr.write('Usage: npm run migration:initial | migration:create <kebab-case-name> | migration:check\n');
  process.exitCode = 64;
}
