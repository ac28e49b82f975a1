import type { Words } from '../../plans/domain/index.js';

/** A document before it has a format: what Markdown, DOCX and PDF all write, so that none of them repeats the others. */
export interface Outline {
  readonly title: string;
  /** BCP 47 of the document's own words. */
  readonly lang: string;
  /** For the file's properties. */
  readonly author: string;
  readonly subject: string;
  /** ISO date of publication; null for a draft. */
  readonly date: string | null;
  readonly blocks: readonly Block[];
}

/** A table's cell: one line or several. */
export type Cell = readonly Words[];

/** A line of a list: `lead` is set off, and leads to `href` where there is one. */
export interface ListLine {
  readonly lead: string;
  readonly href: string | null;
  readonly words: readonly Words[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  /** What somebody wrote: one paragraph a line. */
  | { readonly kind: 'answer'; readonly words: Words }
  /** What the document says of itself, quieter. */
  | { readonly kind: 'remark'; readonly text: string }
  | {
      readonly kind: 'facts';
      readonly rows: readonly { readonly label: string; readonly values: Cell; readonly href?: string }[];
    }
  | { readonly kind: 'list'; readonly lines: readonly ListLine[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      /** Shares of the width, one for each column. */
      readonly widths: readonly number[];
      readonly header: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    };

/** The paragraphs of a text: its lines, without blank ones. */
export const paragraphs = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** The same blocks, with headings that many levels deeper, at most the fourth. */
export const deepened = (blocks: readonly Block[], by: number): Block[] =>
  blocks.map((block) => (block.kind === 'heading' ? { ...block, level: Math.min(4, block.level + by) as 1 | 2 | 3 | 4 } : block));
