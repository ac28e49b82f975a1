import { z } from 'zod';
import type { Locale } from '../../kernel/localized.js';

/**
 * A label of a template in the three languages. `ours` names the languages whose wording is this project's own and not
 * the Open Government Partnership's, so that a screen can say so.
 */
export const TemplateLabel = z.strictObject({
  en: z.string().min(1),
  es: z.string().min(1),
  fr: z.string().min(1),
  ours: z.array(z.enum(['en', 'es', 'fr'])).optional(),
});
export type TemplateLabel = z.infer<typeof TemplateLabel>;

/** Where a label's wording comes from. */
export type LabelSource = 'official' | 'ours';

export const labelSource = (label: TemplateLabel, locale: Locale): LabelSource =>
  label.ours?.includes(locale) ? 'ours' : 'official';

/**
 * What an answer is. `institutions`: one name per line. `date`: a date as people write it (see fuzzy-date).
 * `choice`: the key of an option. `value`: an OGP value that is ticked or not, with the reason as its text.
 */
export const FIELD_KINDS = ['text', 'long-text', 'institutions', 'date', 'choice', 'value'] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/**
 * What a field means whatever its template calls it. Checks, imports and the open-data columns look fields up by role,
 * so that a new template needs no code.
 */
export const FIELD_ROLES = [
  'country', 'number', 'title', 'brief', 'lead', 'supporting-government', 'supporting-civil-society', 'supporting-others',
  'start', 'end', 'problem', 'causes', 'done', 'solution', 'results', 'transparency', 'accountability', 'participation',
  'technology', 'goal', 'policy-area', 'sector',
] as const; // prettier-ignore
export type FieldRole = (typeof FIELD_ROLES)[number];

export const SheetField = z.strictObject({
  key: z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/),
  group: z.string(),
  kind: z.enum(FIELD_KINDS),
  role: z.enum(FIELD_ROLES).optional(),
  label: TemplateLabel,
  /** One to three words, for a board's section, a picture or a column. */
  shortLabel: TemplateLabel,
  /** The number the form prints before the question. */
  number: z.int().positive().optional(),
  guidance: TemplateLabel.optional(),
  required: z.boolean(),
  /** A suggestion in words; passing it warns and never refuses. */
  softWords: z.strictObject({ min: z.int(), max: z.int() }).optional(),
  /** The hard limit in characters. */
  maxCharacters: z.int().positive(),
  options: z.array(z.strictObject({ key: z.string(), label: TemplateLabel })).optional(),
});
export type SheetField = z.infer<typeof SheetField>;

export const MILESTONE_COLUMNS = [
  'title', 'description', 'output', 'start', 'due', 'lead', 'supporting_government', 'supporting_civil_society', 'supporting_others',
] as const; // prettier-ignore
export type MilestoneColumn = (typeof MILESTONE_COLUMNS)[number];

/** The section of a board, and the place of a citation, that stands for the milestones as a whole. */
export const MILESTONES = 'milestones';

const Template = z.strictObject({
  key: z.string(),
  version: z.int().positive(),
  name: TemplateLabel,
  origin: z.strictObject({ title: z.string(), url: z.url(), licence: z.string() }),
  groups: z.array(z.strictObject({ key: z.string(), label: TemplateLabel, guidance: TemplateLabel.optional() })).min(1),
  fields: z.array(SheetField).min(1),
  milestones: z.strictObject({
    label: TemplateLabel,
    shortLabel: TemplateLabel,
    guidance: TemplateLabel,
    columns: z.array(z.strictObject({ key: z.enum(MILESTONE_COLUMNS), label: TemplateLabel })).min(1),
  }),
  /** Field keys, in order, that become the sections of board 2; `milestones` stands for the planning table. */
  boardSections: z.array(z.string()).min(1),
});

/** A commitment sheet's form, read from a data file: its groups, fields, milestone columns and board sections. */
export const SheetTemplate = Template.superRefine((template, context) => {
  const complain = (message: string, ...path: (string | number)[]) => context.addIssue({ code: 'custom', message, path });
  const keys = new Set<string>();
  const groups = new Set(template.groups.map((group) => group.key));
  template.fields.forEach((field, at) => {
    if (keys.has(field.key)) complain(`two fields are called ${field.key}`, 'fields', at);
    keys.add(field.key);
    if (!groups.has(field.group)) complain(`no group ${field.group}`, 'fields', at, 'group');
    if ((field.kind === 'choice') !== (field.options !== undefined))
      complain('a choice, and only a choice, has options', 'fields', at);
  });
  template.boardSections.forEach((section, at) => {
    if (section !== MILESTONES && !keys.has(section)) complain(`no field ${section}`, 'boardSections', at);
  });
});
export type SheetTemplate = z.infer<typeof SheetTemplate>;

/** Reads a template from parsed JSON; reading the file is the caller's. Throws ZodError, which names the wrong place. */
export const parseSheetTemplate = (json: unknown): SheetTemplate => SheetTemplate.parse(json);

export const fieldOf = (template: SheetTemplate, key: string): SheetField | undefined =>
  template.fields.find((field) => field.key === key);

export const fieldByRole = (template: SheetTemplate, role: FieldRole): SheetField | undefined =>
  template.fields.find((field) => field.role === role);

/** The fields of each group in the form's order. */
export const groupedFields = (template: SheetTemplate): { group: SheetTemplate['groups'][number]; fields: SheetField[] }[] =>
  template.groups.map((group) => ({ group, fields: template.fields.filter((field) => field.group === group.key) }));
