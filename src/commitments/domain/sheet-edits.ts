import { z } from 'zod';
import type { Refusal } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import {
  columnsOf,
  emptyMilestone,
  MAX_MILESTONES,
  MAX_MILESTONE_CHARACTERS,
  milestoneText,
  withMilestoneText,
  type SheetDocument,
} from './sheet.js';
import { fieldOf, MILESTONE_COLUMNS, type SheetTemplate } from './sheet-template.js';

const text = z.string().max(20_000);

/**
 * One change to a sheet. Text edits carry what their author was looking at (`before`), so that two people can work on one
 * sheet and nobody's words are overwritten unseen.
 */
export const SheetEdit = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('field'),
    key: z.string(),
    before: text,
    after: text,
    lang: z.string().min(2).max(35),
    ticked: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('milestone-cell'),
    milestone: z.string(),
    column: z.enum(MILESTONE_COLUMNS),
    before: text,
    after: z.string().max(MAX_MILESTONE_CHARACTERS),
  }),
  z.strictObject({ kind: z.literal('milestone-added'), milestone: z.string().min(1), lang: z.string().min(2).max(35) }),
  z.strictObject({ kind: z.literal('milestone-removed'), milestone: z.string() }),
  z.strictObject({ kind: z.literal('milestone-moved'), milestone: z.string(), to: z.int().min(0) }),
]);
export type SheetEdit = z.infer<typeof SheetEdit>;

/** Somebody else changed the same text meanwhile: all three are shown and the person decides. */
export interface EditConflict {
  readonly edit: SheetEdit;
  readonly before: string;
  readonly yours: string;
  readonly theirs: string;
}

export interface MergedSheet {
  readonly sheet: SheetDocument;
  readonly conflicts: readonly EditConflict[];
  /** Edits that name a field or milestone that is not there, or go past a limit. */
  readonly refusals: readonly { readonly edit: SheetEdit; readonly refusal: Refusal }[];
}

/**
 * Applies edits in order to the sheet as it now is. An edit whose `before` is no longer there is a conflict and changes
 * nothing, unless somebody already wrote the very same; the other edits still apply.
 */
export function mergeEdits(sheet: SheetDocument, edits: readonly SheetEdit[], template: SheetTemplate): MergedSheet {
  const conflicts: EditConflict[] = [];
  const refusals: { edit: SheetEdit; refusal: Refusal }[] = [];
  let merged = sheet;
  for (const edit of edits) {
    const outcome = mergeEdit(merged, edit, template);
    if ('sheet' in outcome) merged = outcome.sheet;
    else if ('theirs' in outcome) conflicts.push({ edit, ...outcome });
    else refusals.push({ edit, refusal: outcome });
  }
  return { sheet: merged, conflicts, refusals };
}

type Outcome = { sheet: SheetDocument } | Omit<EditConflict, 'edit'> | Refusal;

function mergeEdit(sheet: SheetDocument, edit: SheetEdit, template: SheetTemplate): Outcome {
  if (edit.kind === 'field') return mergeField(sheet, edit, template);
  if (edit.kind === 'milestone-added') return addMilestone(sheet, edit.milestone, edit.lang);
  const at = sheet.milestones.findIndex((milestone) => milestone.id === edit.milestone);
  const milestone = sheet.milestones[at];
  if (!milestone) return refuse('no-such-milestone');
  const others = sheet.milestones.filter((_, index) => index !== at);
  if (edit.kind === 'milestone-removed') return { sheet: { ...sheet, milestones: others } };
  if (edit.kind === 'milestone-moved') return { sheet: { ...sheet, milestones: others.toSpliced(edit.to, 0, milestone) } };
  if (!columnsOf(template).includes(edit.column)) return refuse('no-such-field');
  const rewritten = withMilestoneText(milestone, edit.column, edit.after);
  return threeWay(edit.before, edit.after, milestoneText(milestone, edit.column), () => ({
    ...sheet,
    milestones: sheet.milestones.with(at, rewritten),
  }));
}

function mergeField(sheet: SheetDocument, edit: Extract<SheetEdit, { kind: 'field' }>, template: SheetTemplate): Outcome {
  const field = fieldOf(template, edit.key);
  if (!field) return refuse('no-such-field');
  if (edit.after.length > field.maxCharacters) return refuse('too-long', { max: field.maxCharacters });
  const now = sheet.values[edit.key];
  const ticked = field.kind === 'value' ? (edit.ticked ?? now?.ticked ?? false) : undefined;
  const value = { text: edit.after, lang: edit.lang, ...(ticked === undefined ? {} : { ticked }) };
  return threeWay(edit.before, edit.after, now?.text ?? '', () => ({ ...sheet, values: { ...sheet.values, [edit.key]: value } }));
}

function addMilestone(sheet: SheetDocument, id: string, lang: string): Outcome {
  if (sheet.milestones.some((milestone) => milestone.id === id)) return { sheet };
  if (sheet.milestones.length >= MAX_MILESTONES) return refuse('too-many-milestones', { limit: MAX_MILESTONES });
  return { sheet: { ...sheet, milestones: [...sheet.milestones, emptyMilestone(id, lang)] } };
}

/** Browsers send line ends as CRLF; a text is the same text with either. */
const sameText = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');

function threeWay(before: string, after: string, now: string, rewritten: () => SheetDocument): Outcome {
  return sameText(now, before) || sameText(now, after) ? { sheet: rewritten() } : { before, yours: after, theirs: now };
}
