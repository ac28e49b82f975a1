import { LOCALES, type Locale } from '../kernel/localized.js';
import { LANGUAGE_NAMES, TAGS } from '../platform/i18n/translator.js';
import type { FieldModel, FormModel, OptionModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import type { ThemeRow } from '../process/index.js';
import type { Chosen } from './batches.service.js';
import { MERGE_FIELDS, MESSAGE_MAX, outreachPath, SUBJECT_MAX, type FindOrganisations } from './domain/index.js';
import type { Letter } from './letters.js';
import { filterFields, organisationAbout, queryOf } from './organisations.page.js';
import type { BatchRow, ContactRow, OrganisationRow } from './outreach-rows.js';
import { breadcrumb, themeOptions } from './outreach-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/choice': {
      title: string;
      lead: string;
      filter: { action: string; fields: FieldModel[]; submit: string; label: string };
      form: FormModel;
      about: FieldModel;
      choicesTitle: string;
      choicesError: string | null;
      choices: (OptionModel & { about: string })[];
      without: string | null;
      empty: string | null;
    };
    'outreach/batch': {
      title: string;
      lead: string;
      form: FormModel;
      settingsTitle: string;
      settings: FieldModel[];
      fieldsHint: string;
      languages: { title: string; fields: FieldModel[] }[];
      previewTitle: string;
      previewForm: { action: string; field: FieldModel; submit: string };
      preview: { subject: string; lang: string; paragraphs: string[]; language: string };
      testTitle: string;
      test: FormModel;
      testFields: FieldModel[];
      sendTitle: string;
      sendLead: string;
      send: FormModel | null;
      without: string[];
      withoutTitle: string;
    };
  }
}

/** Whom a batch goes to: everybody that a filter finds, less those whose mark is taken away. */
export function choicePage(
  x: Exchange,
  slug: string,
  find: FindOrganisations,
  state: FormState | null,
  found: { organisations: OrganisationRow[]; contacts: ReadonlyMap<string, ContactRow>; themes: ThemeRow[] },
): Page {
  const title = x.t('outreach.choice.title');
  const writable = found.organisations.filter(({ id }) => found.contacts.has(id));
  const rest = found.organisations.length - writable.length;
  const query = queryOf(find);
  const form = x.form(
    {
      action: `${outreachPath(slug, 'batches')}${query ? `?${query}` : ''}`,
      submit: 'outreach.choice.next',
      fields: [
        {
          name: 'organisations',
          kind: 'checkboxes',
          label: 'outreach.organisations.title',
          options: writable.map(({ id, name }) => ({ value: id, text: name })),
        },
        aboutField(x, found.themes, 'outreach.choice.theme-hint'),
      ],
    },
    state ?? blank({ organisations: writable.map(({ id }) => id), themeId: find.theme ?? '' }),
  );
  const { organisations, themeId } = form.fields as { organisations: FieldModel; themeId: FieldModel };
  return x.page(
    'outreach/choice',
    {
      title,
      lead: x.t('outreach.choice.lead'),
      filter: {
        action: outreachPath(slug, 'batches', 'new'),
        fields: filterFields(x, find, found.themes),
        submit: x.t('outreach.filter.apply'),
        label: x.t('outreach.filter.label'),
      },
      form,
      about: themeId,
      choicesTitle: x.t('outreach.organisations.count', { count: writable.length }),
      choicesError: organisations.error,
      choices: (organisations.options ?? []).map((option, index) => ({
        ...option,
        about: organisationAbout(x, writable[index] as OrganisationRow, found.themes).join(' · '),
      })),
      without: rest > 0 ? x.t('outreach.choice.without', { count: rest }) : null,
      empty: writable.length === 0 ? x.t('outreach.choice.empty') : null,
    },
    { title, process: slug, breadcrumb: breadcrumb(x, slug) },
  );
}

const aboutField = (x: Exchange, themes: readonly ThemeRow[], hint: string): FieldSpec => ({
  name: 'themeId',
  kind: 'select',
  label: 'outreach.batch.about',
  hint,
  options: [{ value: '', text: x.t('outreach.whole-call') }, ...themeOptions(x.t, themes)],
});

const messageFields = (locale: Locale): FieldSpec[] => [
  {
    name: `texts.${locale}.subject`,
    kind: 'text',
    label: 'outreach.batch.subject',
    args: { language: LANGUAGE_NAMES[locale] },
    maxlength: SUBJECT_MAX,
    lang: TAGS[locale],
    required: false,
    autocomplete: 'off',
  },
  {
    name: `texts.${locale}.body`,
    kind: 'textarea',
    label: 'outreach.batch.body',
    args: { language: LANGUAGE_NAMES[locale] },
    maxlength: MESSAGE_MAX,
    rows: 14,
    lang: TAGS[locale],
    required: false,
  },
];

/** A batch before it is sent: its message in each language, how any receiver will read it, a test, and the sending. */
export function draftBatchPage(
  x: Exchange,
  slug: string,
  state: FormState,
  found: { batch: BatchRow; chosen: Chosen[]; themes: ThemeRow[]; preview: Letter & { organisationId: string } },
): Page {
  const { batch, chosen, preview } = found;
  const path = outreachPath(slug, 'batches', batch.id);
  const title = x.t('outreach.batch.title');
  const receivers = chosen.filter(({ contact }) => contact !== null);
  const form = x.form(
    {
      action: path,
      submit: 'outreach.batch.save',
      fields: [
        aboutField(x, found.themes, 'outreach.batch.about-hint'),
        { name: 'deadline', kind: 'date', label: 'outreach.batch.deadline' },
        { name: 'mostReminders', kind: 'number', label: 'outreach.batch.most-reminders', inputmode: 'numeric' },
        { name: 'reminderDays', kind: 'number', label: 'outreach.batch.reminder-days', inputmode: 'numeric' },
        ...LOCALES.flatMap(messageFields),
      ],
    },
    state,
  );
  const field = (name: string) => ({ ...form.fields[name], optionalText: null }) as FieldModel;
  const to = x.form(
    {
      action: path,
      submit: 'outreach.batch.preview-show',
      fields: [
        {
          name: 'to',
          kind: 'select',
          label: 'outreach.batch.preview-to',
          options: chosen.map(({ organisation }) => ({ value: organisation.id, text: organisation.name })),
        },
      ],
    },
    blank({ to: preview.organisationId }),
  );
  const test = x.form(
    {
      action: `${path}/test`,
      submit: 'outreach.batch.test-send',
      submitVariant: 'quiet',
      fields: [
        {
          name: 'locale',
          kind: 'select',
          label: 'outreach.batch.test-language',
          options: LOCALES.filter((locale) => batch.texts[locale]).map((locale) => ({
            value: locale,
            text: LANGUAGE_NAMES[locale],
          })),
        },
      ],
    },
    blank({ locale: x.locale }),
  );
  return x.page(
    'outreach/batch',
    {
      title,
      lead: x.t('outreach.batch.lead', { count: receivers.length }),
      form,
      settingsTitle: x.t('outreach.batch.settings'),
      settings: ['themeId', 'deadline', 'mostReminders', 'reminderDays'].map(field),
      fieldsHint: x.t('outreach.batch.fields', { fields: MERGE_FIELDS.map((name) => `{{${name}}}`).join(' ') }),
      languages: LOCALES.map((locale) => ({
        title: x.t('outreach.batch.message', { language: LANGUAGE_NAMES[locale] }),
        fields: messageFields(locale).map(({ name }) => field(name)),
      })),
      previewTitle: x.t('outreach.batch.preview'),
      previewForm: { action: path, field: to.fields['to'] as FieldModel, submit: x.t('outreach.batch.preview-show') },
      preview: {
        subject: preview.subject,
        lang: TAGS[preview.locale],
        paragraphs: preview.text.split(/\n{2,}/),
        language: LANGUAGE_NAMES[preview.locale],
      },
      testTitle: x.t('outreach.batch.test'),
      test,
      testFields: Object.values(test.fields),
      sendTitle: x.t('outreach.batch.send-title'),
      sendLead: x.t('outreach.batch.send-lead'),
      send:
        receivers.length > 0 ? x.button(`${path}/sending`, 'outreach.batch.send', 'primary', { count: receivers.length }) : null,
      withoutTitle: x.t('outreach.batch.without'),
      without: chosen.filter(({ contact }) => contact === null).map(({ organisation }) => organisation.name),
    },
    { title, process: slug, breadcrumb: breadcrumb(x, slug) },
  );
}
