import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProcessTemplate } from './domain/index.js';

const file = (key: string): string => join(import.meta.dirname, 'templates', `${key}.json`);

/** The ways to set a process up, from their data files. */
export const PROCESS_TEMPLATES: readonly ProcessTemplate[] = ['ogp-three-stages'].map((key) =>
  ProcessTemplate.parse(JSON.parse(readFileSync(file(key), 'utf8'))),
);
