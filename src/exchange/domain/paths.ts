import { processPath, staffProcessPath } from '../../process/domain/index.js';

/** Where the team brings files in and takes them out: `exchangePath('ba', 'imports', id)`. */
export const exchangePath = (process: string, ...rest: string[]): string => staffProcessPath(process, 'exchange', ...rest);
/** The open data of a process, for everybody. */
export const openDataPath = (process: string, ...rest: string[]): string => processPath(process, 'data', ...rest);
