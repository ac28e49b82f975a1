import type { Words } from '../plans/domain/index.js';
import { paragraphs, type Block, type Cell, type ListLine, type Outline } from './writers/index.js';

/** One block as its template wants it: exactly one of the parts is set. */
interface HtmlBlock {
  h1: boolean;
  h2: boolean;
  h3: boolean;
  h4: boolean;
  text: string;
  answer: { lang: string; paragraphs: string[] } | null;
  remark: string | null;
  facts: { label: string; href: string | null; values: Cell }[] | null;
  list: readonly ListLine[] | null;
  table: { caption: string; header: readonly string[]; rows: readonly (readonly Cell[])[] } | null;
}

export interface OutlineHtml {
  lang: string;
  title: string;
  author: string;
  blocks: HtmlBlock[];
}

const NOTHING: HtmlBlock = {
  h1: false,
  h2: false,
  h3: false,
  h4: false,
  text: '',
  answer: null,
  remark: null,
  facts: null,
  list: null,
  table: null,
};

/** The same outline that Word and PDF are written from, as the model of a page that stands alone. */
export const outlineHtml = (outline: Outline): OutlineHtml => ({
  lang: outline.lang,
  title: outline.title,
  author: outline.author,
  blocks: outline.blocks.map(htmlBlock),
});

function htmlBlock(block: Block): HtmlBlock {
  switch (block.kind) {
    case 'heading':
      return { ...NOTHING, [`h${block.level}`]: true, text: block.text };
    case 'answer':
      return { ...NOTHING, answer: answer(block.words) };
    case 'remark':
      return { ...NOTHING, remark: block.text };
    case 'facts':
      return { ...NOTHING, facts: block.rows.map(({ label, href, values }) => ({ label, href: href ?? null, values })) };
    case 'list':
      return { ...NOTHING, list: block.lines };
    case 'table':
      return { ...NOTHING, table: { caption: block.caption, header: block.header, rows: block.rows } };
  }
}

const answer = (words: Words) => ({ lang: words.lang, paragraphs: paragraphs(words.text) });
