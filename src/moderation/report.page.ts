import { localized } from '../kernel/localized.js';
import type { Subject } from '../kernel/subject.js';
import type { ModeratedView } from '../platform/subjects/subject-registry.js';
import type { FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { moderationPath, reportPath } from './domain/index.js';
import { excerptOf, langOf, reportFields } from './words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'moderation/report': {
      title: string;
      lead: string;
      about: { text: string; lang: string | null };
      form: FormModel;
      policy: LinkModel;
      back: LinkModel | null;
    };
  }
}

export function reportPage(
  x: Exchange,
  { process, subject, view }: { process: ProcessRow; subject: Subject; view: ModeratedView },
  state: FormState,
): Page {
  const { t } = x;
  const title = t('moderation.report.title', { number: view.number });
  const form = x.form(
    {
      action: reportPath(process.slug, subject),
      submit: 'moderation.report.submit',
      guard: 'report',
      fields: reportFields(t),
    },
    state,
  );
  return x.page(
    'moderation/report',
    {
      title,
      lead: t('moderation.report.lead'),
      about: { text: excerptOf(view), lang: langOf(t, view.lang) },
      form,
      policy: link(t('moderation.policy.title'), moderationPath(process.slug)),
      back: view.href ? link(t('moderation.report.back', { number: view.number }), view.href) : null,
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }],
    },
  );
}
