import { milestoneText, type Milestone, type SheetDocument } from './sheet.js';
import { MILESTONE_COLUMNS, type MilestoneColumn, type SheetTemplate } from './sheet-template.js';

/** What became of one field or milestone cell between two versions. The words that differ are for the writer to mark. */
export interface TextChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: string;
  readonly after: string;
}

export interface FieldChange extends TextChange {
  readonly key: string;
  /** An OGP value ticked (true) or unticked (false) between the two. */
  readonly ticked?: boolean;
}

export interface MilestoneChange {
  readonly milestone: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Its title, in the later version where it is still there. */
  readonly title: string;
  /** Places counted from 1; null where it is not there. */
  readonly placeBefore: number | null;
  readonly placeAfter: number | null;
  readonly cells: readonly (TextChange & { readonly column: MilestoneColumn })[];
}

export interface SheetChanges {
  readonly fields: readonly FieldChange[];
  readonly milestones: readonly MilestoneChange[];
}

/** The differences from one version of a sheet to a later one, in the form's order. */
export function sheetChanges(before: SheetDocument, after: SheetDocument, template: SheetTemplate): SheetChanges {
  const known = template.fields.map((field) => field.key);
  const others = Object.keys({ ...before.values, ...after.values }).filter((key) => !known.includes(key));
  return {
    fields: [...known, ...others].flatMap((key) => fieldChange(before, after, key)),
    milestones: milestoneChanges(before.milestones, after.milestones),
  };
}

export const isUnchanged = (changes: SheetChanges): boolean => changes.fields.length === 0 && changes.milestones.length === 0;

function textChange(before: string, after: string): TextChange | null {
  if (before === after) return null;
  return { kind: before === '' ? 'added' : after === '' ? 'removed' : 'changed', before, after };
}

function fieldChange(before: SheetDocument, after: SheetDocument, key: string): FieldChange[] {
  const [was, is] = [before.values[key], after.values[key]];
  const change = textChange(was?.text ?? '', is?.text ?? '');
  const ticked = (was?.ticked ?? false) === (is?.ticked ?? false) ? undefined : is?.ticked === true;
  if (!change && ticked === undefined) return [];
  return [
    {
      key,
      ...(change ?? { kind: 'changed', before: was?.text ?? '', after: is?.text ?? '' }),
      ...(ticked === undefined ? {} : { ticked }),
    },
  ];
}

function milestoneChanges(before: readonly Milestone[], after: readonly Milestone[]): MilestoneChange[] {
  const kept = before.filter((milestone) => after.some((other) => other.id === milestone.id)).map((milestone) => milestone.id);
  const order = after.filter((milestone) => kept.includes(milestone.id)).map((milestone) => milestone.id);
  const changed = after.flatMap((is, at): MilestoneChange[] => {
    const place = before.findIndex((milestone) => milestone.id === is.id);
    const cells = cellChanges(before[place], is);
    const moved = place >= 0 && kept.indexOf(is.id) !== order.indexOf(is.id);
    if (cells.length === 0 && !moved && place >= 0) return [];
    const kind = place < 0 ? 'added' : cells.length > 0 ? 'changed' : 'moved';
    return [{ milestone: is.id, kind, title: is.title, placeBefore: place < 0 ? null : place + 1, placeAfter: at + 1, cells }];
  });
  const removed = before.flatMap((was, at): MilestoneChange[] =>
    kept.includes(was.id)
      ? []
      : [
          {
            milestone: was.id,
            kind: 'removed',
            title: was.title,
            placeBefore: at + 1,
            placeAfter: null,
            cells: cellChanges(was, undefined),
          },
        ],
  );
  return [...changed, ...removed];
}

function cellChanges(was: Milestone | undefined, is: Milestone | undefined): MilestoneChange['cells'] {
  return MILESTONE_COLUMNS.flatMap((column) => {
    const change = textChange(was ? milestoneText(was, column) : '', is ? milestoneText(is, column) : '');
    return change ? [{ column, ...change }] : [];
  });
}
