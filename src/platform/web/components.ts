import type { Locale } from '../../kernel/localized.js';

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

export type FieldKind = 'text' | 'email' | 'number' | 'date' | 'datetime-local' | 'textarea' | 'select' | 'radios' | 'checkboxes' | 'checkbox' | 'hidden';

/** What a field is drawn as: exactly one of these is set, because templates cannot compare words. Made by `fieldShape`. */
export interface FieldShape {
  /** Type of the input element. */
  input: string | null;
  textarea: boolean;
  select: boolean;
  choices: 'radio' | 'checkbox' | null;
  checkbox: boolean;
  /** Whether the one checkbox is ticked. */
  checked: boolean;
  hidden: boolean;
}

export function fieldShape(kind: FieldKind, value: string): FieldShape {
  const isInput = !['textarea', 'select', 'radios', 'checkboxes', 'checkbox', 'hidden'].includes(kind);
  return {
    input: isInput ? kind : null,
    textarea: kind === 'textarea',
    select: kind === 'select',
    choices: kind === 'radios' ? 'radio' : kind === 'checkboxes' ? 'checkbox' : null,
    checkbox: kind === 'checkbox',
    checked: kind === 'checkbox' && ['on', 'true', 'yes', '1'].includes(value),
    hidden: kind === 'hidden',
  };
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
  path: string;
}
