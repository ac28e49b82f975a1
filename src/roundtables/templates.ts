import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgendaTemplate, BoardTemplate } from './domain/index.js';

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, 'templates', `${name}.json`), 'utf8'));

/** The eight steps of a sitting in two moments. */
export const DEFAULT_AGENDA = AgendaTemplate.parse(read('agenda')).steps;
/** Board 1: problem, who is affected, evidence, what was done, questions to the area. */
export const SITUATION_SECTIONS = BoardTemplate.parse(read('situation')).sections;
