import { z } from 'zod';
import { localizedLine, localizedProse } from './process.commands.js';

export const HEADLINE_MAX = 140;
export const NEWS_MAX = 3000;

/** A short text about what happens in a process, in one language or more. */
export const WriteNews = z.object({ title: localizedLine(HEADLINE_MAX), body: localizedProse(NEWS_MAX) });
export type WriteNews = z.output<typeof WriteNews>;
