import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSheetTemplate, type SheetTemplate } from './domain/index.js';

const read = (key: string): SheetTemplate =>
  parseSheetTemplate(JSON.parse(readFileSync(join(import.meta.dirname, 'templates', `${key}.json`), 'utf8')));

/** The forms a commitment can be written in, from their data files; the first is the one a roundtable's board follows. */
export const SHEET_TEMPLATES: readonly SheetTemplate[] = ['ogp-national-2022', 'ogp-local-2021'].map(read);

/** The template of this key. Throws for one that is not installed: a sheet names only templates that were there when it was opened. */
export function sheetTemplate(key: string): SheetTemplate {
  const template = SHEET_TEMPLATES.find((each) => each.key === key);
  if (!template) throw new Error(`There is no sheet template ${key}`);
  return template;
}
