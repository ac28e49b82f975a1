import type { Locale } from '../../kernel/localized.js';
import type { FieldKind, FieldShape } from './field-shape.js';

export * from './field-shape.js';

/**
 * The view models that components under `views/components` take. A component gets one plain object; text is escaped by the template.
 * Every optional part is `null` when absent, never missing, because templates are strict.
 */
export interface ButtonModel {
  text: string;
  /** A link when set, a submit button when null. */
  href: string | null;
  variant: 'primary' | 'quiet' | 'danger' | 'plain';
  icon: string | null;
  /** name=value sent when this button submits the form. */
  name: string | null;
  value: string | null;
}

export interface OptionModel {
  id: string;
  value: string;
  text: string;
  hint: string | null;
  checked: boolean;
}

export interface FieldModel {
  kind: FieldKind;
  shape: FieldShape;
  /** Unique in the page; the error summary links to it. */
  id: string;
  name: string;
  label: string;
  hint: string | null;
  error: string | null;
  /** What was typed or is stored; '' when empty. */
  value: string;
  /** Ids of hint and error, for aria-describedby. */
  describedBy: string | null;
  options: OptionModel[] | null;
  required: boolean;
  /** Shows "optional" after the label when false and not null. */
  optionalText: string | null;
  maxlength: number | null;
  rows: number | null;
  autocomplete: string | null;
  inputmode: string | null;
  /** Language of the value when it is not the page's. */
  lang: string | null;
}

export interface ErrorSummaryModel {
  title: string;
  errors: { text: string; href: string }[];
}

export interface FormModel {
  /** Where the form posts to. */
  action: string;
  /** CSRF token, in the hidden field `_csrf`. */
  csrf: string;
  /** Idempotency: the id of this very form, in the hidden field `_form`. Posting it twice does the thing once. */
  formId: string;
  summary: ErrorSummaryModel | null;
  /** By field name. */
  fields: Record<string, FieldModel>;
  submit: ButtonModel;
  /** What keeps machines out of a form that anybody may send; null for others. */
  guard: GuardModel | null;
}

/** What a form that anybody may send carries unseen, and what it asks for once too many came from its sender. */
export interface GuardModel {
  /** Unique in the page. */
  id: string;
  /** When it was shown, signed; in the hidden field `_issued`. */
  issued: string;
  /** Tells those who cannot see that the trap is hidden to leave it empty. */
  trapText: string;
  work: WorkModel | null;
}

/** Something that the browser computes and puts into the hidden field `_work`. */
export interface WorkModel {
  title: string;
  text: string;
  salt: string;
  expires: string;
  formId: string;
  target: string;
  below: string;
  signature: string;
  /** What is said while it computes, and when it is done. */
  busyText: string;
  doneText: string;
  /** The way without JavaScript: a tick that sends it to a person first; null where a thing cannot wait. */
  waitText: string | null;
}

export interface TagModel {
  text: string;
  tone: 'neutral' | 'accent' | 'ok' | 'warn' | 'danger' | 'sun';
  icon: string | null;
}

/** One line of steps: a process, a proposal's life, an agenda, a commitment's milestones. */
export interface JourneyModel {
  /** Names the list for people who do not see it. */
  label: string;
  /** Only as much as "step 2 of 4" on a phone; for the steps of a form. */
  brief?: string | null;
  /** Always downwards, as in a narrow column. */
  down?: boolean;
  steps: JourneyStep[];
}
export interface JourneyStep {
  /** Set by `journey()`: this is the present step. */
  current?: boolean;
  state: 'done' | 'now' | 'next';
  /** The state in words, or its date: "Terminada", "Ahora", "4 mar". */
  stateText: string;
  name: string;
  when: string | null;
  href: string | null;
  hrefText: string | null;
}

/** A journey whose present step says so to assistive technology. */
export function journey(label: string, steps: JourneyStep[], options: { brief?: string; down?: boolean } = {}): JourneyModel {
  return {
    label,
    brief: options.brief ?? null,
    down: options.down ?? false,
    steps: steps.map((step) => ({ ...step, current: step.state === 'now' })),
  };
}

export interface NoticeModel {
  tone: 'info' | 'ok' | 'warn' | 'danger';
  title: string | null;
  text: string;
}

export interface LinkModel {
  text: string;
  href: string;
  current: boolean;
}

export interface PaginationModel {
  label: string;
  summary: string;
  previous: LinkModel | null;
  next: LinkModel | null;
}

/** The corner as well as the colour says which theme; `slot` is the theme's place in its process, 1 to 6 and again from 1. */
export interface ThemeMarkModel {
  text: string;
  href: string | null;
  slot: number;
}

/** Rows of a definition list. */
export interface FactsModel {
  rows: { term: string; text: string; href: string | null }[];
}

/** A term of days as the seats of a table. Made by `seats()`. */
export interface SeatsModel {
  /** The whole picture in one sentence. */
  label: string;
  number: string;
  word: string;
  /** "your place", below the opening; null leaves the place out. */
  place: string | null;
  seats: { state: 'gone' | 'today' | 'left'; path: string }[];
}

export type AnswerKind = 'committed' | 'merged' | 'existing' | 'carried' | 'refused' | 'waiting';

/** What became of every contribution. Made by `answers()`. */
export interface AnswersModel {
  number: string;
  claim: string;
  label: string;
  /** What one figure stands for, where that is more than one. */
  scale: string | null;
  width: number;
  height: number;
  figures: { kind: AnswerKind; x: number; y: number }[];
  groups: { kind: AnswerKind; count: number; text: string; href: string }[];
}

export interface StatsModel {
  stats: { number: string; text: string }[];
}

/** Figures as bars; `percent` is the length, 0 to 100, `number` the figure in words. */
export interface BarsModel {
  bars: { name: string; number: string; percent: number; marked: boolean }[];
}

export interface CellModel {
  text: string;
  href: string | null;
  /** The column's title, shown beside the cell on a phone. */
  label: string;
  numeric: boolean;
  tag: TagModel | null;
}
export interface TableModel {
  caption: string;
  columns: { text: string; numeric: boolean }[];
  rows: { head: CellModel; cells: CellModel[] }[];
}

/** A question or more detail, over the page. Opened by `opener`; without scripts that link leads to it. */
export interface DialogModel {
  id: string;
  opener: string;
  title: string;
  paragraphs: string[];
  /** What the person can do; null for a dialog that only explains. */
  form: FormModel | null;
  closeText: string;
}

export interface EmptyStateModel {
  title: string;
  text: string;
  action: ButtonModel | null;
}

/** The life of a thing in one row, always followed by the word. */
export interface BeadsModel {
  beads: { mark: 'on' | 'here' | 'rest' | 'end' }[];
  text: string;
}

export interface ProposalCardModel {
  href: string;
  number: string;
  title: string;
  /** Language of title and excerpt when it is not the page's. */
  lang: string | null;
  theme: ThemeMarkModel | null;
  excerpt: string | null;
  /** Author, place, date. */
  about: string[];
  area: string | null;
  /** Null while its process hides how many. */
  endorsements: { number: string; text: string } | null;
  state: BeadsModel;
  /** What its process calls the part of that state; null for the state alone. */
  own: TagModel | null;
  comments: string | null;
}

/** A note as a list shows it: read, not moved. */
export interface NoteModel {
  /** idea, question, concern, agreement, evidence, proposal: decides the paper's corner. */
  kind: string;
  kindText: string;
  icon: string;
  /** Colour and corner, 1 to 6. */
  slot: number;
  text: string;
  lang: string | null;
  /** Who, when; null where it was written privately. */
  by: string | null;
  /** Id in the page, so that a trace can lead here; null for none. */
  id: string | null;
}

/** Proof that something arrived. */
export interface ReceiptModel {
  title: string;
  /** What to keep, and what it is. */
  code: string;
  codeText: string;
  rows: FactsModel['rows'];
  text: string;
}

/** A change of text; each part is one of the three. */
export interface DiffModel {
  lang: string | null;
  parts: { same: string | null; added: string | null; removed: string | null }[];
  /** "added" and "removed", for those who do not see the marks. */
  addedText: string;
  removedText: string;
}

/** A list of things with what to do about them. */
export interface RowsModel {
  rows: { title: string; href: string; about: string[]; tag: TagModel | null; action: ButtonModel | null }[];
}

export interface TabsModel {
  label: string;
  tabs: { text: string; href: string; current: boolean; count: string | null }[];
}

/** Filters that apply, each a link that takes it away. */
export interface ChipsModel {
  label: string;
  /** "Remove the filter", before each text, for screen readers. */
  removeText: string;
  chips: { text: string; href: string }[];
  clear: { text: string; href: string };
}

export interface DisclosureModel {
  summary: string;
  paragraphs: string[];
}

/** A file to take away. */
export interface DownloadsModel {
  title: string;
  files: { text: string; href: string; about: string; icon: string }[];
}

/** What every page's layout needs; made by the web layer, read in templates as `@site`. */
export interface SiteModel {
  locale: Locale;
  /** e.g. `es-AR`, for the html element. */
  lang: string;
  title: string;
  siteName: string;
  place: string;
  nonce: string;
  csrf: string;
  languages: { code: Locale; name: string; href: string; current: boolean }[];
  sections: LinkModel[];
  breadcrumb: LinkModel[];
  /** Who is signed in, or null. */
  person: { name: string; links: LinkModel[] } | null;
  signInHref: string;
  signOutAction: string;
  signOutFormId: string;
  flash: NoticeModel | null;
  /** Shown on an instance that runs on the sample cycle. */
  sampleText: string | null;
  footer: { title: string; links: LinkModel[] }[];
  skipText: string;
  sectionsLabel: string;
  languageLabel: string;
  breadcrumbLabel: string;
  signInText: string;
  signOutText: string;
  motto: string;
  /** Client bundles to load, e.g. ['room']; most pages have none beyond 'page'. */
  scripts: string[];
  /** Description for search and sharing. */
  description: string;
  /** Whole address of the picture for sharing; null for the mark. */
  picture: string | null;
  path: string;
  /** Where the site is for everybody, without a path. */
  origin: string;
}
