import type { Subject } from '../../kernel/subject.js';
import { fieldOf, MILESTONES, type SheetTemplate } from './sheet-template.js';
import type { SheetDocument } from './sheet.js';

/**
 * A place of a sheet, as citations and comments name it: a field's key, `milestones` for the planning table as a whole, a milestone's id, or
 * WHOLE for the sheet itself.
 */
export type SheetPlace = string;
export const WHOLE: SheetPlace = 'sheet';

/** Whether the sheet has this place now. */
export const hasPlace = (sheet: SheetDocument, template: SheetTemplate, place: SheetPlace): boolean =>
  place === WHOLE || place === MILESTONES || fieldOf(template, place) !== undefined || isMilestone(sheet, place);

const isMilestone = (sheet: SheetDocument, place: SheetPlace): boolean =>
  sheet.milestones.some((milestone) => milestone.id === place);

/** The place as a subject of comments and of the trace. */
export function subjectAt(sheetId: string, sheet: SheetDocument, place: SheetPlace): Subject {
  if (place === WHOLE) return { kind: 'sheet', id: sheetId };
  return { kind: isMilestone(sheet, place) ? 'milestone' : 'sheet-field', id: `${sheetId}:${place}` };
}

/** Every place of a sheet as subjects: its fields, the planning table, each milestone, and the whole. */
export const subjectsOf = (sheetId: string, sheet: SheetDocument, template: SheetTemplate): Subject[] =>
  [...template.fields.map((field) => field.key), MILESTONES, ...sheet.milestones.map((milestone) => milestone.id), WHOLE].map(
    (place) => subjectAt(sheetId, sheet, place),
  );

/** The place that a subject of kind `sheet`, `sheet-field` or `milestone` names. */
export const placeIn = (subject: Subject): SheetPlace =>
  subject.kind === 'sheet' ? WHOLE : subject.id.slice(subject.id.indexOf(':') + 1);

/** The sheet that a subject of kind `sheet`, `sheet-field` or `milestone` belongs to. */
export const sheetIn = (subject: Subject): string => subject.id.split(':', 1)[0] ?? '';
