import { z } from 'zod';
import {
  FIELD_KINDS, firstDay, institutionsIn, lastDay, MILESTONES, parseFuzzyDate, PRECISIONS,
  type FuzzyDate, type Milestone, type SheetField,
} from '../../commitments/domain/index.js'; // prettier-ignore
import { DISPOSITIONS, sourcesOf, type SheetExport } from '../../plans/domain/index.js';

/** The version of this format. Adding a member keeps it; renaming or removing one raises the first number. */
export const SHEET_JSON_VERSION = '1.0';

const Words = z.strictObject({ text: z.string(), lang: z.string() }).describe('Text with its language, BCP 47');
const Source = z.strictObject({ kind: z.enum(['proposal', 'note', 'comment']), id: z.string(), number: z.string() });
const Sources = z.array(Source).describe('Where this text comes from: members of `trace`');
const DateOf = z
  .strictObject({
    original: z.string().describe('As it was written'),
    first_day: z.iso.date().nullable(),
    last_day: z.iso.date().nullable().describe('What a due date asks for'),
    precision: z.enum(PRECISIONS).nullable(),
  })
  .describe('A date of any precision; the three last are null where nothing was understood');

/** One commitment sheet with its trace, as data. */
export const SheetJson = z.strictObject({
  format: z.literal('mesa-abierta/commitment-sheet'),
  format_version: z.literal(SHEET_JSON_VERSION),
  platform_id: z.string(),
  ogp_commitment_id: z.string().describe('Assigned by OGP after submission; empty until then'),
  process: z.string(),
  platform: z.string(),
  url: z.url(),
  version: z.int(),
  published_on: z.iso.date().nullable().describe('Null while it is a draft'),
  language: z.string().describe('Of the labels'),
  template: z.strictObject({ key: z.string(), version: z.int(), name: z.string() }),
  fields: z.array(
    z.strictObject({
      key: z.string(),
      role: z.string().nullable().describe('What the field means in any template'),
      group: z.string(),
      number: z.int().nullable(),
      label: z.string(),
      kind: z.enum(FIELD_KINDS),
      text: z.string(),
      lang: z.string().nullable(),
      institutions: z.array(z.string()).optional(),
      date: DateOf.nullable().optional(),
      ticked: z.boolean().optional(),
      sources: Sources,
    }),
  ),
  milestones: z.array(
    z.strictObject({
      id: z.string(),
      number: z.int(),
      title: z.string(),
      description: z.string(),
      output: z.string(),
      start: DateOf.nullable(),
      due: DateOf.nullable(),
      lead: z.array(z.string()),
      supporting: z.strictObject({
        government: z.array(z.string()),
        civil_society: z.array(z.string()),
        others: z.array(z.string()),
      }),
      lang: z.string(),
      sources: Sources,
    }),
  ),
  milestones_sources: Sources,
  trace: z
    .strictObject({
      proposals: z.array(
        z.strictObject({
          id: z.string(),
          number: z.string(),
          title: Words,
          author: z.string().nullable(),
          url: z.string().nullable(),
        }),
      ),
      notes: z.array(
        z.strictObject({
          id: z.string(),
          number: z.string(),
          words: Words,
          author: z.string().nullable(),
          place: z.string(),
          proposals: z.array(z.string()),
        }),
      ),
      comments: z.array(
        z.strictObject({
          id: z.string(),
          number: z.string(),
          words: Words,
          author: z.string().nullable(),
          field: z.string().nullable(),
          disposition: z.enum(DISPOSITIONS),
          reason: Words.nullable(),
        }),
      ),
      citations: z.array(
        z.strictObject({ place: z.string(), source: z.strictObject({ kind: Source.shape.kind, id: z.string() }) }),
      ),
    })
    .describe('proposals → notes → fields → comments → final text'),
  licence: z.literal('CC BY 4.0'),
});
export type SheetJson = z.infer<typeof SheetJson>;

export function sheetJson(sheet: SheetExport): SheetJson {
  const { template, document, trace, locale } = sheet;
  return {
    format: 'mesa-abierta/commitment-sheet',
    format_version: SHEET_JSON_VERSION,
    platform_id: sheet.platformId,
    ogp_commitment_id: sheet.ogpCommitmentId,
    process: sheet.processName,
    platform: sheet.platformName,
    url: sheet.url,
    version: sheet.version,
    published_on: sheet.publishedOn,
    language: locale,
    template: { key: template.key, version: template.version, name: template.name[locale] },
    fields: template.fields.map((field) => fieldJson(sheet, field)),
    milestones: document.milestones.map((milestone, at) => milestoneJson(sheet, milestone, at + 1)),
    milestones_sources: sourcesOf(trace, MILESTONES),
    trace: {
      proposals: trace.proposals.map((proposal) => ({ ...proposal })),
      notes: trace.notes.map((note) => ({ ...note, proposals: [...note.proposals] })),
      comments: trace.comments.map((comment) => ({ ...comment })),
      citations: trace.citations.map((citation) => ({ ...citation })),
    },
    licence: 'CC BY 4.0',
  };
}

function fieldJson({ document, trace, locale }: SheetExport, field: SheetField): SheetJson['fields'][number] {
  const value = document.values[field.key];
  const text = value?.text ?? '';
  return {
    key: field.key,
    role: field.role ?? null,
    group: field.group,
    number: field.number ?? null,
    label: field.label[locale],
    kind: field.kind,
    text,
    lang: value?.lang ?? null,
    ...(field.kind === 'institutions' ? { institutions: institutionsIn(text) } : {}),
    ...(field.kind === 'date'
      ? { date: text.trim() ? dateJson(parseFuzzyDate(text, { as: field.role === 'start' ? 'start' : 'due' })) : null }
      : {}),
    ...(field.kind === 'value' ? { ticked: value?.ticked ?? false } : {}),
    sources: sourcesOf(trace, field.key),
  };
}

function milestoneJson({ trace }: SheetExport, milestone: Milestone, number: number): SheetJson['milestones'][number] {
  const { id, title, description, output, start, due, lead, supporting, lang } = milestone;
  return {
    id,
    number,
    title,
    description,
    output,
    start: start && dateJson(start),
    due: due && dateJson(due),
    lead: institutionsIn(lead),
    supporting: {
      government: institutionsIn(supporting.government),
      civil_society: institutionsIn(supporting.civilSociety),
      others: institutionsIn(supporting.others),
    },
    lang,
    sources: sourcesOf(trace, id),
  };
}

const dateJson = (date: FuzzyDate) => ({
  original: date.original,
  first_day: firstDay(date),
  last_day: lastDay(date),
  precision: date.precision,
});
