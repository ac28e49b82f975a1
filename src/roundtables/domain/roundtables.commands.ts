/** What people may ask of a roundtable, from a form or over a socket: shapes and limits. */
import { z } from 'zod';
import { isId } from '../../kernel/id.js';
import { line, optional, prose } from '../../kernel/text.js';
import { SECTORS } from '../../participants/domain/index.js';
import { localizedLine, localizedProse, NAME_MAX, SLUG, SUMMARY_MAX } from '../../process/domain/index.js';
import { BOARD_KINDS, STEP_KINDS, STEP_MINUTES_MAX } from './agenda.js';
import { BALLOT_LIMITS, CLOSING_RULES, ELECTORATES, fewestOptions, SECRECIES, TIE_RULES } from './ballot.js';
import { TALLY_METHODS } from './tally/methods.js';

export const PERSON_NAME_MAX = 60;
export const ORGANISATION_MAX = 120;
export const QUESTION_MAX = 500;

export const id = z.string({ error: 'required' }).refine(isId, { error: 'not-an-id' });
const listed = (value: unknown) =>
  value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value : [value];

/** A moment in the instance's time zone, as `<input type=datetime-local>` sends it; the service turns it into an instant. */
export const localMoment = z
  .string({ error: 'required' })
  .min(1, { error: 'required' })
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, { error: 'not-a-date' });

export const AgendaStepInput = z.object({
  kind: z.enum(STEP_KINDS),
  boardKind: z.enum(BOARD_KINDS).nullable(),
  title: localizedLine(NAME_MAX),
  minutes: z.coerce
    .number({ error: 'not-a-number' })
    .int({ error: 'not-a-number' })
    .min(1, { error: 'minutes-range' })
    .max(STEP_MINUTES_MAX, { error: 'minutes-range' }),
});

const minutes = AgendaStepInput.shape.minutes;

/** A roundtable as its coordinator sets it up. `minutes` are those of the default agenda's steps, in order. */
export const SetUpRoundtable = z
  .object({
    slug: z
      .string({ error: 'required' })
      .min(1, { error: 'required' })
      .max(60, { error: 'too-long' })
      .regex(SLUG, { error: 'slug-shape' }),
    themeId: z.uuid({ error: 'choose' }),
    title: localizedLine(NAME_MAX),
    summary: localizedProse(SUMMARY_MAX),
    startsAt: localMoment,
    endsAt: localMoment,
    allowsGuests: z.preprocess((value) => value === true || value === 'on' || value === 'true' || value === 'yes', z.boolean()),
    facilitatorId: z.uuid({ error: 'choose' }),
    deputyIds: z.preprocess(listed, z.array(z.uuid({ error: 'choose' })).max(6)),
    proposalIds: z.preprocess(listed, z.array(z.uuid({ error: 'choose' })).max(60)),
    minutes: z.array(minutes).max(20).optional(),
  })
  .refine((table) => table.startsAt < table.endsAt, { error: 'table-ends-before-start', path: ['endsAt'] });
export type SetUpRoundtable = z.output<typeof SetUpRoundtable>;

export const ACCESS_NEEDS = ['captions', 'sign-language', 'scribe', 'more-time'] as const;
export type AccessNeed = (typeof ACCESS_NEEDS)[number];

/** What somebody says of themselves when they sit down. */
export const JoinRoom = z.object({
  name: line(PERSON_NAME_MAX),
  sector: z.enum(SECTORS, { error: 'choose' }),
  organisation: optional(line(ORGANISATION_MAX)),
  /** What they need to take part well; only those who facilitate see it, and it is erased at the end. */
  needs: z.preprocess(listed, z.array(z.enum(ACCESS_NEEDS)).max(4)),
});
export type JoinRoom = z.output<typeof JoinRoom>;

/** How somebody is there: with a browser of their own, by phone, or in the room; the last two are entered by those who facilitate. */
export const PRESENCES = ['online', 'phone', 'in-person'] as const;
export type Presence = (typeof PRESENCES)[number];
export const SeatPerson = z.object({
  name: line(PERSON_NAME_MAX),
  sector: z.enum(SECTORS, { error: 'choose' }),
  organisation: optional(line(ORGANISATION_MAX)).default(null),
  presence: z.enum(['phone', 'in-person'], { error: 'choose' }),
});
export type SeatPerson = z.output<typeof SeatPerson>;

export const EnterCode = z.object({
  code: z.string({ error: 'required' }).min(1, { error: 'required' }).max(20, { error: 'too-long' }),
});

export const AskQuestion = z.object({ text: prose(QUESTION_MAX) });
export const AnswerQuestion = z.object({ answer: optional(prose(2000)) });
export const GiveReason = z.object({ reason: prose(BALLOT_LIMITS.reason) });
export const MoveStep = z.object({ from: id });
export const ExtendTimer = z.object({ minutes: z.coerce.number().int().min(1).max(60).default(1) });

const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: 'not-a-number' })
    .int({ error: 'not-a-number' })
    .min(min, { error: 'out-of-range' })
    .max(max, { error: 'out-of-range' });

/** Each option is a stack or a single note of board 1, by its head; `title` where the stack's own will not do. `minutes` only where they are the closing rule. */
export const DeclareBallot = z
  .object({
    question: line(BALLOT_LIMITS.question),
    method: z.enum(TALLY_METHODS, { error: 'choose' }),
    budget: whole(1, BALLOT_LIMITS.budget).default(3),
    perOption: whole(1, BALLOT_LIMITS.budget).default(2),
    quorum: whole(1, BALLOT_LIMITS.quorum),
    tieRule: z.enum(TIE_RULES, { error: 'choose' }),
    electorate: z.enum(ELECTORATES, { error: 'choose' }).default('seated'),
    closingRule: z.enum(CLOSING_RULES, { error: 'choose' }).default('by-hand'),
    minutes: optional(whole(1, BALLOT_LIMITS.minutes)).default(null),
    secrecy: z.enum(SECRECIES, { error: 'choose' }).default('secret'),
    options: z.preprocess(
      (value) => listed(value).map((each: unknown) => (typeof each === 'string' ? { note: each } : each)),
      z
        .array(z.object({ note: id, title: optional(line(BALLOT_LIMITS.title)).default(null) }))
        .max(BALLOT_LIMITS.options, { error: 'too-many-options' }),
    ),
  })
  .refine(({ method, options }) => options.length >= fewestOptions(method), { error: 'two-options', path: ['options'] })
  .refine(({ closingRule, minutes }) => closingRule !== 'minutes' || minutes !== null, { error: 'required', path: ['minutes'] })
  .transform((ballot) => ({ ...ballot, minutes: ballot.closingRule === 'minutes' ? ballot.minutes : null }));
export type DeclareBallot = z.output<typeof DeclareBallot>;

/** `choices` and `reasons` by option id. A form sends texts, and nothing for what was left out; `single` is the one option that was named, or ''. */
export const CastVote = z
  .object({
    choices: z.preprocess((value) => value ?? {}, z.record(id, z.coerce.number().int().min(0).max(BALLOT_LIMITS.options))),
    reasons: z.preprocess((value) => value ?? {}, z.record(id, optional(prose(BALLOT_LIMITS.reason)))).default({}),
    single: optional(id).default(null),
  })
  .transform(({ choices, reasons, single }) => ({
    choices: single === null ? choices : { [single]: 1 },
    reasons: Object.fromEntries(Object.entries(reasons).filter((each): each is [string, string] => each[1] !== null)),
  }));
export const DecideBallot = z.object({
  option: z.string({ error: 'choose' }).refine(isId, { error: 'choose' }),
  reason: prose(BALLOT_LIMITS.reason),
});

/** A note by the plain form. */
export const AddNote = z.object({
  section: z.string({ error: 'choose' }).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: 'choose' }),
  kind: z.enum(['idea', 'question', 'concern', 'agreement', 'evidence'], { error: 'choose' }),
  text: prose(2000),
  /** Of a milestone, in the section that holds them. */
  when: optional(line(500)).default(null),
  who: optional(line(500)).default(null),
});

/** What the console's plain forms may set on the board of the step. */
export const SetBoard = z.union([
  z.object({
    t: z.enum([
      'board.lock',
      'board.unlock',
      'board.write-privately',
      'board.reveal',
      'board.show-authors',
      'board.hide-authors',
    ]),
  }),
  z.object({ t: z.literal('board.dots-budget'), budget: z.coerce.number().int().min(0).max(50) }),
]);
