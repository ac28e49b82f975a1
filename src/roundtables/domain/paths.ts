import { processPath, staffProcessPath } from '../../process/domain/index.js';

/** Addresses of roundtables. A table goes by its slug in its process; its room by its id; its door by its code. */
export const roundtablesPath = (process: string): string => processPath(process, 'roundtables');
export const roundtablePath = (process: string, roundtable: string, ...rest: string[]): string =>
  processPath(process, 'roundtables', roundtable, ...rest);
export const staffRoundtablesPath = (process: string, ...rest: string[]): string =>
  staffProcessPath(process, 'roundtables', ...rest);
export const roomPath = (roundtableId: string, ...rest: string[]): string => ['/rooms', roundtableId, ...rest].join('/');
export const joinPath = (code?: string): string => (code ? `/join/${code}` : '/join');
