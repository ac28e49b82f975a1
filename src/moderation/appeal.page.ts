import { localized } from '../kernel/localized.js';
import type { FactsModel, FormModel, LinkModel, NoticeModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { appealPath, moderationPath, WORDS_MAX } from './domain/index.js';
import type { HidingRow } from './moderation.queries.js';
import { paragraphsOf } from './words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'moderation/appeal': {
      title: string;
      lead: string;
      facts: FactsModel;
      reasonTitle: string;
      reason: string[];
      notice: NoticeModel | null;
      appeal: { title: string; paragraphs: string[] } | null;
      form: FormModel | null;
      policy: LinkModel;
    };
  }
}

/** Where an author reads why something of theirs was hidden, objects once, and reads what came of it. */
export function appealPage(
  x: Exchange,
  { process, secret, hiding, number }: { process: ProcessRow; secret: string; hiding: HidingRow; number: string },
  state: FormState,
): Page {
  const { t } = x;
  const title = t('moderation.appeal.title', { number });
  const { appeal } = hiding;
  const form = x.form(
    {
      action: appealPath(secret),
      submit: 'moderation.appeal.send',
      guard: 'appeal',
      fields: [
        {
          name: 'words',
          kind: 'textarea',
          label: 'moderation.appeal.words',
          hint: 'moderation.appeal.words-hint',
          rows: 6,
          maxlength: WORDS_MAX,
        },
      ],
    },
    state,
  );
  return x.page(
    'moderation/appeal',
    {
      title,
      lead: t('moderation.appeal.lead'),
      facts: {
        rows: [
          { term: t('moderation.table.rule'), text: t(`moderation.rule.${hiding.rule}`), href: null },
          { term: t('moderation.table.when'), text: t.date(hiding.at, 'moment'), href: null },
        ],
      },
      reasonTitle: t('moderation.appeal.why'),
      reason: paragraphsOf(hiding.reason),
      notice: notice(x, hiding),
      appeal: appeal ? { title: t('moderation.appeal.yours'), paragraphs: paragraphsOf(appeal.words) } : null,
      form: appeal || hiding.endedAt ? null : form,
      policy: link(t('moderation.policy.title'), moderationPath(process.slug)),
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }],
    },
  );
}

function notice({ t }: Exchange, { appeal, endedAt }: HidingRow): NoticeModel | null {
  if (appeal?.outcome) {
    const text = t(`moderation.appeal.notice-${appeal.outcome}`, { reason: appeal.reason ?? '' });
    return { tone: appeal.outcome === 'lifted' ? 'ok' : 'info', title: null, text };
  }
  if (endedAt) return { tone: 'ok', title: null, text: t('moderation.appeal.notice-ended') };
  return appeal ? { tone: 'info', title: null, text: t('moderation.appeal.notice-waits') } : null;
}
