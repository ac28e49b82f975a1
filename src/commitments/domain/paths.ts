import { processPath, staffProcessPath } from '../../process/domain/index.js';

/** Addresses of sheets: the public draft and the working pages. A sheet goes by its number in its process. */
export const draftsPath = (process: string): string => processPath(process, 'drafts');
export const draftPath = (process: string, number: number, ...rest: string[]): string =>
  processPath(process, 'drafts', String(number), ...rest);
export const sheetsPath = (process: string, ...rest: string[]): string => staffProcessPath(process, 'sheets', ...rest);
export const sheetPath = (process: string, number: number, ...rest: string[]): string =>
  sheetsPath(process, String(number), ...rest);
/** The page of a published sheet; the places of its text have the same anchors as in the draft. */
export const commitmentPath = (process: string, number: number, ...rest: string[]): string =>
  processPath(process, 'plan', 'commitments', String(number), ...rest);
/** Where a place of the sheet begins on its pages. */
export const placeAnchor = (place: string): string => `place-${place}`;
export const commentAnchor = (number: number): string => `comment-${number}`;
