import type { FormModel, StatsModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import type { ImportView } from './contact-imports.service.js';
import { CONTACT_FIELDS, outreachPath, type PlannedRow, type RowOutcome, type RowRemark } from './domain/index.js';
import { breadcrumb } from './outreach-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/import': {
      title: string;
      lead: string;
      columnsTitle: string;
      columns: FormModel;
      fields: FormModel['fields'][string][];
      stats: StatsModel;
      rowsTitle: string;
      rows: { line: string; email: string; tag: TagModel; remarks: string[] }[];
      clean: string | null;
      confirm: FormModel | null;
      nothing: string | null;
      giveUp: FormModel;
    };
  }
}

const LOOKS: Record<RowOutcome, Omit<TagModel, 'text'>> = {
  new: { tone: 'ok', icon: 'plus' },
  merged: { tone: 'accent', icon: 'merge' },
  'left-out': { tone: 'danger', icon: 'circle-alert' },
  refused: { tone: 'warn', icon: 'bell-off' },
};

/** Which column is what, what would come in, and every row about which there is something to say. */
export function importPage(x: Exchange, slug: string, id: string, { table, mapping, plan }: ImportView, state?: FormState): Page {
  const title = x.t('outreach.import.look-title');
  const path = (verb: string) => outreachPath(slug, 'imports', id, verb);
  const count = (outcome: RowOutcome) => plan.rows.filter((row) => row.outcome === outcome).length;
  const told = plan.rows.filter((row) => row.outcome !== 'new' || row.notes.length > 0);
  const clean = plan.rows.length - told.length;
  const columns = x.form(
    {
      action: path('columns'),
      submit: 'outreach.import.map',
      submitVariant: 'quiet',
      fields: CONTACT_FIELDS.map((field) => ({
        name: field,
        kind: 'select' as const,
        label: `outreach.field.${field}`,
        options: [
          { value: '', text: x.t('outreach.import.no-column') },
          ...table.header.map((heading, index) => ({
            value: String(index),
            text: heading || x.t('outreach.import.column', { number: index + 1 }),
          })),
        ],
      })),
    },
    state ?? blank({ ...mapping }),
  );
  const comesIn = count('new') + count('merged');
  return x.page(
    'outreach/import',
    {
      title,
      lead: x.t('outreach.import.look-lead', { count: plan.rows.length }),
      columnsTitle: x.t('outreach.import.columns'),
      columns,
      fields: Object.values(columns.fields),
      stats: {
        stats: (['new', 'merged', 'left-out', 'refused'] as const).map((outcome) => ({
          number: x.t.number(count(outcome)),
          text: x.t(`outreach.import.stat.${outcome}`, { count: count(outcome) }),
        })),
      },
      rowsTitle: x.t('outreach.import.rows'),
      rows: told.map((row) => ({
        line: x.t('outreach.import.line', { line: row.line }),
        email: row.email,
        tag: { text: x.t(`outreach.import.outcome.${row.outcome}`), ...LOOKS[row.outcome] },
        remarks: remarksOf(x, row),
      })),
      clean: clean > 0 ? x.t('outreach.import.clean', { count: clean }) : null,
      confirm: comesIn > 0 ? x.button(path('confirmation'), 'outreach.import.confirm', 'primary', { count: comesIn }) : null,
      nothing: comesIn > 0 ? null : x.t('outreach.import.nothing'),
      giveUp: x.button(path('removal'), 'outreach.import.give-up'),
    },
    { title, process: slug, breadcrumb: breadcrumb(x, slug) },
  );
}

function remarksOf(x: Exchange, row: PlannedRow): string[] {
  const said = ({ field, code, value }: RowRemark): string =>
    x.t(`outreach.remark.${code}`, { field: x.t(`outreach.field.${field}`), value });
  const same = row.sameAs === null ? x.t('outreach.remark.known') : x.t('outreach.remark.same-as', { line: row.sameAs });
  return [
    ...row.problems.map(said),
    ...(row.outcome === 'merged' ? [same] : []),
    ...(row.outcome === 'refused' ? [x.t('outreach.remark.refused')] : []),
    ...row.notes.map(said),
  ];
}
