import type { Translate } from '../platform/i18n/translate.js';
import type { FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { COST_PERIODS, REVIEW_FIELDS, REVIEW_TEXT_MAX, VERDICTS, WILLINGNESS, type ReviewField } from './domain/index.js';
import { stateText } from './proposal-words.js';

const text = (name: ReviewField, rows: number, required = false): FieldSpec => ({
  name,
  kind: 'textarea',
  label: `proposals.review.${name}`,
  hint: `proposals.review.${name}-hint`,
  rows,
  maxlength: REVIEW_TEXT_MAX,
  required,
});

const short = (name: ReviewField, more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  kind: 'text',
  label: `proposals.review.${name}`,
  hint: `proposals.review.${name}-hint`,
  required: false,
  ...more,
});

/** The name of a review's field, as its form has it. */
const fieldName = (t: Translate, field: ReviewField): string =>
  t(field === 'signedBy' ? 'proposals.review.signed-by' : `proposals.review.${field}`);

const GENERAL = new Set(['required', 'too-long', 'choose']);

/** What is wrong with a field, in the words in which its form says it. */
export const mistakeText = (t: Translate, field: ReviewField, code: string): string =>
  GENERAL.has(code) ? t(`forms.${code}`, { field: fieldName(t, field), max: REVIEW_TEXT_MAX }) : t(`refusals.${code}`);

/** The form of a review, whether it is published or kept as a draft. */
export function reviewForm(x: Exchange, action: string, state: FormState): FormModel {
  const { t } = x;
  const fields: Record<ReviewField, FieldSpec> = {
    verdict: {
      name: 'verdict',
      kind: 'radios',
      label: 'proposals.review.verdict',
      options: VERDICTS.map((verdict) => ({
        value: verdict,
        text: stateText(t, verdict),
        hint: t(`proposals.review.verdict.${verdict}`),
      })),
    },
    reasons: text('reasons', 6, true),
    legalBasis: text('legalBasis', 3),
    costFrom: short('costFrom', { inputmode: 'numeric', maxlength: 20 }),
    costTo: short('costTo', { inputmode: 'numeric', maxlength: 20 }),
    costCurrency: short('costCurrency', { maxlength: 3 }),
    costPeriod: {
      name: 'costPeriod',
      kind: 'select',
      label: 'proposals.review.costPeriod',
      required: false,
      options: [
        { value: '', text: t('proposals.choose') },
        ...COST_PERIODS.map((period) => ({ value: period, text: t(`proposals.review.period.${period}`) })),
      ],
    },
    costYears: short('costYears', { inputmode: 'numeric', maxlength: 2 }),
    existing: text('existing', 4),
    budget: text('budget', 3),
    law: text('law', 3),
    responsible: text('responsible', 2),
    carry: {
      name: 'carry',
      kind: 'radios',
      label: 'proposals.review.carry',
      required: false,
      options: WILLINGNESS.map((carry) => ({ value: carry, text: t(`proposals.carry.${carry}`) })),
    },
    carryWords: text('carryWords', 3),
    changes: text('changes', 4),
    signedBy: {
      name: 'signedBy',
      kind: 'text',
      label: 'proposals.review.signed-by',
      hint: 'proposals.review.signed-by-hint',
      autocomplete: 'name',
      maxlength: 120,
    },
  };
  return x.form({ action, submit: 'proposals.review.submit', fields: REVIEW_FIELDS.map((name) => fields[name]) }, state);
}
