import { PGlite } from '@electric-sql/pglite';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createLog } from '../log/log.js';
import { type Database, EMBEDDED_EXTENSIONS, type EntityList, openEmbedded } from './database.js';
import { migrate } from './migrate.js';

const FOLDER = 'src/platform/database/migrations';
const INITIAL = `${FOLDER}/20261124T0000-initial.ts`;

/** Writes the first migration wholly from the entities. Only before the first release: later migrations are differences. */
export async function writeInitialMigration(entities: EntityList): Promise<void> {
  await onScratch(entities, async ({ orm }) => {
    const sql = await orm.schema.getCreateSchemaSQL({ wrap: false });
    const doc =
      '/** All tables as of the first release. Written by npm run migration:initial from the entities: do not edit. */\n';
    writeFileSync(INITIAL, migrationSource('Initial', sql, doc));
    report(`Wrote ${INITIAL}`);
  });
}

/** The SQL that would bring a migrated database to the entities: '' when there is no drift. */
export async function schemaDrift(entities: EntityList): Promise<string> {
  return onScratch(entities, async (database) => {
    await migrate(database, createLog('silent'));
    return (await database.orm.schema.getUpdateSchemaSQL({ wrap: false })).trim();
  });
}

/** Writes the difference between migrations and entities as a new migration and adds it to the history. */
export async function writeNextMigration(entities: EntityList, name: string, at: Date): Promise<void> {
  const sql = await schemaDrift(entities);
  if (!sql) return report('The migrations already make what the entities say: nothing to write.');
  const stem = `${at.toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}-${name}`;
  const className = name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const file = `${FOLDER}/${stem}.ts`;
  if (existsSync(file)) throw new Error(`${file} exists already`);
  writeFileSync(file, migrationSource(className, sql, ''));
  const history = readFileSync(`${FOLDER}/index.ts`, 'utf8')
    .replace(/\n\n\/\*\*/, `\nimport { ${className} } from './${stem}.js';\n\n/**`)
    .replace(/\n\];\n$/, `\n  { name: '${stem}', class: ${className} },\n];\n`);
  writeFileSync(`${FOLDER}/index.ts`, history);
  report(`Wrote ${file}: read it, and see that it may run while people work.`);
}

async function onScratch<T>(entities: EntityList, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openEmbedded(new PGlite({ extensions: EMBEDDED_EXTENSIONS }), entities, createLog('silent'));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function migrationSource(className: string, sql: string, doc: string): string {
  const statements = sql
    .split(/;\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && !/^set (names|session_replication_role)/.test(statement))
    .map((statement) => `    this.addSql(\`${statement.replaceAll(/[\\`$]/g, '\\$&')};\`);`.replaceAll(';;', ';'));
  return `import { Migration } from '@mikro-orm/migrations';\n\n${doc}export class ${className} extends Migration {\n  override up(): void {\n${statements.join('\n')}\n  }\n}\n`;
}

const report = (line: string): void => void process.stdout.write(`${line}\n`);
