import { sql } from '../platform/database/reader.js';

/** The one condition of what everybody may read: every list, count, file and mail of comments has it. The table's columns stand alone, or behind `c.`. */
export const inSight = sql<boolean>`sight = 'public'`;
export const commentInSight = sql<boolean>`c.sight = 'public'`;
