import { processPath, staffProcessPath } from '../../process/domain/index.js';

/** Addresses of proposals. A proposal's number stands in its address as people say it: `P-047`. */
export const proposalsPath = (process: string): string => processPath(process, 'proposals');
export const proposalPath = (process: string, number: number): string =>
  processPath(process, 'proposals', proposalNumber(number));
/** Below it stand the files of a proposal. */
export const filesPath = (process: string, number: number): string => `${proposalPath(process, number)}/files`;
export const themesPath = (process: string): string => processPath(process, 'themes');
export const newProposalPath = (process: string, ...step: string[]): string => processPath(process, 'proposals', 'new', ...step);
export const receiptPath = (secret: string, ...rest: string[]): string => ['/proposals/receipts', secret, ...rest].join('/');
/** What the account that sent a proposal does with it. */
export const authorshipPath = (process: string, number: number, ...rest: string[]): string =>
  processPath(process, 'proposals', proposalNumber(number), 'authorship', ...rest);
/** A signed-in person's own proposals. */
export const OWN_PROPOSALS_PATH = '/account/proposals';
export const triagePath = (process: string, ...rest: string[]): string => staffProcessPath(process, 'proposals', ...rest);
/** What an author opens from the mail that tells them where their proposal goes on. */
export const objectionPath = (part: string, proof: string, ...rest: string[]): string =>
  ['/proposals/continuations', part, proof, ...rest].join('/');
export const mergingPath = (process: string, numbers: readonly number[]): string =>
  `${triagePath(process, 'merging')}?numbers=${numbers.map(proposalNumber).join('+')}`;
export const splittingPath = (process: string, number: number): string =>
  triagePath(process, proposalNumber(number), 'splitting');
export const continuationsPath = (process: string, ...rest: string[]): string => triagePath(process, 'continuations', ...rest);
/** What the team does with proposals that it ticked in the public list. */
export const selectionPath = (process: string, ...rest: string[]): string => staffProcessPath(process, 'selection', ...rest);
/** Where somebody who does not moderate reports what they ticked there. */
export const reportingPath = (process: string): string => processPath(process, 'proposals', 'reporting');
/** Where the coordination names states of its own. */
export const ownStatesPath = (process: string): string => triagePath(process, 'states');
/** Where the team keys in what came on paper, by telephone, at a meeting or by post. */
export const keyingPath = (process: string): string => triagePath(process, 'keying');
/** A sheet for the person whose proposal was keyed in. */
export const slipPath = (process: string, number: number): string => triagePath(process, proposalNumber(number), 'slip');
export const reviewsPath = (process: string): string => staffProcessPath(process, 'reviews');
export const reviewPath = (process: string, number: number, ...rest: string[]): string =>
  staffProcessPath(process, 'reviews', proposalNumber(number), ...rest);
export const templatesPath = (process: string, ...rest: string[]): string =>
  staffProcessPath(process, 'reviews', 'templates', ...rest);

/** `P-007`; beyond 999 it simply grows. */
export const proposalNumber = (number: number): string => `P-${String(number).padStart(3, '0')}`;

/** The number in `P-047`, `p47` or `47`; null for anything else. */
export function parseProposalNumber(text: string): number | null {
  const found = /^(?:p-?)?0*([1-9]\d{0,6})$/i.exec(text.trim());
  return found ? Number(found[1]) : null;
}
