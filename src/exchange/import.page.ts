import { localized, LOCALES } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type {
  BarsModel,
  ButtonModel,
  FormModel,
  NoticeModel,
  PaginationModel,
  StatsModel,
  TagModel,
} from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import type { AreaRow, ThemeRow } from '../process/index.js';
import { plain, themesByName } from '../outreach/domain/index.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';
import { breadcrumb, importTag } from './exchange-words.js';
import {
  exchangePath,
  FIELDS_OF,
  guessState,
  isMoving,
  KEPT_FIELDS,
  MAPPED_FIELDS,
  sourcesOf,
  STATE_TARGETS,
  type MappedField,
  type RowOutcome,
} from './domain/index.js';
import { choicesOf } from './imports.service.js';
import { TOLD_ROWS, type ImportRow, type ToldRow } from './imports.queries.js';

type Fields = FormModel['fields'][string][];

declare module '../platform/web/reply.js' {
  interface Pages {
    'exchange/import': {
      title: string;
      lead: string;
      state: TagModel;
      /** Why what was pressed did not happen, where no form says so. */
      refused: string | null;
      /** That its job was given up, and what that means. */
      failed: NoticeModel | null;
      /** How far the job is; while there is one, the page fetches itself again. */
      progress: { title: string; bars: BarsModel; text: string; refresh: string; href: string } | null;
      stats: StatsModel | null;
      rowsTitle: string | null;
      rows: {
        line: string;
        about: string | null;
        proposal: { text: string; href: string } | null;
        tag: TagModel;
        remarks: string[];
      }[];
      pages: PaginationModel | null;
      clean: string | null;
      nothing: string | null;
      /** What can be done: by a button, or on a page that asks first. */
      acts: { form: FormModel | null; to: ButtonModel | null }[];
      /** The way out of a file that was only brought: below all that can be said of it. */
      leave: FormModel | null;
      mapping: {
        title: string;
        lead: string;
        /** Once every row was looked at, it is no longer what the page is about. */
        isFolded: boolean;
        form: FormModel;
        columns: Fields;
        values: { title: string; fields: Fields }[];
        restTitle: string;
        rest: Fields;
      } | null;
    };
  }
}

export interface ShownImport {
  readonly found: ImportRow;
  readonly counts: { readonly counts: ImportRow['counts']; readonly told: number; readonly noted: number };
  readonly told: readonly ToldRow[];
  readonly page: number;
  readonly themes: readonly ThemeRow[];
  readonly areas: readonly AreaRow[];
}

const LOOKS: Record<RowOutcome, Omit<TagModel, 'text'>> = {
  waiting: { tone: 'neutral', icon: 'clock' },
  ready: { tone: 'accent', icon: 'plus' },
  'left-out': { tone: 'danger', icon: 'circle-alert' },
  known: { tone: 'neutral', icon: 'check' },
  done: { tone: 'ok', icon: 'check' },
  undone: { tone: 'neutral', icon: 'undo-2' },
  kept: { tone: 'warn', icon: 'link' },
};

const SHOWN: Readonly<Partial<Record<ImportRow['state'], readonly RowOutcome[]>>> = {
  checked: ['ready', 'left-out', 'known'],
  done: ['done', 'left-out', 'known'],
  undone: ['undone', 'kept'],
};

/** An import wherever it stands: what its columns mean, what would come of each row, how far the job is, and what came in. */
export function importPage(x: Exchange, slug: string, shown: ShownImport, state?: FormState): Page {
  const { found, counts, told, page } = shown;
  const { t } = x;
  const path = (...rest: string[]) => exchangePath(slug, 'imports', found.id, ...rest);
  const title = t('exchange.import.of', { source: found.sourceName });
  const outcomes = SHOWN[found.failedAt && found.state === 'running' ? 'done' : found.state] ?? [];
  const isOpen = found.state === 'mapping' || found.state === 'checked';
  const ready = counts.counts.ready ?? 0;
  const refusal = state?.errors[''];
  const isStopped = isMoving(found.state) && found.failedAt !== null;
  return x.page(
    'exchange/import',
    {
      title,
      lead: t(`exchange.import.lead.${found.state}`, {
        file: found.fileName,
        rows: found.total,
        format: t(`exchange.format.${found.format}`),
      }),
      state: isStopped ? { text: t('exchange.state.failed'), tone: 'danger', icon: 'circle-alert' } : importTag(x, found.state),
      refused: refusal && !isOpen ? t(`refusals.${refusal.code}`, refusal.params) : null,
      failed: isStopped
        ? {
            tone: 'danger',
            title: t('exchange.failed', { done: found.position, total: found.total }),
            text: t(`exchange.failed.${found.state}`),
          }
        : null,
      progress: isMoving(found.state) && !isStopped ? progressOf(x, found, path()) : null,
      stats:
        outcomes.length > 0
          ? {
              stats: outcomes.map((outcome) => ({
                number: t.number(counts.counts[outcome] ?? 0),
                text: t(`exchange.stat.${found.kind}.${outcome}`, { count: counts.counts[outcome] ?? 0 }),
              })),
            }
          : null,
      rowsTitle: outcomes.length > 0 && told.length > 0 ? t('exchange.rows') : null,
      rows: outcomes.length > 0 ? told.map((row) => rowOf(x, slug, row)) : [],
      pages: outcomes.length > 0 ? pagesOf(x, path(), page, counts.told) : null,
      clean: found.state === 'checked' && ready - counts.noted > 0 ? t('exchange.clean', { count: ready - counts.noted }) : null,
      nothing: found.state === 'checked' && ready === 0 ? t('exchange.nothing') : null,
      acts: actsOf(x, shown, path),
      leave: found.state === 'mapping' ? x.button(path('removal'), 'exchange.give-up') : null,
      mapping: isOpen ? mappingOf(x, shown, path('columns'), state) : null,
    },
    { title, process: slug, breadcrumb: breadcrumb(x, slug) },
  );
}

function actsOf(
  x: Exchange,
  { found, counts: { counts } }: ShownImport,
  path: (...rest: string[]) => string,
): { form: FormModel | null; to: ButtonModel | null }[] {
  const { state, kind, failedAt } = found;
  const isStopped = isMoving(state) && failedAt !== null;
  const isForgettable = state === 'checked' || (isStopped && state === 'checking');
  const ready = counts.ready ?? 0;
  const forms = [
    ...(state === 'checked' && ready > 0 ? [x.button(path('start'), `exchange.begin.${kind}`, 'primary', { count: ready })] : []),
    ...(isStopped ? [x.button(path('resumption'), 'exchange.resume', 'primary')] : []),
    ...(isForgettable ? [x.button(path('removal'), 'exchange.give-up')] : []),
  ];
  const isThere = (counts.done ?? 0) + (counts.kept ?? 0) > 0;
  return [
    ...forms.map((form) => ({ form, to: null })),
    ...(mayUndo(found) && isThere ? [{ form: null, to: undoButton(x, found, path('undoing')) }] : []),
  ];
}

/** What is done can be undone; and what came in before its job was given up. */
export const mayUndo = ({ state, failedAt }: ImportRow): boolean =>
  state === 'done' || state === 'undone' || (state === 'running' && failedAt !== null);

const undoButton = ({ t }: Exchange, { state }: ImportRow, href: string): ButtonModel => ({
  text: t(state === 'undone' ? 'exchange.undo-again' : 'exchange.undo'),
  ...{ href, variant: 'plain', icon: 'undo-2', name: null, value: null },
});

function progressOf({ t }: Exchange, { state, position, total }: ImportRow, href: string) {
  const percent = Math.min(100, Math.round((100 * position) / Math.max(1, total)));
  const text = t('exchange.progress', { done: t.number(Math.min(position, total)), total: t.number(total) });
  return {
    title: t(`exchange.state.${state}`),
    bars: { bars: [{ name: t('exchange.rows-done'), number: text, percent, marked: false }] },
    text: t(`exchange.waiting.${state}`),
    refresh: t('exchange.refresh'),
    href,
  };
}

function rowOf(x: Exchange, slug: string, { line, outcome, remarks, key, number, title }: ToldRow) {
  return {
    line: x.t('exchange.line', { line: x.t.number(line) }),
    about: key === null ? null : x.t('exchange.origin', { key }),
    proposal: number === null ? null : { text: `${proposalNumber(number)} ${title ?? ''}`, href: proposalPath(slug, number) },
    tag: { text: x.t(`exchange.outcome.${outcome}`), ...LOOKS[outcome] },
    remarks: remarks.map(({ field, code, value }) =>
      x.t(`exchange.remark.${code}`, { field: x.t(`exchange.field.${field}`), value }),
    ),
  };
}

function pagesOf({ t }: Exchange, path: string, page: number, told: number): PaginationModel | null {
  const last = Math.ceil(told / TOLD_ROWS);
  if (last <= 1) return null;
  return {
    label: t('exchange.pages'),
    summary: t('exchange.page', { page, pages: last }),
    previous: page > 1 ? link(t('exchange.previous'), `${path}?page=${page - 1}`) : null,
    next: page < last ? link(t('exchange.next'), `${path}?page=${page + 1}`) : null,
  };
}

function mappingOf(x: Exchange, { found, counts, themes, areas }: ShownImport, action: string, state?: FormState) {
  const { t } = x;
  const { mapping, kind } = found;
  const none = { value: '', text: t('exchange.no-column') };
  const names = found.columns.map(({ name }) => name);
  // Only our own archive has these.
  const asked = FIELDS_OF[kind].filter((field) => !KEPT_FIELDS.some((each) => each === field) || mapping.columns[field]);
  const columns: FieldSpec[] = asked.map((field) => ({
    name: `columns.${field}`,
    kind: 'select',
    label: `exchange.field.${field}`,
    required: field === 'title' || field === 'body' || field === 'proposal',
    options: [none, ...sourcesOf(names).map((source) => ({ value: source, text: sourceText(x, source) }))],
  }));
  const known = {
    theme: named(themes, x),
    area: named(areas, x),
    state: STATE_TARGETS.map((target) => ({ value: target, text: t(`exchange.target.${target}`) })),
  };
  const byName = { theme: themesByName(themes), area: themesByName(areas) };
  const meaning = (field: MappedField, value: string): string =>
    mapping.values[field][value] ?? (field === 'state' ? guessState(value) : byName[field].get(plain(value))) ?? '';
  const lists = MAPPED_FIELDS.filter((field) => FIELDS_OF[kind].includes(field)).map((field) => ({
    field,
    choices: choicesOf(found.columns, mapping.columns[field]),
  }));
  const values = lists.map(({ field, choices }) => ({
    field,
    specs: choices.map(({ value, count }, index): FieldSpec => ({
      name: `values.${field}.${index}`,
      kind: 'select',
      label: 'exchange.value',
      args: { value, count },
      options: [{ value: '', text: t(field === 'theme' ? 'exchange.as-rest' : 'exchange.choose') }, ...known[field]],
    })),
  }));
  const rest: FieldSpec[] = [
    ...(kind === 'proposals'
      ? [
          {
            name: 'themeId',
            kind: 'select' as const,
            label: 'exchange.rest.theme',
            options: [{ value: '', text: t('exchange.none') }, ...known.theme],
          },
          {
            name: 'lang',
            kind: 'select' as const,
            label: 'exchange.rest.lang',
            options: [
              { value: '', text: t('exchange.as-read') },
              ...LOCALES.map((locale) => ({ value: locale, text: LANGUAGE_NAMES[locale] })),
            ],
          },
        ]
      : []),
    {
      name: 'areaId',
      kind: 'select',
      label: 'exchange.rest.area',
      hint: 'exchange.rest.area-hint',
      options: [{ value: '', text: t('exchange.no-area') }, ...known.area],
    },
  ];
  const typed = {
    columns: mapping.columns,
    values: Object.fromEntries(lists.map(({ field, choices }) => [field, choices.map(({ value }) => meaning(field, value))])),
    themeId: mapping.themeId,
    areaId: mapping.areaId,
    lang: mapping.lang,
  };
  const form = x.form(
    {
      action,
      submit: 'exchange.check',
      submitVariant: found.state === 'mapping' ? 'primary' : 'plain',
      fields: [...columns, ...values.flatMap(({ specs }) => specs), ...rest],
    },
    state ?? blank(typed),
  );
  const pick = (specs: readonly FieldSpec[]): Fields => specs.flatMap(({ name }) => form.fields[name] ?? []);
  return {
    title: t('exchange.mapping'),
    lead: t('exchange.mapping-lead'),
    isFolded: found.state === 'checked' && (counts.counts.ready ?? 0) > 0 && !state,
    form,
    columns: pick(columns),
    values: values
      .filter(({ specs }) => specs.length > 0)
      .map(({ field, specs }) => ({ title: t(`exchange.values.${field}`), fields: pick(specs) })),
    restTitle: t('exchange.rest'),
    rest: pick(rest),
  };
}

const named = (rows: readonly (ThemeRow | AreaRow)[], x: Exchange) =>
  rows.map(({ id, name }) => ({ value: id, text: localized(name, x.locale) }));

const sourceText = (x: Exchange, source: string): string =>
  source.endsWith('/*') ? x.t('exchange.all-languages', { column: source.slice(0, -2) }) : source;
