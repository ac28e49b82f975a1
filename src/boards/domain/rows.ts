/** A board as rows, one per note in reading order: for lists, exports and the fields of a commitment sheet. Give it a projected board. */
import type { Board, MilestoneFields, NoteKind, Title } from './board.js';
import { readingOrder } from './reading-order.js';

export interface NoteRow {
  readonly id: string;
  /** The section's key, or `inbox`. */
  readonly section: string;
  readonly sectionTitle: Title | null;
  /** The place of its stack in the section, from 1. */
  readonly position: number;
  /** The id of the head of its stack; null for a single note. */
  readonly stack: string | null;
  readonly stackTitle: string | null;
  readonly kind: NoteKind;
  readonly text: string;
  readonly milestone: MilestoneFields | null;
  readonly proposalId: string | null;
  readonly author: string | null;
  readonly authorName: string | null;
  readonly sector: string | null;
  readonly isHidden: boolean;
  readonly hiddenReason: string | null;
  readonly dots: number;
  readonly reactions: number;
  readonly at: string;
  readonly editedAt: string | null;
}

export const boardRows = (board: Board): NoteRow[] =>
  readingOrder(board).flatMap((column) =>
    column.stacks.flatMap((stack, at) =>
      stack.notes.map((note) => ({
        id: note.id,
        section: column.key,
        sectionTitle: column.section?.title ?? null,
        position: at + 1,
        stack: stack.notes.length > 1 ? stack.head.id : null,
        stackTitle: stack.title,
        kind: note.kind,
        text: note.text,
        milestone: note.milestone,
        proposalId: note.proposalId,
        author: note.author,
        authorName: note.authorName,
        sector: note.sector,
        isHidden: note.hidden !== null,
        hiddenReason: note.hidden?.reason ?? null,
        dots: note.dots.total,
        reactions: Object.values(note.reactions).reduce((sum, count) => sum + count.total, 0),
        at: note.at,
        editedAt: note.editedAt,
      })),
    ),
  );
