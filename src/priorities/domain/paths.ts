import { processPath, staffProcessPath } from '../../process/domain/index.js';

/** What everybody reads: criteria, weights, shortlists. */
export const prioritiesPath = (process: string): string => processPath(process, 'priorities');
/** Where the coordination sets criteria, begins and ends the scoring and publishes shortlists. */
export const staffPrioritiesPath = (process: string, ...rest: string[]): string =>
  staffProcessPath(process, 'priorities', ...rest);
/** Where areas and forum members score. */
export const scoresPath = (process: string): string => staffProcessPath(process, 'scores');
