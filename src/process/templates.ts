import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProcessTemplate } from './domain/index.js';

const file = (key: string): string => join(import.meta.dirname, 'templates', `${key}.json`);

/** The ways to set a process up, from their data files. */
export const PROCESS_TEMPLATES: readonly ProcessTemplate[] = ['ogp-three-stages'].map((key) =>
  ProcessTemplate.parse(JSON.parse(readFileSync(file(key), 'utf8'))),
);

/** The only way there is so far; what a process says until its coordinators write their own words comes from it. */
export function processTemplate(): ProcessTemplate {
  const [template] = PROCESS_TEMPLATES;
  if (!template) throw new Error('There is no template of a process');
  return template;
}
