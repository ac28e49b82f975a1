import { LOCALES } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type { FieldModel, FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { MOST_QUESTIONS, NAME_MAX, QUESTION_KINDS, staffProcessPath, type CallQuestion } from './domain/index.js';

export interface QuestionsForm {
  form: FormModel;
  rows: { id: string; legend: string; fields: FieldModel[] }[];
}

/** The form's values for the questions as they are. */
export const askedQuestions = (questions: readonly CallQuestion[]): FormState =>
  blank({
    questions: questions.map((question) => ({
      ...question,
      isRequired: question.isRequired ? 'on' : '',
      isPublic: question.isPublic ? 'on' : '',
      options: Object.fromEntries(
        LOCALES.map((locale) => [
          locale,
          question.options
            .map((option) => option[locale] ?? '')
            .join('\n')
            .trim(),
        ]),
      ),
    })),
  });

/** A row for every question and two to spare; rows without words do not count, so emptying one takes the question away. */
export function questionsForm(x: Exchange, process: string, state: FormState): QuestionsForm {
  const { t } = x;
  const typed = state.values['questions'];
  const count = Math.min(MOST_QUESTIONS, (Array.isArray(typed) ? typed.length : 0) + (state.formId ? 0 : 2));
  const specs = Array.from({ length: count }, (_, row): FieldSpec[] => [
    { name: `questions.${row}.id`, kind: 'hidden', label: 'process.questions.kind' },
    ...inEachLanguage(row, 'label', 'text', { maxlength: NAME_MAX }),
    {
      name: `questions.${row}.kind`,
      kind: 'select',
      label: 'process.questions.kind',
      options: QUESTION_KINDS.map((kind) => ({ value: kind, text: t(`process.questions.kind.${kind}`) })),
    },
    ...inEachLanguage(row, 'options', 'textarea', { rows: 3 }),
    { name: `questions.${row}.isRequired`, kind: 'checkbox', label: 'process.questions.required', required: false },
    {
      name: `questions.${row}.isPublic`,
      kind: 'checkbox',
      label: 'process.questions.public',
      hint: 'process.questions.public-hint',
      required: false,
    },
  ]);
  const form = x.form(
    {
      action: staffProcessPath(process, 'call', 'questions'),
      submit: 'process.questions.save',
      idPrefix: 'ask-',
      fields: specs.flat(),
    },
    state,
  );
  return {
    form,
    rows: specs.map((row, index) => ({
      id: `question-${index + 1}`,
      legend: t('process.questions.row', { number: index + 1 }),
      fields: row.map((spec) => form.fields[spec.name] as FieldModel),
    })),
  };
}

const inEachLanguage = (row: number, name: string, kind: FieldSpec['kind'], more: Partial<FieldSpec>): FieldSpec[] =>
  LOCALES.map((locale) => ({
    name: `questions.${row}.${name}.${locale}`,
    kind,
    label: `process.questions.${name}`,
    args: { language: LANGUAGE_NAMES[locale] },
    lang: locale,
    required: false,
    ...more,
  }));
