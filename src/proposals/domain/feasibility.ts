import { z } from 'zod';
import { cleanText, line, optional, prose } from '../../kernel/text.js';

/** How a feasibility review ends. */
export const VERDICTS = ['feasible', 'feasible-with-changes', 'not-feasible', 'already-planned', 'outside-the-call'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Whether an area would carry it. */
export const WILLINGNESS = ['yes', 'with-others', 'no'] as const;
export type Willingness = (typeof WILLINGNESS)[number];

/** What a cost is counted over: once, each year, or a number of years together. */
export const COST_PERIODS = ['once', 'per-year', 'years'] as const;
export type CostPeriod = (typeof COST_PERIODS)[number];

/** Characters of each of a review's texts. */
export const REVIEW_TEXT_MAX = 3000;
/** The greatest amount that can be written, in whole units of the currency. */
export const COST_MAX = 999_999_999_999;
export const COST_YEARS_MAX = 50;

/** Thousands may be parted by dots, commas or blanks, as people of three languages write them. */
const GROUPED = /^\d{1,3}([.,\s]\d{3})+$/;
const amount = optional(
  z
    .preprocess((value) => (typeof value === 'number' ? String(value) : value), z.string({ error: 'not-an-amount' }))
    .transform((text) => cleanText(text))
    .transform((text) => (GROUPED.test(text) ? text.replace(/[.,\s]/g, '') : text))
    .pipe(z.string().regex(/^\d{1,12}$/, { error: 'not-an-amount' }))
    .transform(Number),
);
const years = optional(
  z.coerce
    .number({ error: 'not-years' })
    .int({ error: 'not-years' })
    .min(1, { error: 'not-years' })
    .max(COST_YEARS_MAX, { error: 'not-years' }),
);
const currency = optional(
  z
    .string()
    .transform((text) => cleanText(text).toUpperCase())
    .pipe(z.string().regex(/^[A-Z]{3}$/, { error: 'not-a-currency' })),
);

const text = optional(prose(REVIEW_TEXT_MAX));
/** What a review may say beside its verdict and reasons. */
const sayings = {
  /** The law that the verdict rests on. */
  legalBasis: text,
  /** The state of play: what exists today, its budget, the law that governs it, who would carry it out. */
  existing: text,
  budget: text,
  law: text,
  responsible: text,
  changes: text,
  costFrom: amount,
  costTo: amount,
  costCurrency: currency,
  costPeriod: optional(z.enum(COST_PERIODS, { error: 'choose' })),
  costYears: years,
  carry: optional(z.enum(WILLINGNESS, { error: 'choose' })),
  carryWords: text,
};

interface Cost {
  readonly costFrom: number | null;
  readonly costTo: number | null;
  readonly costCurrency: string | null;
  readonly costPeriod: CostPeriod | null;
  readonly costYears: number | null;
}

/** What is missing of a cost: an amount says nothing without its currency and what it is counted over. By field. */
export function costMistakes(cost: Cost): { field: keyof Cost; code: string }[] {
  const { costFrom, costTo, costCurrency, costPeriod, costYears } = cost;
  if (costFrom === null && costTo === null) return [];
  const mistakes: { field: keyof Cost; code: string }[] = [];
  if (costFrom !== null && costTo !== null && costTo < costFrom) mistakes.push({ field: 'costTo', code: 'cost-order' });
  if (costCurrency === null) mistakes.push({ field: 'costCurrency', code: 'currency-needed' });
  if (costPeriod === null) mistakes.push({ field: 'costPeriod', code: 'period-needed' });
  if (costPeriod === 'years' && costYears === null) mistakes.push({ field: 'costYears', code: 'years-needed' });
  return mistakes;
}

/**
 * A feasibility review: a verdict is never given without reasons, nor changes asked for without saying which, nor a cost without what it is
 * counted in. Codes: `required`, `too-long`, `choose`, `changes-needed`, `words-needed`, and those of `costMistakes`.
 */
export const ReviewProposal = z
  .object({
    verdict: z.enum(VERDICTS, { error: 'choose' }),
    reasons: prose(REVIEW_TEXT_MAX),
    ...sayings,
    signedBy: line(120),
  })
  .superRefine((review, context) => {
    const refuse = (field: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    if (review.verdict === 'feasible-with-changes' && review.changes === null) refuse('changes', 'changes-needed');
    if ((review.carry === 'with-others' || review.carry === 'no') && review.carryWords === null)
      refuse('carryWords', 'words-needed');
    for (const { field, code } of costMistakes(review)) refuse(field, code);
  });
export type ReviewProposal = z.output<typeof ReviewProposal>;

/** A review as it is given by whoever has no more to say than this. */
export type GivenReview = Pick<ReviewProposal, 'verdict' | 'reasons' | 'signedBy'> & Partial<ReviewProposal>;

const unsaid: Omit<ReviewProposal, 'verdict' | 'reasons' | 'signedBy'> = {
  legalBasis: null,
  existing: null,
  budget: null,
  law: null,
  responsible: null,
  changes: null,
  costFrom: null,
  costTo: null,
  costCurrency: null,
  costPeriod: null,
  costYears: null,
  carry: null,
  carryWords: null,
};
export const wholeReview = (given: GivenReview): ReviewProposal => ({ ...unsaid, ...given });

/** The fields of a review, in the order in which they are asked and read. */
export const REVIEW_FIELDS = [
  'verdict',
  'reasons',
  'legalBasis',
  'costFrom',
  'costTo',
  'costCurrency',
  'costPeriod',
  'costYears',
  'existing',
  'budget',
  'law',
  'responsible',
  'carry',
  'carryWords',
  'changes',
  'signedBy',
] as const satisfies readonly (keyof ReviewProposal)[];
export type ReviewField = (typeof REVIEW_FIELDS)[number];

/** What was typed of a review that is not finished: right or wrong, nothing is asked of it but its length. */
export type ReviewSoFar = Readonly<Partial<Record<ReviewField, string>>>;
const unfinished = z
  .string()
  .optional()
  .transform((typed) => cleanText(typed ?? ''))
  .pipe(z.string().max(REVIEW_TEXT_MAX, { error: 'too-long' }));
export const KeepReview = z
  .object(Object.fromEntries(REVIEW_FIELDS.map((field) => [field, unfinished])) as Record<ReviewField, typeof unfinished>)
  .transform((typed): ReviewSoFar => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== '')));
