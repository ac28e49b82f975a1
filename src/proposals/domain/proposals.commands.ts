import { z } from 'zod';
import { keptPoint, parsePoint, type Point } from '../../kernel/geo.js';
import { LOCALES } from '../../kernel/localized.js';
import { cleanText, emailAddress, line, optional, prose } from '../../kernel/text.js';
import { SECTORS } from '../../participants/domain/index.js';
import { answersShape, type CallQuestion } from '../../process/domain/index.js';
import { PROPOSAL_DISPOSITIONS, Reason } from '../../responses/domain/index.js';
import { CHOSEN_MAX } from './triage.js';

export const TITLE_MAX = 120;
export const BODY_MAX = 6000;
/** A draft that was never sent is kept so many days after its last change: as long as its author's browser can find it. */
export const DRAFT_KEPT_DAYS = 30;
/** Characters of each of the three questions that make the body. */
export const PART_MAX = 1950;
export const NAME_MAX = 120;
/** RFC 5321. */
export const EMAIL_MAX = 254;
export const ORGANISATION_MAX = 200;
export const NEIGHBOURHOOD_MAX = 120;
export const POINT_MAX = 80;

const text = { title: line(TITLE_MAX), body: prose(BODY_MAX), lang: z.enum(LOCALES, { error: 'choose' }) };
const author = {
  authorName: line(NAME_MAX),
  authorEmail: emailAddress,
  sector: z.enum(SECTORS, { error: 'choose' }),
  onBehalfOf: optional(line(ORGANISATION_MAX)),
  neighbourhood: optional(line(NEIGHBOURHOOD_MAX)),
};

/** The place that a proposal is about, as it is typed: coordinates, and whether they are kept as they are. Codes: those of `parsePoint`. */
export const placeShape = {
  point: optional(
    z
      .string()
      .max(POINT_MAX, { error: 'not-coordinates' })
      .transform((typed, context) => {
        const point = parsePoint(cleanText(typed));
        if (typeof point !== 'string') return point;
        context.addIssue({ code: 'custom', message: point });
        return z.NEVER;
      }),
  ),
  isExact: z.preprocess((value) => value === 'on' || value === true, z.boolean()),
};

/** The point as it is kept; null for none. */
export const placeOf = ({ point, isExact }: { point: Point | null; isExact: boolean }): Point | null =>
  point && keptPoint(point, isExact);

export const SetPlace = z.object(placeShape);
export type SetPlace = z.output<typeof SetPlace>;

/** What was typed in one step, by the names of its fields; right or wrong. */
export type DraftValues = Readonly<Record<string, string | null>>;

/** The steps of sending a proposal, one form each; each is kept in the draft as soon as it is right. */
export const DraftIdea = z.object({ title: text.title, themeId: z.uuid({ error: 'choose' }) });
export type DraftIdea = z.output<typeof DraftIdea>;

export const DraftText = z.object({
  problem: prose(PART_MAX),
  idea: prose(PART_MAX),
  benefit: optional(prose(PART_MAX)),
  lang: text.lang,
  ...placeShape,
});
export type DraftText = z.output<typeof DraftText>;

/** The step of the text with the questions of the call, which it asks too. */
export const draftTextWith = (questions: readonly CallQuestion[]) => DraftText.and(z.object(answersShape(questions)));

export const DraftAuthor = z
  .object({ ...author, trap: z.string().max(500).default('') })
  .refine((who) => who.sector === 'residents' || who.onBehalfOf !== null, { error: 'organisation-needed', path: ['onBehalfOf'] });
export type DraftAuthor = z.output<typeof DraftAuthor>;

/** Everything a proposal needs to be sent; what seeds and imports give at once. */
export const SubmitProposal = z.object({
  processId: z.uuid(),
  themeId: z.uuid(),
  ...text,
  ...author,
  accountId: optional(z.uuid()),
  point: z
    .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .nullable()
    .optional(),
});
export type SubmitProposal = z.output<typeof SubmitProposal>;

/** What sending takes: where the process has published terms, that they are accepted, and which version was read. */
export const sendProposal = (termsInForce: number | null) =>
  termsInForce === null
    ? z.object({ termsVersion: z.undefined().catch(undefined) })
    : z.object({
        accepts: z.literal('on', { error: 'must-accept' }),
        termsVersion: z.coerce.number<string>({ error: 'invalid' }).int(),
      });

/** The answers to the three questions as one text. Paragraphs are kept; the proposal's page shows the first as its lead. */
export const bodyOf = (parts: Record<'problem' | 'idea' | 'benefit', string | null>): string =>
  [parts.problem, parts.idea, parts.benefit].filter((part) => part !== null).join('\n\n');

export const ReviseProposal = z.object({ title: text.title, body: text.body, note: line(200) });
export type ReviseProposal = z.output<typeof ReviseProposal>;

export const WithdrawProposal = z.object({ reason: optional(prose(1000)) });
export type WithdrawProposal = z.output<typeof WithdrawProposal>;

/** Proposals that were ticked in a list. */
export const ChosenProposals = (most: number) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.uuid()).min(1, { error: 'choose-proposals' }).max(most),
  );
/** By one act of the team. */
export const chosenProposals = ChosenProposals(CHOSEN_MAX);
/** By one form of somebody who does not moderate. */
export const REPORTED_AT_ONCE = 20;
const dayOfCalendar = z.string({ error: 'required' }).regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'not-a-date' });

/** Sends proposals to the area that answers for them, until a day. */
export const AssignProposals = z.object({
  proposals: chosenProposals,
  areaId: z.uuid({ error: 'choose' }),
  dueOn: dayOfCalendar,
});
export type AssignProposals = z.output<typeof AssignProposals>;

/** Moves one or many proposals to another theme. */
export const MoveProposals = z.object({
  proposals: chosenProposals,
  themeId: z.uuid({ error: 'choose' }),
});
export type MoveProposals = z.output<typeof MoveProposals>;

/** Answers one or many proposals alike. */
export const SettleProposals = z.object({
  proposals: chosenProposals,
  disposition: z.enum(PROPOSAL_DISPOSITIONS, { error: 'choose' }),
  reason: Reason,
});
export type SettleProposals = z.output<typeof SettleProposals>;

export const ConfirmAddress = z.object({ proof: z.string({ error: 'required' }).max(100) });
export type ConfirmAddress = z.output<typeof ConfirmAddress>;

const beginning = (max: number) =>
  z
    .string()
    .catch('')
    .transform((text) => cleanText(text).slice(0, max));

/** What somebody has written so far, to see what others have proposed alike. */
export const SimilarTo = z.object({ title: beginning(TITLE_MAX), text: beginning(2000) });
export type SimilarTo = z.output<typeof SimilarTo>;

export const EndorseProposal = z.object({});
