import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSheetTemplate, readDatabaseRow, type DatabaseRow, type ReadSheet } from '../../src/commitments/domain/index.js';

/** Real sheets of OGP's database lie beside the project where it is developed, and are not part of it. */
const FOLDER = resolve('..', 'shared', 'data', 'real-sheets');

export const template = (name: 'ogp-national-2022' | 'ogp-local-2021') =>
  parseSheetTemplate(JSON.parse(readFileSync(resolve('src', 'commitments', 'templates', `${name}.json`), 'utf8')));

/** The database row that a described sheet holds, or null where the folder is not there. */
export function realRow(name: string): DatabaseRow | null {
  const path = resolve(FOLDER, name);
  if (!existsSync(path)) return null;
  const [head = '', fullText = ''] = readFileSync(path, 'utf8').split('## Full Text (verbatim)\n');
  const cells = [...head.matchAll(/^\| ([^|\n]+?) \| (.*) \|$/gm)].map((match) => [match[1]!, match[2]!] as const);
  return { ...Object.fromEntries(cells), 'Full Text': fullText };
}

export function readReal(row: DatabaseRow): ReadSheet {
  let count = 0;
  return readDatabaseRow(row, template('ogp-national-2022'), () => `m${++count}`);
}

/** A described page as it is, or null where the folder is not there. */
export function realText(name: string): string | null {
  const path = resolve(FOLDER, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
