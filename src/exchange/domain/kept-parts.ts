import { z } from 'zod';
import { LOCALES } from '../../kernel/localized.js';
import { line, optional, prose } from '../../kernel/text.js';
import { QUESTION_KINDS, type WordedKind } from '../../process/domain/index.js';
import { TITLE_MAX } from '../../proposals/domain/index.js';

/** Texts written elsewhere may be longer than ours. */
export const IMPORTED_BODY_MAX = 20_000;
const NOTE_MAX = 200;
const VERSIONS_MAX = 200;
const ANSWERS_MAX = 100;
const VALUE_MAX = 5000;

/** The columns that our own archive adds to its proposals: JSON that people need not read. */
export const KEPT_COLUMNS = ['earlierVersions', 'callAnswers'] as const;

const note = optional(line(NOTE_MAX));
const at = z.iso.datetime();

/** The versions of a text, the first first; the last says only when it was written and what changed, since its words are the proposal's. */
const Versions = z.object({
  earlier: z.array(z.object({ title: line(TITLE_MAX), body: prose(IMPORTED_BODY_MAX), note, at })).max(VERSIONS_MAX),
  last: z.object({ note, at }),
});
export type KeptVersions = z.output<typeof Versions>;

const words = z.partialRecord(z.enum(LOCALES), z.string().max(VALUE_MAX));

/** Answers to the questions of a call with the questions as they were asked. */
const Answers = z
  .array(
    z.object({
      question: z.uuid(),
      kind: z.enum(QUESTION_KINDS).exclude(['attachment']) satisfies z.ZodType<WordedKind>,
      label: words,
      isPublic: z.boolean(),
      value: z.union([z.string().max(VALUE_MAX), words]),
    }),
  )
  .max(ANSWERS_MAX);
export type KeptAnswers = z.output<typeof Answers>;

/** Null for what is no such text. */
export const versionsIn = (json: string): KeptVersions | null => parsed(Versions, json);
export const answersIn = (json: string): KeptAnswers | null => parsed(Answers, json);

function parsed<T>(schema: z.ZodType<T>, json: string): T | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
