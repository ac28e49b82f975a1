import type { EditSheet, SheetDocument, SheetEdit, SheetTemplate } from './domain/index.js';
import { columnsInUse, MILESTONE_COLUMNS } from './domain/index.js';
import { cleanText } from '../kernel/text.js';

/** What the editor's form sent, as edits of the sheet: only the texts that their author changed, each with what its author was looking at. */
export function editsOf(form: EditSheet, sheet: SheetDocument, template: SheetTemplate, lang: string): SheetEdit[] {
  const fields = template.fields.flatMap((field): SheetEdit[] => {
    const sent = form.fields[field.key];
    if (!sent) return [];
    const now = sheet.values[field.key];
    const ticked = field.kind === 'value' ? sent.ticked !== undefined : undefined;
    const isTicked = ticked !== undefined && ticked !== (now?.ticked ?? false);
    if (!hasChanged(sent) && !isTicked) return [];
    const after = hasChanged(sent) ? sent.text : sent.before;
    return [
      {
        kind: 'field',
        key: field.key,
        before: sent.before,
        after,
        lang: now?.lang ?? lang,
        ...(ticked === undefined ? {} : { ticked }),
      },
    ];
  });
  const cells = Object.entries(form.milestones).flatMap(([milestone, columns]) =>
    MILESTONE_COLUMNS.flatMap((column): SheetEdit[] => {
      const sent = columns[column];
      return sent && hasChanged(sent)
        ? [{ kind: 'milestone-cell', milestone, column, before: sent.before, after: sent.text }]
        : [];
    }),
  );
  return [...fields, ...cells];
}

/** `text` was cleaned on its way in; what it is compared with is cleaned here, so that a stored blank at the end is no change. */
const hasChanged = (sent: { text: string; before: string }): boolean => sent.text !== cleanText(sent.before);

/** One text of the editor: what stands in its input, what it is compared with when it is sent, and what somebody else wrote meanwhile. */
export interface EditedText {
  readonly value: string;
  readonly before: string;
  readonly theirs: string | null;
}

/**
 * What to show for a text. After a conflict the typed words stay in the input, the other person's are shown beside them, and sending again decides for what is
 * in the input then: `before` is now what they wrote.
 */
export function editedText(now: string, sent: unknown): EditedText {
  const { text, before } = (sent ?? {}) as { text?: unknown; before?: unknown };
  if (typeof text !== 'string' || typeof before !== 'string') return { value: now, before: now, theirs: null };
  const [typed, seen, stored] = [cleanText(text), cleanText(before), cleanText(now)];
  if (typed === seen || typed === stored) return { value: now, before: now, theirs: null };
  return { value: text.replaceAll('\r\n', '\n'), before: now, theirs: seen === stored ? null : now };
}

/** The milestone columns the editor shows: the template's, and others that already hold text. */
export const editorColumns = (sheet: SheetDocument, template: SheetTemplate) => columnsInUse(template, sheet.milestones);

/** What else a button of the editor does once the text is kept. */
export type EditorAct =
  | { readonly t: 'save' }
  | {
      readonly t: 'cite' | 'insert' | 'uncite';
      readonly source: { readonly kind: 'note' | 'proposal'; readonly id: string };
      readonly place: string;
    }
  | { readonly t: 'cite-chosen' | 'insert-chosen'; readonly place: string }
  | { readonly t: 'milestone-from'; readonly noteId: string }
  | { readonly t: 'add-milestone' }
  | { readonly t: 'remove' | 'up' | 'down'; readonly milestone: string };

/** Reads the value of the pressed button, as `actValue` wrote it; anything else only saves. */
export function readAct(text: string): EditorAct {
  const [t, ...rest] = text.split(' ');
  const [first = '', second = '', third = ''] = rest;
  const source = sourceOf(`${first} ${second}`);
  if ((t === 'cite' || t === 'insert' || t === 'uncite') && source && third) return { t, source, place: third };
  if ((t === 'cite-chosen' || t === 'insert-chosen') && first) return { t, place: first };
  if (t === 'milestone-from' && first) return { t, noteId: first };
  if (t === 'add-milestone') return { t };
  if ((t === 'remove' || t === 'up' || t === 'down') && first) return { t, milestone: first };
  return { t: 'save' };
}

/** A source as an option of a list names it: `note <id>`, `proposal <id>`. */
export function sourceOf(text: string | undefined): { kind: 'note' | 'proposal'; id: string } | null {
  const [kind, id] = (text ?? '').split(' ');
  return (kind === 'note' || kind === 'proposal') && id ? { kind, id } : null;
}
