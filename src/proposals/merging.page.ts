import { LOCALES, localized } from '../kernel/localized.js';
import { REASON_MAX } from '../responses/domain/index.js';
import type { ButtonModel, DisclosureModel, FormModel, LinkModel, NoticeModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow, ThemeRow } from '../process/index.js';
import type { ContinuableRow } from './continuations.queries.js';
import {
  BODY_MAX,
  FEWEST_PARTS,
  mayContinue,
  MOST_PARTS,
  proposalNumber,
  proposalPath,
  splittingPath,
  TITLE_MAX,
  triagePath,
  type ContinuationKind,
} from './domain/index.js';
import { authorWords, langOf, paragraphsOf, stateTag, supportWords } from './proposal-words.js';

interface ChosenModel {
  number: string;
  href: string;
  title: string;
  lang: string | null;
  state: TagModel;
  about: string[];
  text: DisclosureModel;
  /** Why it cannot go on elsewhere; null when it can. */
  refusal: string | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/merging': {
      title: string;
      lead: string;
      choose: { action: string; label: string; hint: string; value: string; submit: string };
      missing: NoticeModel | null;
      listTitle: string;
      chosen: ChosenModel[];
      formTitle: string;
      form: FormModel | null;
      heads: FormModel['fields'][string] | null;
      newTitle: string;
      texts: FormModel['fields'][string][];
      reason: FormModel['fields'][string] | null;
      too: string | null;
      back: LinkModel;
    };
    'proposals/splitting': {
      title: string;
      lead: string;
      origin: ChosenModel;
      form: FormModel | null;
      parts: { title: string; fields: FormModel['fields'][string][] }[];
      reason: FormModel['fields'][string] | null;
      submit: ButtonModel | null;
      back: LinkModel;
    };
  }
}

interface Place {
  process: ProcessRow;
  themes: ThemeRow[];
}

const themeOptions = (x: Exchange, themes: ThemeRow[]) => [
  { value: '', text: x.t('proposals.choose') },
  ...themes.map((theme) => ({ value: theme.id, text: localized(theme.name, x.locale) })),
];

/** Joining: which, into which, and why. */
export function mergingPage(
  x: Exchange,
  { process, themes, numbers, chosen }: Place & { numbers: readonly number[]; chosen: ContinuableRow[] },
  state: FormState,
): Page {
  const { t } = x;
  const title = t('proposals.merge.title');
  const path = triagePath(process.slug, 'merging');
  const found = new Set(chosen.map(({ number }) => number));
  const missing = numbers.filter((number) => !found.has(number)).map(proposalNumber);
  const joined = chosen.map(({ number }) => proposalNumber(number)).join(' ');
  const form =
    chosen.length < 2
      ? null
      : mergeForm(x, triagePath(process.slug, 'merges'), themes, chosen, {
          ...state,
          values: { ...state.values, numbers: joined },
        });
  const field = (name: string) => form?.fields[name] ?? null;
  return x.page(
    'proposals/merging',
    {
      title,
      lead: t('proposals.merge.lead'),
      choose: {
        action: path,
        label: t('proposals.merge.numbers'),
        hint: t('proposals.merge.numbers-hint'),
        value: numbers.map(proposalNumber).join(', '),
        submit: t('proposals.merge.choose'),
      },
      missing:
        missing.length > 0
          ? { tone: 'warn', title: null, text: t('proposals.merge.missing', { numbers: t.list(missing), count: missing.length }) }
          : null,
      listTitle: t('proposals.merge.list'),
      chosen: chosen.map((row) => chosenModel(x, process, 'merge', row)),
      formTitle: t('proposals.merge.form'),
      form,
      heads: field('head'),
      newTitle: t('proposals.merge.new-title'),
      texts: ['title', 'body', 'themeId', 'lang'].flatMap((name) => field(name) ?? []),
      reason: field('reason'),
      too: form ? null : t('refusals.too-few-to-merge'),
      back: link(t('proposals.triage.back'), triagePath(process.slug)),
    },
    { title, process: process.slug, breadcrumb: breadcrumbOf(x, process) },
  );
}

function mergeForm(x: Exchange, action: string, themes: ThemeRow[], chosen: ContinuableRow[], state: FormState): FormModel {
  const { t } = x;
  return x.form(
    {
      action,
      submit: 'proposals.merge.submit',
      fields: [
        { name: 'numbers', kind: 'hidden', label: 'proposals.merge.numbers' },
        {
          name: 'head',
          kind: 'radios',
          label: 'proposals.merge.head',
          options: [
            ...chosen.map((row) => ({
              value: proposalNumber(row.number),
              text: t('proposals.merge.head-existing', { number: proposalNumber(row.number), title: row.title }),
            })),
            { value: 'new', text: t('proposals.merge.head-new'), hint: t('proposals.merge.head-new-hint') },
          ],
        },
        { name: 'title', kind: 'text', label: 'proposals.title', maxlength: TITLE_MAX },
        { name: 'body', kind: 'textarea', label: 'proposals.body', rows: 10, maxlength: BODY_MAX },
        { name: 'themeId', kind: 'select', label: 'proposals.theme', options: themeOptions(x, themes) },
        {
          name: 'lang',
          kind: 'select',
          label: 'proposals.merge.lang',
          options: LOCALES.map((lang) => ({ value: lang, text: t(`proposals.lang.${lang}`) })),
        },
        reasonField('proposals.merge.reason', 'proposals.merge.reason-hint'),
      ],
    },
    state,
  );
}

/** Parting: the text as it is, and the new ones. */
export function splittingPage(
  x: Exchange,
  { process, themes, origin }: Place & { origin: ContinuableRow },
  given: FormState | null,
): Page {
  const { t } = x;
  const number = proposalNumber(origin.number);
  const title = t('proposals.split.title', { number });
  const rows = Array.from({ length: MOST_PARTS }, (_, index) => index);
  const state = given ?? blank({ parts: rows.slice(0, FEWEST_PARTS).map(() => ({ themeId: origin.themeId })) });
  const lang = langOf(t, origin.lang) ?? undefined;
  const specs = (row: number): FieldSpec[] => [
    {
      name: `parts.${row}.title`,
      kind: 'text',
      label: 'proposals.title',
      maxlength: TITLE_MAX,
      lang,
      required: row < FEWEST_PARTS,
    },
    {
      name: `parts.${row}.body`,
      kind: 'textarea',
      label: 'proposals.body',
      rows: 7,
      maxlength: BODY_MAX,
      lang,
      required: row < FEWEST_PARTS,
    },
    {
      name: `parts.${row}.themeId`,
      kind: 'select',
      label: 'proposals.theme',
      options: themeOptions(x, themes),
      required: row < FEWEST_PARTS,
    },
  ];
  const chosen = chosenModel(x, process, 'split', origin);
  const form = x.form(
    {
      action: splittingPath(process.slug, origin.number),
      submit: 'proposals.split.submit',
      fields: [...rows.flatMap(specs), reasonField('proposals.split.reason', 'proposals.split.reason-hint')],
    },
    state,
  );
  const isPossible = chosen.refusal === null;
  return x.page(
    'proposals/splitting',
    {
      title,
      lead: t('proposals.split.lead', { most: MOST_PARTS }),
      origin: chosen,
      form: isPossible ? form : null,
      parts: rows.map((row) => ({
        title: t('proposals.split.part', { number: row + 1 }),
        fields: specs(row).flatMap(({ name }) => form.fields[name] ?? []),
      })),
      reason: form.fields['reason'] ?? null,
      submit: isPossible ? form.submit : null,
      back: link(t('proposals.triage.back'), triagePath(process.slug)),
    },
    { title, process: process.slug, breadcrumb: breadcrumbOf(x, process) },
  );
}

const reasonField = (label: string, hint: string): FieldSpec => ({
  ...{ name: 'reason', kind: 'textarea', label, hint },
  ...{ rows: 4, maxlength: REASON_MAX },
});

function chosenModel({ t }: Exchange, process: ProcessRow, kind: ContinuationKind, row: ContinuableRow): ChosenModel {
  const refusal = mayContinue(kind, row);
  return {
    number: proposalNumber(row.number),
    href: proposalPath(process.slug, row.number),
    title: row.title,
    lang: langOf(t, row.lang),
    state: stateTag(t, row.state),
    about: [...authorWords(t, row), ...supportWords(t, row.endorsements)],
    text: { summary: t('proposals.merge.read', { number: proposalNumber(row.number) }), paragraphs: paragraphsOf(row.body) },
    refusal: refusal ? t(`refusals.${refusal.code}`, refusal.params) : null,
  };
}

const breadcrumbOf = (x: Exchange, process: ProcessRow) => [
  { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
  { text: x.t('proposals.triage.title'), href: triagePath(process.slug) },
];
