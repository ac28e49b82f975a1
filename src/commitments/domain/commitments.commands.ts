/** What people may ask of sheets and drafts, from a form: shapes and limits. */
import { z } from 'zod';
import { cleanText, emailAddress, line, optional, prose } from '../../kernel/text.js';
import { SECTORS } from '../../participants/domain/index.js';
import { COMMENT_MAX, QUOTE_MAX } from '../../comments/domain/index.js';
import { COMMENT_DISPOSITIONS, Reason } from '../../responses/domain/index.js';
import { day } from '../../process/domain/index.js';
import { MILESTONE_COLUMNS } from './sheet-template.js';

export const TITLE_MAX = 400;
export const ORIGIN_MAX = 1000;

const chosen = optional(z.uuid({ error: 'choose' }));

/** A new sheet: from a roundtable, whose chosen topic and board it takes, or from elsewhere, which it must then say. Codes: `required`, `origin-needed`. */
export const OpenSheet = z
  .object({
    templateKey: z.string({ error: 'choose' }).min(1, { error: 'choose' }),
    roundtableId: chosen,
    themeId: chosen,
    title: optional(line(TITLE_MAX)),
    declaredOrigin: optional(prose(ORIGIN_MAX)),
  })
  .refine((sheet) => sheet.roundtableId !== null || sheet.declaredOrigin !== null, {
    error: 'origin-needed',
    path: ['declaredOrigin'],
  })
  .refine((sheet) => sheet.roundtableId !== null || sheet.title !== null, { error: 'required', path: ['title'] });
export type OpenSheet = z.output<typeof OpenSheet>;

/** `before` is taken as it was sent: it is compared, never stored. `text` is cleaned, as all text that people type. */
const before = z
  .string()
  .max(20_000)
  .default('')
  .transform((text) => text.replaceAll('\r\n', '\n'));
const written = (max: number) =>
  z
    .string()
    .default('')
    .transform(cleanText)
    .pipe(z.string().max(max, { error: 'too-long' }));

const EditedField = z.object({ text: written(20_000), before, ticked: z.string().optional(), source: z.string().optional() });
const EditedMilestone = z.object(
  Object.fromEntries(MILESTONE_COLUMNS.map((column) => [column, z.object({ text: written(5000), before }).optional()])),
);

/**
 * The editor's form as it is sent, whichever of its buttons was pressed: every text with what its author was looking at, and in `act` what else is to
 * be done once the text is kept (see EditorAct).
 */
export const EditSheet = z.object({
  fields: z.record(z.string().max(80), EditedField).default({}),
  milestones: z.record(z.string().max(80), EditedMilestone).default({}),
  act: z.string().max(400).default(''),
});
export type EditSheet = z.output<typeof EditSheet>;

/** The day the round is announced to close on, after today. */
export const OpenCommentRound = z.object({ closesOn: day, reason: optional(prose(ORIGIN_MAX)) });
export type OpenCommentRound = z.output<typeof OpenCommentRound>;

/** A new version says in public why the text changed. */
export const ReviseSheet = z.object({ reason: prose(ORIGIN_MAX) });
export type ReviseSheet = z.output<typeof ReviseSheet>;

/** A comment on a place of the draft. Asking for other words needs the words; commenting needs a text. */
export const CommentDraft = z
  .object({
    place: z.string({ error: 'required' }).min(1, { error: 'required' }).max(80),
    body: optional(prose(COMMENT_MAX)),
    quote: optional(prose(QUOTE_MAX)),
    suggestion: optional(prose(COMMENT_MAX)),
    name: line(120),
    email: optional(emailAddress),
    sector: optional(z.enum(SECTORS, { error: 'choose' })),
    organisation: optional(line(200)),
  })
  .refine((comment) => comment.body !== null, { error: 'required', path: ['body'] })
  .refine((comment) => comment.suggestion === null || comment.quote !== null, { error: 'quote-needed', path: ['quote'] });
export type CommentDraft = z.output<typeof CommentDraft>;

/** The team's answer to a comment, and the place that changed because of it. */
export const AnswerComment = z.object({
  disposition: z.enum(COMMENT_DISPOSITIONS, { error: 'choose' }),
  reason: Reason,
  changed: optional(z.string().max(80)),
});
export type AnswerComment = z.output<typeof AnswerComment>;
