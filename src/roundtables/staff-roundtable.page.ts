import { localized, LOCALES, type Locale } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type { FieldModel, FormModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { NAME_MAX, SUMMARY_MAX } from '../process/domain/index.js';
import type { ThemeRow } from '../process/index.js';
import type { ProposalCard } from '../proposals/index.js';
import { proposalNumber } from '../proposals/domain/index.js';
import { staffRoundtablesPath, type PlannedStep } from './domain/index.js';
import { runLink, tableState } from './roundtable.page.js';
import type { RoundtableRow } from './roundtables.queries.js';

export interface StaffTablesPage {
  title: string;
  lead: string;
  add: { text: string; href: string } | null;
  tables: {
    href: string;
    title: string;
    theme: string;
    when: string;
    about: string;
    state: TagModel;
    run: { text: string; href: string };
  }[];
  empty: string | null;
}

export interface StaffTablePage {
  title: string;
  lead: string;
  form: FormModel;
  names: FieldModel[];
  summaries: FieldModel[];
  basics: FieldModel[];
  people: FieldModel[];
  proposals: FieldModel | null;
  proposalsNote: string;
  minutes: FieldModel[];
  headings: { texts: string; when: string; people: string; proposals: string; agenda: string };
}

export const staffTablesPage = (
  x: Exchange,
  process: string,
  tables: readonly RoundtableRow[],
  maySetUp: boolean,
): StaffTablesPage => ({
  title: x.t('roundtables.staff.title'),
  lead: x.t('roundtables.staff.lead'),
  add: maySetUp ? { text: x.t('roundtables.staff.new'), href: staffRoundtablesPath(process, 'new') } : null,
  tables: tables.map((table) => ({
    href: staffRoundtablesPath(process, table.slug),
    title: localized(table.title, x.locale),
    theme: localized(table.themeName, x.locale),
    when: x.t('roundtables.when', {
      day: x.t.date(table.startsAt, 'day'),
      from: x.t.date(table.startsAt, 'time'),
      to: x.t.date(table.endsAt, 'time'),
    }),
    about: x.t('roundtables.index.about', { proposals: table.proposals, people: table.people }),
    state: tableState(x, table.state),
    run: runLink(x, process, table),
  })),
  empty: tables.length === 0 ? x.t('roundtables.staff.empty') : null,
});

/** What there is to choose from. */
export interface Choices {
  readonly themes: readonly ThemeRow[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly proposals: readonly (Pick<ProposalCard, 'id' | 'number' | 'title'> & {
    readonly theme: string;
    /** Why it is on the shortlist of its theme; null when it is not. */
    readonly shortlistedFor: string | null;
  })[];
  readonly agenda: readonly Pick<PlannedStep, 'title' | 'minutes'>[];
}

export function staffTablePage(
  x: Exchange,
  action: string,
  choices: Choices,
  state: FormState,
  table: RoundtableRow | null,
): StaffTablePage {
  const { t } = x;
  const inLocales = (name: string, kind: 'text' | 'textarea', label: string, maxlength: number): FieldSpec[] =>
    LOCALES.map((locale) => ({
      name: `${name}.${locale}`,
      kind,
      label,
      args: { language: LANGUAGE_NAMES[locale] },
      lang: locale,
      required: false,
      maxlength,
      ...(kind === 'textarea' ? { rows: 3 } : {}),
    }));
  const accounts = choices.people.map(({ id, name }) => ({ value: id, text: name }));
  const basics: FieldSpec[] = [
    {
      name: 'themeId',
      kind: 'select',
      label: 'roundtables.form.theme',
      options: choices.themes.map(({ id, name }) => ({ value: id, text: localized(name, t.locale) })),
    },
    {
      name: 'slug',
      kind: 'text',
      label: 'roundtables.form.slug',
      hint: 'roundtables.form.slug-hint',
      maxlength: 60,
      autocomplete: 'off',
    },
    { name: 'startsAt', kind: 'datetime-local', label: 'roundtables.form.starts' },
    { name: 'endsAt', kind: 'datetime-local', label: 'roundtables.form.ends' },
    {
      name: 'allowsGuests',
      kind: 'checkbox',
      label: 'roundtables.form.guests',
      hint: 'roundtables.form.guests-hint',
      required: false,
    },
  ];
  const people: FieldSpec[] = [
    { name: 'facilitatorId', kind: 'select', label: 'roundtables.form.facilitator', options: accounts },
    {
      name: 'deputyIds',
      kind: 'checkboxes',
      label: 'roundtables.form.deputies',
      hint: 'roundtables.form.deputies-hint',
      required: false,
      options: accounts,
    },
  ];
  const proposals: FieldSpec[] =
    choices.proposals.length > 0
      ? [
          {
            name: 'proposalIds',
            kind: 'checkboxes',
            label: 'roundtables.form.proposals',
            hint: 'roundtables.form.proposals-hint',
            required: false,
            options: choices.proposals.map(({ id, number, title, theme, shortlistedFor }) => ({
              value: id,
              text: `${proposalNumber(number)} ${title}`,
              hint: shortlistedFor === null ? theme : t('roundtables.form.shortlisted', { theme, reason: shortlistedFor }),
            })),
          },
        ]
      : [];
  const minutes = choices.agenda.map(({ title }, index): FieldSpec => ({
    name: `minutes.${index}`,
    kind: 'number',
    label: 'roundtables.form.minutes',
    args: { step: localized(title, t.locale) },
    inputmode: 'numeric',
  }));
  const texts = [
    ...inLocales('title', 'text', 'roundtables.form.title', NAME_MAX),
    ...inLocales('summary', 'textarea', 'roundtables.form.summary', SUMMARY_MAX),
  ];
  const form = x.form(
    {
      action,
      submit: table ? 'roundtables.form.save' : 'roundtables.form.create',
      fields: [...texts, ...basics, ...people, ...proposals, ...minutes],
    },
    state,
  );
  const field = (name: string): FieldModel => form.fields[name] as FieldModel;
  const fields = (specs: readonly FieldSpec[]): FieldModel[] => specs.map(({ name }) => field(name));
  return {
    title: table ? localized(table.title, t.locale) : t('roundtables.staff.new'),
    lead: t(table && table.state !== 'scheduled' ? 'roundtables.form.lead-open' : 'roundtables.form.lead'),
    form,
    names: LOCALES.map((locale: Locale) => field(`title.${locale}`)),
    summaries: LOCALES.map((locale: Locale) => field(`summary.${locale}`)),
    basics: fields(basics),
    people: fields(people),
    proposals: proposals.length > 0 ? field('proposalIds') : null,
    proposalsNote: t('roundtables.form.no-proposals'),
    minutes: fields(minutes),
    headings: {
      texts: t('roundtables.form.texts'),
      when: t('roundtables.form.when'),
      people: t('roundtables.form.people'),
      proposals: t('roundtables.show.proposals'),
      agenda: t('roundtables.agenda.title'),
    },
  };
}
