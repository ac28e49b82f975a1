/** The state of a board: what every participant shares, folded from the board's numbered log. Plain JSON, never changed in place. */
import type { LocalizedText } from '../../kernel/localized.js';

export const NOTE_KINDS = ['idea', 'question', 'concern', 'agreement', 'evidence', 'proposal'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const REACTIONS = ['agree', 'doubt', 'thanks'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** Limits, shared by schemas, templates and messages. Lengths in UTF-16 units, as HTML's maxlength counts. */
export const LIMITS = {
  noteText: 2000,
  milestoneField: 500,
  title: 120,
  guidance: 500,
  reason: 500,
  personName: 120,
  dotsBudget: 50,
  notes: 5000,
  sections: 40,
} as const;

/** Where notes go whose section was removed, so that none is lost. It exists on every board and is shown when it holds something. */
export const INBOX = 'inbox';

export type Title = string | LocalizedText;

export interface Section {
  readonly key: string;
  readonly title: Title;
  /** The question that the notes of this section answer. */
  readonly guidance: Title | null;
  /** The heading above several sections of the surface (problem, commitment, analysis). */
  readonly group: Title | null;
  /** Columns taken on the surface, 1 to 4. */
  readonly span: number;
  readonly holds: 'notes' | 'milestones';
  readonly order: string;
  readonly removed: boolean;
  /** The number of the entry that last gave the title or guidance. */
  readonly lastTitled: number;
}

export interface MilestoneFields {
  readonly output: string;
  readonly when: string;
  readonly who: string;
}

/** What a note says and who said it: the part that may be veiled. */
export interface Content {
  readonly kind: NoteKind;
  readonly text: string;
  readonly milestone: MilestoneFields | null;
  readonly proposalId: string | null;
  /** The author's id; null when veiled or when the author is not signed in here (a note entered for somebody). */
  readonly author: string | null;
  readonly authorName: string | null;
  readonly sector: string | null;
  /** Who typed it for somebody else, in the room or on the phone. */
  readonly enteredBy: string | null;
  /** Who gave the words their present form. */
  readonly wordsBy: string | null;
  /** True only in a projection: these words exist, and this viewer may not read them. */
  readonly veiled: boolean;
}

/** How many, and by whom. A projection keeps the total and only the viewer's own part: dots and reactions tell on no one. */
export interface Count {
  readonly total: number;
  readonly by: Readonly<Record<string, number>>;
}

/** The number of the entry that last set each group of properties; later numbers win, and undo checks them. */
export interface LastSet {
  readonly words: number;
  readonly position: number;
  readonly life: number;
  readonly hiding: number;
  readonly title: number;
}

export interface Note extends Content {
  readonly id: string;
  /** The section it was put in; a stacked note lies where its head lies. See `sectionOf`. */
  readonly section: string;
  readonly order: string;
  /** The operation that put it there; settles equal order keys. */
  readonly placed: string;
  /** The head of the stack it lies in; null for a head or a single note. */
  readonly parent: string | null;
  /** The title of the stack it heads. */
  readonly title: string | null;
  readonly at: string;
  readonly editedAt: string | null;
  readonly deleted: boolean;
  readonly hidden: { readonly reason: string } | null;
  /** Written in private writing and not yet revealed. */
  readonly mask: boolean;
  readonly redacted: boolean;
  readonly dots: Count;
  readonly reactions: Readonly<Partial<Record<Reaction, Count>>>;
  readonly last: LastSet;
}

export interface Board {
  readonly id: string;
  /** The number of the last entry folded in; 0 for a board nobody opened. */
  readonly seq: number;
  readonly sections: Readonly<Record<string, Section>>;
  readonly notes: Readonly<Record<string, Note>>;
  readonly locked: boolean;
  readonly writing: 'open' | 'private';
  readonly authorsShown: boolean;
  /** Dots each person may give on this board; 0 when dots are off. */
  readonly dotsBudget: number;
  /** The note everybody was last brought to, and the entry that did. */
  readonly focus: { readonly note: string; readonly seq: number } | null;
  /** The number of the last lock, unlock, start of private writing or reveal: undo does not reach behind it. */
  readonly turned: number;
}

export const emptyBoard = (id: string): Board => ({
  id,
  seq: 0,
  sections: {},
  notes: {},
  locked: false,
  writing: 'open',
  authorsShown: true,
  dotsBudget: 0,
  focus: null,
  turned: 0,
});

export const NO_COUNT: Count = { total: 0, by: {} };

export const isLive = (note: Note | undefined): note is Note => note !== undefined && !note.deleted;

/** The section a note lies in now: its head's when stacked, the inbox when its own was removed. */
export function sectionOf(board: Board, note: Note): string {
  const own = note.parent === null ? note : (board.notes[note.parent] ?? note);
  return sectionInUse(board, own.section)?.key ?? INBOX;
}

/** The section of this key unless it was removed or never was. (`hasOwn`: a key like `constructor` must not find the language's own.) */
export function sectionInUse(board: Board, key: string): Section | null {
  const section = Object.hasOwn(board.sections, key) ? board.sections[key] : undefined;
  return section && !section.removed ? section : null;
}

/** Dots this person has on live, unhidden notes; dots on a deleted or hidden note are back in the budget. */
export function dotsSpent(board: Board, actorId: string): number {
  let spent = 0;
  for (const note of Object.values(board.notes)) if (!note.deleted && !note.hidden) spent += note.dots.by[actorId] ?? 0;
  return spent;
}

export const dotsLeft = (board: Board, actorId: string): number => Math.max(0, board.dotsBudget - dotsSpent(board, actorId));

export const contentOf = (note: Content): Content => ({
  kind: note.kind,
  text: note.text,
  milestone: note.milestone,
  proposalId: note.proposalId,
  author: note.author,
  authorName: note.authorName,
  sector: note.sector,
  enteredBy: note.enteredBy,
  wordsBy: note.wordsBy,
  veiled: note.veiled,
});

/** What is left of a content that may not be read, or that was erased: nothing of its words, length or author. */
export const blankContent = (veiled: boolean): Content => ({
  kind: 'idea',
  text: '',
  milestone: null,
  proposalId: null,
  author: null,
  authorName: null,
  sector: null,
  enteredBy: null,
  wordsBy: null,
  veiled,
});
