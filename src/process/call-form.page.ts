import { LOCALES, localized } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type { FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { questionsForm, type QuestionsForm } from './call-questions.form.js';
import type { RulesRow } from './call.queries.js';
import { CALL_TEXT_MAX, callPath, CONTACT_MAX, RULES_MAX, RULES_NOTE_MAX, rulesPath, staffProcessPath } from './domain/index.js';
import type { ProcessRow } from './process.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'process/call-form': {
      title: string;
      lead: string;
      links: LinkModel[];
      callTitle: string;
      call: FormModel;
      questionsTitle: string;
      questionsLead: string;
      questions: QuestionsForm;
      mapTitle: string;
      mapLead: string;
      map: FormModel;
      rulesTitle: string;
      rulesLead: string;
      rules: FormModel;
      versionsTitle: string;
      versions: { link: LinkModel; about: string }[];
      noVersions: string | null;
    };
  }
}

const inEachLanguage = (name: string, label: string, rows: number, maxlength: number): FieldSpec[] =>
  LOCALES.map((locale) => ({
    name: `${name}.${locale}`,
    kind: 'textarea',
    label,
    args: { language: LANGUAGE_NAMES[locale] },
    lang: locale,
    rows,
    maxlength,
    required: false,
  }));

/** The forms of the page, each as it was typed. */
export type CallForms = Record<'call' | 'rules' | 'questions' | 'map', FormState>;

/** Where coordinators write the page of the call, and publish versions of the rules. */
export function callFormPage(
  x: Exchange,
  { process, versions }: { process: ProcessRow; versions: RulesRow[] },
  state: CallForms,
): Page {
  const { t } = x;
  const title = t('process.call.edit');
  return x.page(
    'process/call-form',
    {
      title,
      lead: t('process.call.edit-lead'),
      links: [
        link(t('process.call.see-page'), callPath(process.slug)),
        link(t('process.questions.file'), staffProcessPath(process.slug, 'answers.csv')),
      ],
      callTitle: t('process.call.page'),
      call: x.form(
        {
          action: staffProcessPath(process.slug, 'call'),
          submit: 'process.call.save',
          idPrefix: 'call-',
          fields: [
            ...inEachLanguage('asks', 'process.call.asks-in', 6, CALL_TEXT_MAX),
            ...inEachLanguage('purpose', 'process.call.purpose-in', 6, CALL_TEXT_MAX),
            {
              name: 'contact',
              kind: 'text',
              label: 'process.call.contact-name',
              hint: 'process.call.contact-hint',
              maxlength: CONTACT_MAX,
              required: false,
              autocomplete: 'off',
            },
            {
              name: 'contactEmail',
              kind: 'email',
              label: 'process.call.contact-email',
              maxlength: 254,
              required: false,
              autocomplete: 'off',
            },
          ],
        },
        state.call,
      ),
      questionsTitle: t('process.questions.title'),
      questionsLead: t('process.questions.lead'),
      questions: questionsForm(x, process.slug, state.questions),
      mapTitle: t('process.map.title'),
      mapLead: t('process.map.lead'),
      map: x.form(
        {
          action: staffProcessPath(process.slug, 'call', 'map'),
          submit: 'process.map.save',
          idPrefix: 'map-',
          fields: [
            {
              name: 'outline',
              kind: 'textarea',
              label: 'process.map.outline',
              hint: 'process.map.hint',
              rows: 5,
              required: false,
            },
          ],
        },
        state.map,
      ),
      rulesTitle: t('process.rules.publish-title'),
      rulesLead: t('process.rules.publish-lead', { version: (versions[0]?.version ?? 0) + 1 }),
      rules: x.form(
        {
          action: staffProcessPath(process.slug, 'call', 'rules'),
          submit: 'process.rules.publish',
          submitArgs: { version: (versions[0]?.version ?? 0) + 1 },
          idPrefix: 'rules-',
          fields: [
            ...inEachLanguage('terms', 'process.rules.terms-in', 8, CALL_TEXT_MAX),
            ...inEachLanguage('rules', 'process.rules.rules-in', 12, RULES_MAX),
            {
              name: 'note',
              kind: 'text',
              label: 'process.rules.note',
              hint: 'process.rules.note-hint',
              maxlength: RULES_NOTE_MAX,
              required: false,
            },
          ],
        },
        state.rules,
      ),
      versionsTitle: t('process.rules.versions'),
      versions: versions.map((each) => ({
        link: link(t('process.rules.version', { version: each.version }), rulesPath(process.slug, each.version)),
        about: t.date(each.publishedAt, 'moment'),
      })),
      noVersions: versions.length > 0 ? null : t('process.rules.none'),
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}
