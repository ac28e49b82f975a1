import { localized, LOCALES } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type { FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { moderationPath, POLICY_MAX, PREMODERATION, queuePath } from './domain/index.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'moderation/settings': { title: string; lead: string; form: FormModel; links: LinkModel[] };
  }
}

/** How a process moderates: what is seen before it is public, and its policy in its own words. */
export function settingsPage(x: Exchange, process: ProcessRow, state: FormState): Page {
  const { t } = x;
  const title = t('moderation.settings.title');
  const form = x.form(
    {
      action: queuePath(process.slug, 'settings'),
      submit: 'moderation.settings.submit',
      fields: [
        {
          name: 'premoderation',
          kind: 'radios',
          label: 'moderation.settings.premoderation',
          hint: 'moderation.settings.premoderation-hint',
          options: PREMODERATION.map((each) => ({
            value: each,
            text: t(`moderation.premoderation.${each}`),
            hint: t(`moderation.premoderation.${each}.about`),
          })),
        },
        ...LOCALES.map((locale) => ({
          name: `text.${locale}`,
          kind: 'textarea' as const,
          label: 'moderation.settings.text',
          hint: 'moderation.settings.text-hint',
          args: { language: LANGUAGE_NAMES[locale] },
          lang: locale,
          rows: 8,
          maxlength: POLICY_MAX,
          required: false,
        })),
      ],
    },
    state,
  );
  return x.page(
    'moderation/settings',
    {
      title,
      lead: t('moderation.settings.lead'),
      form,
      links: [
        link(t('moderation.policy.title'), moderationPath(process.slug)),
        link(t('moderation.queue.title'), queuePath(process.slug)),
      ],
    },
    {
      title,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
        { text: t('moderation.queue.title'), href: queuePath(process.slug) },
      ],
    },
  );
}
