import { localized } from '../kernel/localized.js';
import type { ButtonModel, EmptyStateModel, FormModel, RowsModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import type { ProcessRow, ThemeRow } from '../process/index.js';
import { staffProcessPath, type ProcessFacts } from '../process/domain/index.js';
import type { RoundtableRow, TopicRow } from '../roundtables/index.js';
import { maySheets, ORIGIN_MAX, sheetPath, sheetsPath, TITLE_MAX } from './domain/index.js';
import { SHEET_TEMPLATES } from './sheet-templates.js';
import { labelText, stateTag } from './sheet-words.js';
import type { SheetCard } from './sheets.queries.js';
import { termWords } from './draft-list.page.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'commitments/sheets': {
      title: string;
      lead: string;
      rows: RowsModel;
      empty: EmptyStateModel | null;
      open: ButtonModel | null;
      closed: string | null;
    };
    'commitments/new': {
      title: string;
      lead: string;
      tables: { name: string; about: string; form: FormModel }[];
      tablesTitle: string;
      scratch: { title: string; form: FormModel };
    };
  }
}

/** The sheets of a process for its team: what each still needs. */
export function sheetListPage(x: Exchange, process: ProcessRow, sheets: readonly SheetCard[], today: string): Page {
  const { t } = x;
  const title = t('commitments.sheets.title');
  const refusal = maySheets(x.who, 'sheets.open', x.facts<ProcessFacts>());
  const open: ButtonModel = {
    text: t('commitments.sheets.open'),
    href: sheetsPath(process.slug, 'new'),
    variant: 'primary',
    icon: 'plus',
    name: null,
    value: null,
  };
  return x.page(
    'commitments/sheets',
    {
      title,
      lead: t('commitments.sheets.lead', { count: sheets.length }),
      rows: {
        rows: sheets.map((sheet) => ({
          title: t('commitments.sheets.name', { number: sheet.number, title: sheet.title }),
          href: sheetPath(process.slug, sheet.number),
          about: [
            ...(sheet.themeName ? [localized(sheet.themeName, x.locale)] : []),
            ...(sheet.state === 'in-comment-round' ? [termWords(x, sheet.round, today)] : []),
            ...(sheet.comments > 0
              ? [t('commitments.drafts.comments', { count: sheet.comments, answered: sheet.answered })]
              : []),
            t('commitments.sheets.changed', { moment: t.date(sheet.changedAt, 'moment') }),
          ],
          tag: stateTag(t, sheet.state),
          action:
            sheet.comments > sheet.answered
              ? {
                  text: t('commitments.sheets.answer', { count: sheet.comments - sheet.answered }),
                  href: sheetPath(process.slug, sheet.number, 'comments'),
                  variant: 'quiet',
                  icon: null,
                  name: null,
                  value: null,
                }
              : null,
        })),
      },
      empty:
        sheets.length > 0
          ? null
          : { title: t('commitments.sheets.empty'), text: t('commitments.sheets.empty-text'), action: refusal ? null : open },
      open: refusal || sheets.length === 0 ? null : open,
      closed: refusal ? t(`refusals.${refusal.code}`) : null,
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

export interface NewSheetView {
  readonly process: ProcessRow;
  readonly tables: readonly RoundtableRow[];
  readonly topics: readonly TopicRow[];
  readonly themes: readonly ThemeRow[];
}

/** A new sheet: one form per roundtable with the topic it chose, and one for a commitment that comes from elsewhere. */
export function newSheetPage(x: Exchange, { process, tables, topics, themes }: NewSheetView, state: FormState): Page {
  const { t } = x;
  const title = t('commitments.new.title');
  const failed = state.formId === null ? null : String(state.values['roundtableId'] ?? '');
  const template = {
    name: 'templateKey',
    kind: 'select' as const,
    label: 'commitments.new.template',
    options: SHEET_TEMPLATES.map(({ key, name }) => ({ value: key, text: labelText(name, x.locale) })),
  };
  const titleField = { name: 'title', kind: 'text' as const, label: 'commitments.new.name', maxlength: TITLE_MAX };
  const stateOf = (key: string, values: Record<string, unknown>): FormState => (failed === key ? state : blank(values));
  return x.page(
    'commitments/new',
    {
      title,
      lead: t('commitments.new.lead'),
      tablesTitle: t('commitments.new.tables'),
      tables: tables.map((table) => {
        const topic = topics.find(({ roundtableId }) => roundtableId === table.id);
        return {
          name: localized(table.title, x.locale),
          about: topic ? t('commitments.new.topic', { topic: topic.title }) : t('commitments.new.no-topic'),
          form: x.form(
            {
              action: sheetsPath(process.slug),
              submit: 'commitments.new.submit',
              idPrefix: `table-${table.number}-`,
              fields: [{ name: 'roundtableId', kind: 'hidden', label: 'commitments.new.tables' }, titleField, template],
            },
            stateOf(table.id, { roundtableId: table.id, title: topic?.title ?? '' }),
          ),
        };
      }),
      scratch: {
        title: t('commitments.new.scratch'),
        form: x.form(
          {
            action: sheetsPath(process.slug),
            submit: 'commitments.new.submit',
            idPrefix: 'scratch-',
            fields: [
              titleField,
              {
                name: 'themeId',
                kind: 'select',
                label: 'commitments.new.theme',
                required: false,
                options: [
                  { value: '', text: t('commitments.new.no-theme') },
                  ...themes.map((theme) => ({ value: theme.id, text: localized(theme.name, x.locale) })),
                ],
              },
              template,
              {
                name: 'declaredOrigin',
                kind: 'textarea',
                label: 'commitments.new.origin',
                hint: 'commitments.new.origin-hint',
                rows: 3,
                maxlength: ORIGIN_MAX,
              },
            ],
          },
          stateOf('', {}),
        ),
      },
    },
    { title, process: process.slug, breadcrumb: [{ text: t('commitments.sheets.title'), href: sheetsPath(process.slug) }] },
  );
}
