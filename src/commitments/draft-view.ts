import type { DiffModel, FormModel, LinkModel, TagModel } from '../platform/web/components.js';
import type { ProcessRow } from '../process/index.js';
import type { SheetDocument, SheetTemplate } from './domain/index.js';
import type { DraftReading } from './draft-reading.js';
import type { SheetRow } from './sheets.queries.js';

export interface DraftView {
  readonly process: ProcessRow;
  readonly sheet: SheetRow;
  /** The version that is read, or the working text for staff before the first. */
  readonly document: SheetDocument;
  readonly template: SheetTemplate;
  readonly reading: DraftReading;
  readonly today: string;
  readonly timeZone: string;
}

/** What the reader asked to see and to write. */
export interface DraftAsked {
  readonly show: 'all' | 'waiting';
  readonly place: string | null;
  readonly quote: string | null;
}

export interface PassageModel {
  text: string;
  quoted: { id: string; marks: { number: string; href: string; label: string }[] } | null;
  selected: boolean;
}

/** A short answer. `href` leads to commenting on it, where that is its own place. */
interface RowModel {
  id: string | null;
  term: string;
  text: string;
  lang: string | null;
  href: string | null;
}

export interface PartModel {
  id: string;
  place: string;
  isFacts: boolean;
  number: string | null;
  label: string;
  lang: string | null;
  paragraphs: { parts: PassageModel[] }[];
  rows: RowModel[];
  empty: string | null;
  sources: { text: string; href: string; lang: string | null }[];
  /** More sources than stand well in a line. */
  manySources: { summary: string; sources: PartModel['sources'] } | null;
  change: { summary: string; diff: DiffModel; reason: string | null } | null;
  tool: LinkModel | null;
  remarks: RemarkModel[];
  remarksLabel: string;
  none: { text: string; href: string | null; linkText: string | null } | null;
  composer: ComposerModel | null;
}

export interface ComposerModel {
  form: FormModel;
  title: string;
  quote: string | null;
  draft: string;
  cancelHref: string;
  lines: FormModel['fields'][string][];
  who: FormModel['fields'][string][];
  preview: DiffModel | null;
}

/** A comment beside the text it speaks of, with what became of it. */
export interface RemarkModel {
  id: string;
  number: string;
  label: string;
  /** The passage it marks in the text. */
  href: string | null;
  author: string;
  day: string;
  lang: string | null;
  quote: string | null;
  change: DiffModel | null;
  paragraphs: string[];
  answer: {
    tag: TagModel;
    kind: string;
    about: string;
    paragraphs: string[];
    change: { text: string; href: string } | null;
  } | null;
  waiting: string | null;
  report: LinkModel;
}
