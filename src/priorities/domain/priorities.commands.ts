import { z } from 'zod';
import { optional, prose } from '../../kernel/text.js';
import { localizedLine } from '../../process/domain/index.js';
import { PROPOSAL_DISPOSITIONS } from '../../responses/domain/index.js';
import { MARKS, WEIGHTS_TOTAL, weightsOf, type Criterion } from './scoring.js';

export const CRITERIA_MAX = 8;
export const CRITERION_NAME_MAX = 80;
export const CRITERION_ABOUT_MAX = 300;
export const SHORTLIST_REASON_MAX = 1000;

const wholeNumber = (from: number, to: number) =>
  z.coerce
    .number<string>({ error: 'not-a-number' })
    .int({ error: 'not-a-number' })
    .min(from, { error: 'not-a-number' })
    .max(to, { error: 'not-a-number' });

/** Whether nothing was written in a part of a form. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  return typeof value === 'string' && value.trim() === '';
}

const CriterionInput = z.object({
  name: localizedLine(CRITERION_NAME_MAX),
  about: z.preprocess((value) => (isEmpty(value) ? null : value), localizedLine(CRITERION_ABOUT_MAX).nullable()),
  weight: wholeNumber(1, WEIGHTS_TOTAL),
});

/** What proposals will be scored by, and which part of the result the areas have; the forum has the rest. */
export const SetCriteria = z
  .object({
    criteria: z.preprocess(
      (rows) => (Array.isArray(rows) ? rows.filter((row: unknown) => !isEmpty(row)) : rows),
      z.array(CriterionInput).min(1, { error: 'required' }).max(CRITERIA_MAX),
    ),
    areasShare: wholeNumber(0, 100),
  })
  .check(({ value, issues }) => {
    if (value.criteria.length === 0 || weightsOf(value.criteria) === WEIGHTS_TOTAL) return;
    const path = ['criteria', value.criteria.length - 1, 'weight'];
    issues.push({ code: 'custom', message: 'weights-not-100', input: value, path });
  });
export type SetCriteria = z.output<typeof SetCriteria>;

/** Criteria never change again: whoever begins says so. */
export const BeginScoring = z.object({ sure: z.literal('on', { error: 'must-confirm' }) });

const Mark = z.coerce
  .number<string>()
  .int()
  .min(MARKS[0])
  .max(MARKS.at(-1) as number);

/** A page of scores: each proposal with a mark for every criterion, or with none. `clear` takes a score back. */
export const scoreProposals = (criteria: readonly Criterion[]) =>
  z.object({
    scores: z
      .array(
        z
          .object({
            proposalId: z.uuid(),
            marks: z.object(Object.fromEntries(criteria.map(({ id }) => [id, optional(Mark)]))).default({}),
            clear: z.literal('on').optional(),
          })
          .check(({ value, issues }) => {
            const given = criteria.filter(({ id }) => (value.marks[id] ?? null) !== null);
            if (given.length === 0 || value.clear) return;
            for (const { id } of criteria.filter((each) => !given.includes(each)))
              issues.push({ code: 'custom', message: 'mark-missing', input: value, path: ['marks', id] });
          })
          .transform(({ proposalId, marks, clear }) => ({
            proposalId,
            marks: Object.fromEntries(Object.entries(marks).filter(([, mark]) => mark !== null)) as Record<string, number>,
            clear: clear === 'on',
          })),
      )
      .max(100)
      .default([]),
  });
export type ScoreProposals = z.output<ReturnType<typeof scoreProposals>>;

const choice = z.object({
  proposalId: z.uuid(),
  isIn: z
    .enum(['in', 'out'])
    .nullable()
    .catch(null)
    .transform((place) => (place === null ? null : place === 'in')),
  reason: optional(prose(SHORTLIST_REASON_MAX)),
});

/** A shortlist as far as it has come. */
export const KeepShortlist = z.object({ choices: z.array(choice).max(500).default([]) });
/** One that everybody will read: every proposal is in or out, with its reason. */
export const PublishShortlist = z.object({
  choices: z
    .array(
      choice.extend({
        isIn: z.enum(['in', 'out'], { error: 'choose' }).transform((place) => place === 'in'),
        reason: prose(SHORTLIST_REASON_MAX),
      }),
    )
    .min(1, { error: 'shortlist-empty' })
    .max(500),
});
export type KeepShortlist = z.output<typeof KeepShortlist>;
export type PublishShortlist = z.output<typeof PublishShortlist>;

/** What becomes of those that a published shortlist leaves out: each is answered with the reason that was published. */
export const LEFT_OUT_ENDS = PROPOSAL_DISPOSITIONS.filter((each) => each === 'carried-over' || each === 'not-taken-up');
export const AnswerLeftOut = z.object({ disposition: z.enum(LEFT_OUT_ENDS, { error: 'choose' }) });
export type AnswerLeftOut = z.output<typeof AnswerLeftOut>;
