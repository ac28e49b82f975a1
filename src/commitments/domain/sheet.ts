import { z } from 'zod';
import { FuzzyDate, parseFuzzyDate, type DateReading } from './fuzzy-date.js';
import {
  fieldByRole,
  MILESTONE_COLUMNS,
  type FieldRole,
  type MilestoneColumn,
  type SheetField,
  type SheetTemplate,
} from './sheet-template.js';

/** Hard limits of a milestone: thirty rows hold the largest real plan (nine) three times over. */
export const MAX_MILESTONES = 30;
export const MAX_MILESTONE_CHARACTERS = 5000;

/** What one field says. `lang` is a BCP 47 tag; `ticked` belongs to fields of kind `value` only. */
export const FieldValue = z.strictObject({
  text: z.string().max(20_000),
  lang: z.string().min(2).max(35),
  ticked: z.boolean().optional(),
});
export type FieldValue = z.infer<typeof FieldValue>;

const cell = z.string().max(MAX_MILESTONE_CHARACTERS);

/** A dated, verifiable step. Institutions are one name per line. A missing date is null, one not understood keeps its words. */
export const Milestone = z.strictObject({
  id: z.string().min(1),
  title: cell,
  description: cell,
  output: cell,
  start: FuzzyDate.nullable(),
  due: FuzzyDate.nullable(),
  lead: cell,
  supporting: z.strictObject({ government: cell, civilSociety: cell, others: cell }),
  lang: z.string().min(2).max(35),
});
export type Milestone = z.infer<typeof Milestone>;

/** A commitment sheet's text at one moment: what a version stores, a draft edits and an export writes. */
export const SheetDocument = z.strictObject({
  templateKey: z.string(),
  values: z.record(z.string(), FieldValue),
  milestones: z.array(Milestone).max(MAX_MILESTONES),
});
export type SheetDocument = z.infer<typeof SheetDocument>;

export const emptySheet = (template: SheetTemplate): SheetDocument => ({ templateKey: template.key, values: {}, milestones: [] });

/** A milestone with nothing but its id, to be filled. */
export const emptyMilestone = (id: string, lang: string): Milestone => ({
  id,
  title: '',
  description: '',
  output: '',
  start: null,
  due: null,
  lead: '',
  supporting: { government: '', civilSociety: '', others: '' },
  lang,
});

/** The field's text, trimmed; empty where nothing was written. */
export const textOf = (sheet: SheetDocument, key: string): string => sheet.values[key]?.text.trim() ?? '';

/** The text of the field that has this role in the template; empty where the template has none. */
export function textByRole(sheet: SheetDocument, template: SheetTemplate, role: FieldRole): string {
  const field = fieldByRole(template, role);
  return field ? textOf(sheet, field.key) : '';
}

/** The names in an institutions field or cell: one per line, or divided by semicolons. Commas belong to names. */
export const institutionsIn = (text: string): string[] =>
  text
    .split(/[\n;]/)
    .map((name) => name.replace(/^[\s•●▪*-]+/, '').trim())
    .filter(Boolean);

/** The date in a field of kind `date`, or null where nothing was written. */
export function dateOf(sheet: SheetDocument, key: string, reading?: DateReading): FuzzyDate | null {
  const text = textOf(sheet, key);
  return text ? parseFuzzyDate(text, reading) : null;
}

/** One column of a milestone as the text a person would type in its cell. */
export function milestoneText(milestone: Milestone, column: MilestoneColumn): string {
  switch (column) {
    case 'start':
    case 'due':
      return milestone[column]?.original ?? '';
    case 'supporting_government':
      return milestone.supporting.government;
    case 'supporting_civil_society':
      return milestone.supporting.civilSociety;
    case 'supporting_others':
      return milestone.supporting.others;
    default:
      return milestone[column];
  }
}

/** The milestone with one cell rewritten; dates are read as they are written. */
export function withMilestoneText(milestone: Milestone, column: MilestoneColumn, text: string): Milestone {
  switch (column) {
    case 'start':
    case 'due':
      return { ...milestone, [column]: text.trim() ? parseFuzzyDate(text, { as: column }) : null };
    case 'supporting_government':
      return { ...milestone, supporting: { ...milestone.supporting, government: text } };
    case 'supporting_civil_society':
      return { ...milestone, supporting: { ...milestone.supporting, civilSociety: text } };
    case 'supporting_others':
      return { ...milestone, supporting: { ...milestone.supporting, others: text } };
    default:
      return { ...milestone, [column]: text };
  }
}

/** The columns a template shows; a milestone may hold text in others, from another template or an import. */
export const columnsOf = (template: SheetTemplate): MilestoneColumn[] => template.milestones.columns.map((column) => column.key);

/** The template's columns, then those that it lacks but some milestone fills: what an export must not lose. */
export function columnsInUse(template: SheetTemplate, milestones: readonly Milestone[]): MilestoneColumn[] {
  const own = columnsOf(template);
  return [
    ...own,
    ...MILESTONE_COLUMNS.filter((column) => !own.includes(column) && milestones.some((m) => milestoneText(m, column))),
  ];
}

export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu)?.length ?? 0;

/** What an answer is made of when it says nothing: blank, or a placeholder seen in real plans. */
export const isPlaceholder = (text: string): boolean => text.trim() === '' || PLACEHOLDER.test(text.trim());
const PLACEHOLDER =
  /^(?:[-–—.…\s]+|n\/?\s?[ad]\.?|tb[dc]\.?|to be (?:defined|determined|confirmed)\.?|por definir\.?|a definir(?:se)?\.?|sin definir\.?|à définir\.?|a définir\.?|à déterminer\.?|no aplica\.?|no corresponde\.?|not applicable\.?|sans objet\.?|s\/?\.?o\.?|(?:please )?see (?:the )?action plan.{0,40}|ver (?:el )?plan de acción.{0,40}|voir le plan d['’]action.{0,40})$/iu;

/** An answer that was judged not to apply, as the form allows for the analysis questions. */
export const isNotApplicable = (text: string): boolean =>
  /^(?:n\/?a\.?|no aplica\.?|no corresponde\.?|not applicable\.?|sans objet\.?|s\.?\/?o\.?)$/iu.test(text.trim());

export interface Completeness {
  /** Required fields, with the planning table as one of them, and how many of them are answered. */
  readonly required: number;
  readonly answered: number;
  /** The keys still missing; `milestones` for the planning table. */
  readonly missing: readonly string[];
}

/** How much of what publishing requires is written. Says nothing about quality. */
export function completeness(sheet: SheetDocument, template: SheetTemplate): Completeness {
  const required = template.fields.filter((field) => field.required).map((field) => field.key);
  const missing = required.filter((key) => isPlaceholder(textOf(sheet, key)));
  if (!sheet.milestones.some((milestone) => milestone.title.trim())) missing.push('milestones');
  return { required: required.length + 1, answered: required.length + 1 - missing.length, missing };
}

export interface LengthProblem {
  readonly key: string;
  readonly characters: number;
  readonly limit: number;
}

/** The fields and milestone cells longer than they may be: the only lengths that refuse. Cells are `<milestone id>:<column>`. */
export function tooLong(sheet: SheetDocument, template: SheetTemplate): LengthProblem[] {
  const over = (key: string, text: string, limit: number) =>
    text.length > limit ? [{ key, characters: text.length, limit }] : [];
  return [
    ...template.fields.flatMap((field) => over(field.key, sheet.values[field.key]?.text ?? '', field.maxCharacters)),
    ...sheet.milestones.flatMap((milestone) =>
      MILESTONE_COLUMNS.flatMap((column) =>
        over(`${milestone.id}:${column}`, milestoneText(milestone, column), MAX_MILESTONE_CHARACTERS),
      ),
    ),
  ];
}

/** Whether a text is outside the field's suggested length: `short`, `long` or null. */
export function softLength(field: SheetField, text: string): 'short' | 'long' | null {
  if (!field.softWords || isPlaceholder(text)) return null;
  const words = wordCount(text);
  return words < field.softWords.min ? 'short' : words > field.softWords.max ? 'long' : null;
}
