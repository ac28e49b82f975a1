import { processPath, staffProcessPath } from '../../process/domain/index.js';

/** Where the team's outreach is: `outreachPath('ba', 'batches', id)`. */
export const outreachPath = (process: string, ...rest: string[]): string => staffProcessPath(process, 'outreach', ...rest);
/** The public record of it. */
export const outreachLogPath = (process: string): string => processPath(process, 'outreach');
/** An organisation's personal link. */
export const personalPath = (secret: string, ...rest: string[]): string => ['/outreach', secret, ...rest].join('/');
