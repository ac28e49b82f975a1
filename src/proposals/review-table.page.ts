import type { FormModel, LinkModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import type { ProcessRow } from '../process/index.js';
import { isKept, proposalNumber, reviewsPath, type ReviewRowPlan, type RowOutcome } from './domain/index.js';
import { mistakeText } from './review-form.js';
import { reviewBreadcrumb } from './review.page.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/review-table': {
      title: string;
      lead: string;
      file: LinkModel;
      rowsTitle: string | null;
      rows: { line: string; number: string; tag: TagModel; mistakes: string[] }[];
      form: FormModel;
      fields: FormModel['fields'][string][];
      look: { action: string; text: string };
      keep: string | null;
    };
  }
}

const LOOKS: Record<RowOutcome, Omit<TagModel, 'text'>> = {
  new: { tone: 'ok', icon: 'check' },
  unfinished: { tone: 'warn', icon: 'pencil' },
  same: { tone: 'neutral', icon: 'minus' },
  empty: { tone: 'neutral', icon: 'minus' },
  unknown: { tone: 'danger', icon: 'circle-alert' },
  repeated: { tone: 'danger', icon: 'circle-alert' },
  'too-long': { tone: 'danger', icon: 'circle-alert' },
};

/** Paste the filled table, see what would come of each row, keep the good ones as drafts. */
export function reviewTablePage(x: Exchange, state: FormState, process: ProcessRow, plan: readonly ReviewRowPlan[] | null): Page {
  const { t } = x;
  const title = t('proposals.table.title');
  const path = (rest: string) => `${reviewsPath(process.slug)}/${rest}`;
  const form = x.form(
    {
      action: path('table'),
      submit: 'proposals.table.keep',
      submitArgs: { count: plan?.filter(isKept).length ?? 0 },
      fields: [{ name: 'table', kind: 'textarea', label: 'proposals.table.table', hint: 'proposals.table.table-hint', rows: 12 }],
    },
    state,
  );
  return x.page(
    'proposals/review-table',
    {
      title,
      lead: t('proposals.table.lead'),
      file: link(t('proposals.table.file'), path('table.csv')),
      rowsTitle: plan && t('proposals.table.rows', { count: plan.length }),
      rows: (plan ?? []).map((row) => ({
        line: t('proposals.table.line', { line: row.line }),
        number: row.number ? proposalNumber(row.number) : '',
        tag: { text: t(`proposals.table.outcome.${row.outcome}`), ...LOOKS[row.outcome] },
        mistakes: row.mistakes.map(({ field, code }) => mistakeText(t, field, code)),
      })),
      form,
      fields: Object.values(form.fields),
      look: { action: path('table/preview'), text: t('proposals.table.look') },
      keep: plan?.some(isKept) ? form.submit.text : null,
    },
    { title, process: process.slug, breadcrumb: reviewBreadcrumb(x, process) },
  );
}
