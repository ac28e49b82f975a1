import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlanTemplate } from './domain/index.js';

/** The plan-level questions of OGP Local, from their data file. */
export const PLAN_TEMPLATE = parsePlanTemplate(
  JSON.parse(readFileSync(join(import.meta.dirname, 'templates', 'ogp-local-plan.json'), 'utf8')),
);
