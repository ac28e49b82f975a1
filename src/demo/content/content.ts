import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { NOTE_KINDS } from '../../boards/domain/index.js';
import { SECTORS } from '../../participants/domain/index.js';
import { STAGE_KINDS } from '../../process/domain/index.js';

/**
 * The sample cycle as data: who, what they proposed, what was said at the tables, and the sheets and the plan that came of it.
 * Nothing here is told to the product by itself; the story in `demo/` tells it through the services, on a fixed clock.
 *
 * Keys (`graciela`, `p22-01`, `lc2-16`, `textos-claros`) are the names by which one file points at another; they are no ids of the product.
 * Moments carry their offset; days are days of Buenos Aires. The rules between the files are in `content.spec.ts`.
 */

/** `public`: known from the plan's public pages, in our own words. `sample`: invented, and to be shown as such. */
const Basis = z.enum(['public', 'sample']);
const Key = z.string().regex(/^[a-z0-9-]+$/);
const Day = z.iso.date();
const Moment = z.iso.datetime({ offset: true });
const Month = z.string().regex(/^\d{4}-\d{2}$/);
const Cycle = z.enum(['2021', '2022']);
const Words = z.string().min(1);
const LocalName = z.strictObject({ es: Words, en: Words, fr: Words });
const notice = Words;

const Role = z.strictObject({
  process: Cycle,
  role: z.enum(['coordinator', 'facilitator', 'reviewer']),
  /** The area a reviewer answers for; null for the other roles. */
  area: Key.nullable(),
});

export const SIGN_INS = ['coordinator', 'reviewer', 'facilitator', 'deputy-facilitator', 'participant', 'resident'] as const;

const Person = z.strictObject({
  key: Key,
  name: Words,
  /** What the others see in a room: first name and an initial. */
  displayName: Words,
  email: z.email(),
  sector: z.enum(SECTORS),
  organisation: Key.nullable(),
  neighbourhood: Words,
  commune: z.int().min(1).max(15),
  about: Words,
  roles: z.array(Role),
  /** The ready-made way in that this person stands for, if any. */
  signIn: z.enum(SIGN_INS).nullable(),
});

/** Where the places of proposals are, latitude first, and the outline of the city, longitude first as GeoJSON has it. Coarse. */
const Places = z.strictObject({
  notice,
  points: z.record(Words, z.tuple([z.number(), z.number()])),
  outline: z.array(z.tuple([z.number(), z.number()])),
});

const Organisation = z.strictObject({
  key: Key,
  name: Words,
  sector: z.enum(SECTORS),
  basis: Basis,
  /** The cycles it took part in. */
  processes: z.array(Cycle).min(1),
  about: Words,
});

/** A stage is open or closed because somebody opened or closed it, so the sample keeps working whatever today is. */
const Stage = z.strictObject({
  kind: z.enum(STAGE_KINDS),
  name: LocalName,
  startsOn: Day,
  endsOn: Day,
  basis: Basis,
  openedAt: Moment.nullable(),
  openedBy: Key.nullable(),
  closedAt: Moment.nullable(),
  closedBy: Key.nullable(),
});

const Named = z.strictObject({ key: Key, basis: Basis, name: LocalName });

const Process = z.strictObject({
  notice,
  key: Cycle,
  state: z.enum(['completed', 'running']),
  name: LocalName,
  shortName: LocalName,
  summary: LocalName,
  languages: z.array(z.enum(['es', 'en', 'fr'])),
  timezone: Words,
  plan: Key,
  areas: z.array(Named),
  themes: z.array(Named),
  stages: z.array(Stage),
  /** Public meetings besides the roundtables. Only the month is known. */
  meetings: z.array(z.strictObject({ kind: z.literal('idea-meeting'), month: Month, basis: Basis, name: LocalName })),
  /** What nobody outside knows about the real cycle, and the sample therefore never says. */
  notKnown: z.array(Words),
});

const Review = z.strictObject({
  verdict: z.enum(['feasible', 'feasible-with-changes', 'not-feasible', 'already-planned', 'outside-the-call']),
  area: Key,
  by: Key,
  on: Day,
  reasons: Words,
  stateOfPlay: Words,
  changes: Words.nullable(),
});

const Proposal = z.strictObject({
  key: Key,
  number: z.int().positive(),
  title: z.string().min(10).max(120),
  body: Words,
  theme: Key,
  author: Key,
  organisation: Key.nullable(),
  submittedAt: Moment,
  place: Words,
  state: z.enum(['in-review', 'reviewed', 'on-the-table', 'in-a-commitment', 'carried-over', 'not-taken-up', 'merged', 'withdrawn']),
  /** The proposal of the earlier cycle that its author brought back. */
  carriedFrom: Key.nullable(),
  coAuthors: z.array(Key),
  /** What people said about it, in the order in which they did; `to` is the place in this list of what it replies to. */
  voices: z
    .array(
      z.strictObject({
        by: Key,
        at: Moment,
        stance: z.enum(['for', 'neutral', 'against']).nullable(),
        to: z.int().nullable(),
        text: Words,
      }),
    )
    .default([]),
  /** `named` endorsed in public; `people` is everybody, `count` of them. */
  endorsements: z.strictObject({ count: z.int(), named: z.array(Key), people: z.array(Key) }),
  review: Review.nullable(),
  merge: z.strictObject({ into: Key, on: Day, by: Key, reason: Words }).nullable(),
  withdrawal: z.strictObject({ on: Day, reason: Words }).nullable(),
  /** Where it ended, with the reasoned response. `target` is a sheet, or the cycle it was carried over to. */
  disposition: z
    .strictObject({
      outcome: z.enum(['in-commitment', 'carried-over', 'not-taken-up']),
      target: Key.nullable(),
      on: Day,
      by: Key,
      response: Words,
    })
    .nullable(),
});

const Note = z.strictObject({
  key: Key,
  section: Words,
  kind: z.enum(NOTE_KINDS),
  by: Key,
  /** Said by somebody without a seat (a class of a school), written down by `by`. */
  onBehalfOf: Words.nullable(),
  at: Moment,
  text: z.string().min(1).max(2000),
  proposal: Key.nullable(),
  /** Only in the section `milestones`, whose `text` is the milestone itself. */
  milestone: z.strictObject({ output: Words, due: Day.nullable(), who: Words }).optional(),
});

const Board = z.strictObject({
  sections: z.array(Words),
  notes: z.array(Note),
  stacks: z.array(z.strictObject({ key: Words, section: Words, title: z.string().max(120), notes: z.array(Key) })),
  dotsPerPerson: z.int(),
  dots: z.array(z.strictObject({ note: Key, by: Key })),
});

const Tally = z.record(z.string(), z.int());

const Ballot = z.strictObject({
  question: LocalName,
  method: z.literal('dots'),
  dotsPerPerson: z.int(),
  maxPerOption: z.int(),
  quorum: z.int(),
  tieRule: z.literal('second-round'),
  declaredAt: Moment,
  openedAt: Moment,
  closedAt: Moment,
  /** `stack` is the stack of board 1 that the option stands for. */
  options: z.array(z.strictObject({ key: Words, title: Words, stack: Words })),
  votes: z.array(z.strictObject({ by: Key, dots: Tally })),
  tally: Tally,
  chosen: Words,
});

export const AGENDA_STEPS = [
  'welcome', 'area-presents', 'questions', 'board-1', 'pause', 'topic-choice', 'board-2', 'closing',
] as const; // prettier-ignore

const Roundtable = z.strictObject({
  key: Key,
  process: Cycle,
  theme: Key,
  title: LocalName,
  date: Day,
  dateBasis: Basis,
  startsAt: Moment,
  endsAt: Moment,
  /** Six letters or digits, as on the projector. */
  code: z.string().regex(/^[A-Z0-9]{6}$/),
  state: z.enum(['finished', 'open']),
  /** The step it is at; null once it is finished. */
  currentStep: z.enum(AGENDA_STEPS).nullable(),
  welcome: Words,
  facilitator: Key,
  deputy: Key,
  presents: z.array(z.strictObject({ area: Key, by: Key })),
  participants: z.array(z.strictObject({ person: Key, how: z.enum(['online', 'phone', 'in-person']) })),
  proposals: z.array(Key),
  documents: z.array(Words),
  agenda: z.array(z.strictObject({ step: z.enum(AGENDA_STEPS), title: LocalName, minutes: z.int().positive() })),
  questions: z.array(
    z.strictObject({
      by: Key,
      at: Moment,
      text: Words,
      supporters: z.array(Key),
      state: z.enum(['open', 'answered']),
      answeredBy: Key.nullable(),
      answer: Words.nullable(),
    }),
  ),
  board1: Board,
  ballot: Ballot.nullable(),
  board2: Board.nullable(),
  minutes: Words.nullable(),
});

const Source = z.strictObject({ kind: z.enum(['proposal', 'note']), ref: Key });

const Field = z.strictObject({ text: Words, basis: Basis, sources: z.array(Source), ticked: z.literal(true).optional() });

const Comment = z.strictObject({
  key: Key,
  /** What it is about: a field's key, or a milestone's number. */
  field: Words.nullable(),
  milestone: z.int().nullable(),
  by: Key,
  at: Moment,
  /** The words it speaks of, as they stand in the text that was shared. */
  quote: Words.nullable(),
  suggestion: Words.nullable(),
  text: Words,
  disposition: z.enum(['open', 'accepted', 'partly-accepted', 'not-accepted', 'answered']),
  reason: Words.nullable(),
  answeredBy: Key.nullable(),
  answeredAt: Moment.nullable(),
  /** The field whose text a later revision changed because of this comment. */
  changesField: Words.nullable(),
});

const Sheet = z.strictObject({
  key: Key,
  process: Cycle,
  number: z.int(),
  /** OGP's own number; null until OGP gives one. */
  ogpId: Words.nullable(),
  theme: Key,
  roundtable: Key.nullable(),
  /** The key of a file in `commitments/templates`; `fields` has that template's keys. */
  template: z.enum(['ogp-local-2021', 'ogp-national-2022']),
  state: z.enum(['published', 'in-comment-round', 'draft']),
  title: LocalName,
  start: Month,
  end: Month,
  lead: Key,
  sharedOn: Day.nullable(),
  fields: z.record(z.string(), Field),
  milestones: z.array(
    z.strictObject({
      number: z.int(),
      title: Words,
      output: Words,
      start: Day,
      due: Day,
      lead: Words,
      basis: Basis,
      sources: z.array(Source),
    }),
  ),
  /** Later texts of some fields. `fields` is version 1, the one that was shared. */
  revisions: z.array(z.strictObject({ version: z.int().min(2), on: Day, by: Key, fields: z.record(z.string(), Words) })),
  comments: z.array(Comment),
});

const Plan = z.strictObject({
  notice,
  key: Key,
  process: Cycle,
  title: LocalName,
  jurisdiction: Words,
  submittedOn: Day,
  start: Month,
  end: Month,
  basis: Basis,
  leadInstitutions: z.array(Words),
  commitments: z.array(Key),
  description: Words,
  /** By the question keys of `plans/templates/ogp-local-plan.json`; `value` where the answer is a number. */
  answers: z.record(z.string(), z.strictObject({ text: Words, value: z.int().nullable() })),
  endorsements: z.array(z.strictObject({ name: Words, role: Words, organisation: Key })),
  figures: z.strictObject({ groups: z.int(), publicMeetings: z.int(), endorsements: z.int() }),
  monitoringBody: z.strictObject({ name: Words, contact: Words.nullable() }),
});

export type SamplePerson = z.infer<typeof Person>;
export type SampleOrganisation = z.infer<typeof Organisation>;
export type SampleProcess = z.infer<typeof Process>;
export type SampleStage = z.infer<typeof Stage>;
export type SampleProposal = z.infer<typeof Proposal>;
export type SampleRoundtable = z.infer<typeof Roundtable>;
export type SampleBoard = z.infer<typeof Board>;
export type SampleNote = z.infer<typeof Note>;
export type SampleBallot = z.infer<typeof Ballot>;
export type SampleSheet = z.infer<typeof Sheet>;
export type SampleComment = z.infer<typeof Comment>;
export type SamplePlan = z.infer<typeof Plan>;

/** What else happened in the running call. */
const OpenCall = z.strictObject({
  notice,
  coAuthor: z.strictObject({ proposal: Key, by: Key, invitedOn: Day, acceptedOn: Day }),
  /** Came on paper and was keyed in by the team. */
  paper: z.strictObject({ proposal: Key, receivedOn: Day }),
  /** Drawn and encoded beforehand (WebP, as the product keeps pictures), so that telling the story draws nothing. */
  picture: z.strictObject({
    proposal: Key,
    on: Day,
    width: z.int(),
    height: z.int(),
    alt: Words,
    large: z.base64(),
    small: z.base64(),
  }),
  news: z.array(z.strictObject({ by: Key, at: Moment, title: LocalName, body: LocalName })),
  ownState: z.strictObject({
    name: LocalName,
    tone: z.literal('sun'),
    refines: z.literal('in-review'),
    proposal: Key,
    at: Moment,
    by: Key,
    reason: Words,
  }),
  follow: z.strictObject({ proposal: Key, by: Key, at: Moment }),
  shortlist: z.strictObject({
    theme: Key,
    by: Key,
    setAt: Moment,
    begunAt: Moment,
    scoredBy: Key,
    scoredAt: Moment,
    endedAt: Moment,
    publishedAt: Moment,
    criteria: z.array(z.strictObject({ weight: z.int(), name: LocalName })),
    /** Every proposal of the theme that a table could take; `marks` in the order of the criteria. */
    choices: z.array(z.strictObject({ proposal: Key, marks: z.array(z.int()), isIn: z.boolean(), reason: Words })),
  }),
});

/** Reads one file beside this one. A file that does not fit its schema throws, naming the file and the place. */
function read<T>(name: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')));
  if (!parsed.success) throw new Error(`demo/content/${name}.json: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export const places = read('places', Places);

export const people: readonly SamplePerson[] = read('people', z.strictObject({ notice, people: z.array(Person) })).people;
export const organisations: readonly SampleOrganisation[] = read(
  'organisations',
  z.strictObject({ notice, organisations: z.array(Organisation) }),
).organisations;

const Proposals = z.strictObject({ notice, process: Cycle, proposals: z.array(Proposal) });
export const process2021: SampleProcess = read('process-2021', Process);
export const process2022: SampleProcess = read('process-2022', Process);
export const proposals2021: readonly SampleProposal[] = read('proposals-2021', Proposals).proposals;
export const proposals2022: readonly SampleProposal[] = read('proposals-2022', Proposals).proposals;

const tables = read('roundtables', z.strictObject({ notice, storyNow: Moment, roundtables: z.array(Roundtable) }));
export const roundtables: readonly SampleRoundtable[] = tables.roundtables;
/** Where the story stops: the third table is at its first board. Visitors go on from here by the real clock. */
export const storyNow: string = tables.storyNow;

export const sheets: readonly SampleSheet[] = read('sheets', z.strictObject({ notice, sheets: z.array(Sheet) })).sheets;
export const plan2021: SamplePlan = read('plan-2021', Plan);
export const openCall = read('open-call', OpenCall);
