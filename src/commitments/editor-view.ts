import type { DiffModel, FieldModel } from '../platform/web/components.js';
import type { Finding, SheetTemplate } from './domain/index.js';
import type { Citable } from './sheet-sources.js';
import type { SheetRow } from './sheets.queries.js';

export interface EditorView {
  readonly slug: string;
  readonly sheet: SheetRow;
  readonly template: SheetTemplate;
  readonly citable: Citable;
  readonly findings: readonly Finding[];
  readonly hasChanged: boolean;
  /** Calendar days: today, and the day proposed for the end of a round. */
  readonly today: string;
  readonly proposedClose: string;
}

export interface FindingModel {
  level: string;
  tone: string;
  text: string;
  href: string | null;
}

export interface ActModel {
  text: string;
  value: string;
  /** What it is about, for those who hear one button after another. */
  about: string;
}

export interface SourceModel {
  text: string;
  by: string | null;
  isCited: string | null;
  acts: ActModel[];
  rows: { term: string; text: string }[];
}

export interface InputModel {
  field: FieldModel;
  beforeName: string;
  before: string;
  theirs: { title: string; diff: DiffModel; text: string } | null;
}

export interface EditorField {
  id: string;
  input: InputModel;
  tick: FieldModel | null;
  ours: string | null;
  length: string | null;
  findings: FindingModel[];
  cited: { text: string; href: string | null; act: ActModel | null }[];
  notesTitle: string;
  notes: SourceModel[];
  others: {
    id: string;
    name: string;
    label: string;
    groups: { label: string; options: { value: string; text: string }[] }[];
    acts: ActModel[];
  } | null;
}

export interface EditorMilestone {
  id: string;
  title: string;
  inputs: InputModel[];
  findings: FindingModel[];
  cited: EditorField['cited'];
  acts: ActModel[];
}

export interface PlanningModel {
  id: string;
  title: string;
  guidance: string;
  milestones: EditorMilestone[];
  findings: FindingModel[];
  notesTitle: string;
  notes: SourceModel[];
  add: ActModel | null;
}
