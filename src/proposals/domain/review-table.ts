import { z } from 'zod';
import type { CsvTable } from '../../platform/domain/index.js';
import { KeepReview, REVIEW_FIELDS, ReviewProposal, type ReviewField, type ReviewSoFar } from './feasibility.js';
import { parseProposalNumber } from './paths.js';

/** Characters of a table that is pasted: some hundred whole reviews. */
export const TABLE_MAX = 2_000_000;

/** A filled table of an area: looked at row by row, or its good rows kept as drafts. */
export const FillReviews = z.object({
  table: z.string({ error: 'required' }).min(1, { error: 'required' }).max(TABLE_MAX, { error: 'too-long' }),
  act: z.enum(['look', 'keep']).catch('look'),
});
export type FillReviews = z.output<typeof FillReviews>;

/** Drafts chosen in the list, by the numbers of their proposals. */
export const PublishDrafts = z.object({
  numbers: z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.coerce.number().int().positive()).min(1, { error: 'choose-drafts' }).max(500),
  ),
});
export type PublishDrafts = z.output<typeof PublishDrafts>;

/** What of an area's reviews is looked at. What it does not understand is left out. */
export const REVIEW_SHOWS = ['all', 'pending', 'late', 'drafts', 'done'] as const;
export const FindReviews = z.object({ show: z.enum(REVIEW_SHOWS).catch('all') });
export type FindReviews = z.output<typeof FindReviews>;

/** What is wrong with a review that is not finished, by field. Empty when it can be published. */
export function reviewMistakes(typed: ReviewSoFar): { field: ReviewField; code: string }[] {
  const checked = ReviewProposal.safeParse(typed);
  if (checked.success) return [];
  const fields = new Map<ReviewField, string>();
  for (const { path, message } of checked.error.issues) {
    const field = REVIEW_FIELDS.find((each) => each === path[0]);
    if (field && !fields.has(field)) fields.set(field, /^[a-z][a-z-]+$/.test(message) ? message : 'required');
  }
  return [...fields].map(([field, code]) => ({ field, code }));
}

/** What a row of the table can be about. */
export interface TableTask {
  readonly number: number;
  /** What the area has in its draft or, without one, in its review in force. */
  readonly known: ReviewSoFar;
}

/** `empty`: nothing filled in; `same`: as it is known already; `unfinished`: kept, but not yet to be published. */
export type RowOutcome = 'new' | 'unfinished' | 'same' | 'empty' | 'unknown' | 'repeated' | 'too-long';

export interface ReviewRowPlan {
  readonly line: number;
  readonly number: number | null;
  readonly outcome: RowOutcome;
  readonly mistakes: readonly { readonly field: ReviewField; readonly code: string }[];
  readonly typed: ReviewSoFar;
}

/** A spreadsheet's text may carry the apostrophe that disarmed a formula when it was written. */
const plain = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '').trim();

/** What would come of a filled table, row by row. The columns are found by their names; a table without the number's has no rows. */
export function planReviews({ header, rows }: CsvTable, tasks: readonly TableTask[]): ReviewRowPlan[] {
  const column = (name: string): number => header.findIndex((each) => each.toLowerCase() === name.toLowerCase());
  const at = column('number');
  const seen = new Set<number>();
  if (at === -1) return [];
  return rows.map(({ line, cells }): ReviewRowPlan => {
    const number = parseProposalNumber(plain(cells[at] ?? ''));
    const task = tasks.find((each) => each.number === number);
    const filled = Object.fromEntries(
      REVIEW_FIELDS.map((field): [string, string] => [field, plain(cells[column(field)] ?? '')]).filter(
        ([, text]) => text !== '',
      ),
    );
    const row = { line, number, mistakes: [], typed: {} };
    if (number === null || !task) return { ...row, outcome: 'unknown' };
    if (seen.has(number)) return { ...row, outcome: 'repeated' };
    seen.add(number);
    if (!REVIEW_FIELDS.some((field) => field !== 'signedBy' && filled[field])) return { ...row, outcome: 'empty' };
    const kept = KeepReview.safeParse(filled);
    if (!kept.success) {
      const fields = kept.error.issues.flatMap(({ path }) => REVIEW_FIELDS.filter((each) => each === path[0]));
      return { ...row, outcome: 'too-long', mistakes: fields.map((field) => ({ field, code: 'too-long' })) };
    }
    const typed = kept.data;
    if (REVIEW_FIELDS.every((field) => (typed[field] ?? '') === (task.known[field] ?? '')))
      return { ...row, outcome: 'same', typed };
    const mistakes = reviewMistakes(typed);
    return { ...row, outcome: mistakes.length > 0 ? 'unfinished' : 'new', mistakes, typed };
  });
}

/** The rows that become drafts. */
export const isKept = ({ outcome }: ReviewRowPlan): boolean => outcome === 'new' || outcome === 'unfinished';
