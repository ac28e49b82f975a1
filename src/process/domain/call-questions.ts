import { z } from 'zod';
import { LOCALES, localized, type Locale, type LocalizedText } from '../../kernel/localized.js';
import { cleanText, line, optional, prose } from '../../kernel/text.js';
import { localizedLine, localizedProse, NAME_MAX } from './process.commands.js';

export const QUESTION_KINDS = ['text', 'choice', 'number', 'place', 'yes-no', 'attachment'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];
/** Those that are answered in words; an attachment is a file of the proposal that says which question it answers. */
export type WordedKind = Exclude<QuestionKind, 'attachment'>;
export const MOST_QUESTIONS = 12;
export const MOST_OPTIONS = 20;
export const ANSWER_MAX = 2000;
export const PLACE_MAX = 200;

/** A question that a call asks beside the usual ones. */
export interface CallQuestion {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly label: LocalizedText;
  /** What a `choice` chooses among. */
  readonly options: readonly LocalizedText[];
  readonly isRequired: boolean;
  /** Whether answers are shown to everybody; else only the team reads them. */
  readonly isPublic: boolean;
}

/** An answer with the question as it was asked: whoever answered in private stays so, whatever becomes of the question. */
export interface QuestionAnswer {
  readonly question: string;
  readonly kind: WordedKind;
  readonly label: LocalizedText;
  readonly isPublic: boolean;
  /** The words or the number; `yes` or `no`; for a choice what was chosen, in its languages. */
  readonly value: string | LocalizedText;
}

const ticked = z.preprocess((value) => value === 'on' || value === true, z.boolean());

const lines = (text: string | undefined): string[] => (text ?? '').split('\n').map(cleanText).filter(Boolean);

/** One option in each language from as many lists as there are languages, line by line. */
function optionsOf(texts: LocalizedText): LocalizedText[] {
  const lists = LOCALES.map((locale) => [locale, lines(texts[locale])] as const).filter(([, list]) => list.length > 0);
  const count = Math.max(0, ...lists.map(([, list]) => list.length));
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(lists.flatMap(([locale, list]) => (list[index] ? [[locale, list[index]]] : []))),
  );
}

const QuestionInput = z
  .object({
    id: optional(z.uuid()),
    kind: z.enum(QUESTION_KINDS, { error: 'choose' }),
    label: localizedLine(NAME_MAX),
    options: z.preprocess((value) => value ?? {}, localizedProse(ANSWER_MAX).catch({})),
    isRequired: ticked,
    isPublic: ticked,
  })
  .transform(({ options, ...question }) => ({ ...question, options: question.kind === 'choice' ? optionsOf(options) : [] }))
  .refine(({ kind, options }) => kind !== 'choice' || (options.length >= 2 && options.length <= MOST_OPTIONS), {
    error: 'options-needed',
    path: ['options', 'es'],
  });

/** Whether a row of the form asks nothing: it has no words in any language. */
const isEmptyRow = (row: unknown): boolean =>
  typeof row !== 'object' ||
  row === null ||
  Object.values((row as { label?: object }).label ?? {}).every((text) => typeof text !== 'string' || cleanText(text) === '');

export const SetQuestions = z.object({
  questions: z.preprocess(
    (rows) => (Array.isArray(rows) ? rows.filter((row) => !isEmptyRow(row)) : []),
    z.array(QuestionInput).max(MOST_QUESTIONS),
  ),
});
export type SetQuestions = z.output<typeof SetQuestions>;

/** The name of a question's field in the form of a proposal. */
export const questionField = (question: Pick<CallQuestion, 'id'>): string => `question-${question.id}`;

/** The questions that are answered in words. */
export const inWords = (questions: readonly CallQuestion[]): (CallQuestion & { kind: WordedKind })[] =>
  questions.flatMap((question) => (question.kind === 'attachment' ? [] : [{ ...question, kind: question.kind }]));

/** Checks the answers in words to a call's questions, by the names of their fields. */
export const answersShape = (questions: readonly CallQuestion[]): Record<string, z.ZodType<string | null>> =>
  Object.fromEntries(
    inWords(questions).map((question) => {
      const answer = ANSWER[question.kind](question);
      return [questionField(question), question.isRequired ? answer : optional(answer)];
    }),
  );

const ANSWER: Record<WordedKind, (question: CallQuestion) => z.ZodType<string>> = {
  text: () => prose(ANSWER_MAX),
  place: () => line(PLACE_MAX),
  number: () =>
    line(30)
      .transform((text) => text.replace(',', '.'))
      .refine((text) => Number.isFinite(Number(text)), { error: 'not-a-number' }),
  'yes-no': () => z.enum(['yes', 'no'], { error: 'choose' }),
  choice: ({ options }) =>
    z.string({ error: 'choose' }).refine((text) => /^\d{1,2}$/.test(text) && Number(text) < options.length, { error: 'choose' }),
};

/** Right answers in words as they are kept with a proposal; what was left empty is not there. */
export function answersOf(questions: readonly CallQuestion[], values: Readonly<Record<string, unknown>>): QuestionAnswer[] {
  const right = z.object(answersShape(questions)).parse(values) as Record<string, string | null>;
  return inWords(questions).flatMap((question) => {
    const value = right[questionField(question)];
    if (value === null || value === undefined) return [];
    const { id, kind, label, isPublic } = question;
    return [{ question: id, kind, label, isPublic, value: kind === 'choice' ? (question.options[Number(value)] ?? '') : value }];
  });
}

/** An answer as people and files read it; `yesNo` has the words for yes and no. */
export function answerText({ kind, value }: QuestionAnswer, locale: Locale, yesNo: Readonly<Record<string, string>>): string {
  if (typeof value !== 'string') return localized(value, locale);
  return kind === 'yes-no' ? (yesNo[value] ?? value) : value;
}
