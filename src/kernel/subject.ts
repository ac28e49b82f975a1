/** What a comment, a response, a trace link or a report is about, without knowing the module that owns it. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** The kinds of thing a facet can be attached to. `sheet-field` ids are `<sheetId>:<fieldKey>`; `note` ids are `<boardId>:<noteId>`. */
export const SUBJECT_KINDS = [
  'proposal',
  'note',
  'topic',
  'sheet',
  'sheet-field',
  'milestone',
  'comment',
  'co-author',
  'commitment',
  'plan',
  'rules',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const subjectKey = (subject: Subject): string => `${subject.kind}/${subject.id}`;

/** Where a subject stands: `held` waits for a person to see it, `hidden` was taken out of sight with a reason, `gone` its author took back. */
export type Sight = 'public' | 'held' | 'hidden' | 'gone';
