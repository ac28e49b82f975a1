import type { FormModel, LinkModel, TagModel, ThemeMarkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { draftPath, groupedFields, maySheet, sheetPath, sheetsPath, type Finding, type SheetFacts } from './domain/index.js';
import { EditorParts } from './editor-parts.js';
import type { EditorField, EditorView, FindingModel, PlanningModel } from './editor-view.js';
import { lifePanel, type LifeForm, type LifeModel } from './sheet-life.js';
import { labelText, stateTag, themeMark } from './sheet-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'commitments/editor': {
      title: string;
      state: TagModel;
      theme: ThemeMarkModel | null;
      template: string;
      links: LinkModel[];
      form: FormModel;
      mayEdit: boolean;
      readOnly: string | null;
      checks: { title: string; lead: string; findings: FindingModel[] };
      life: LifeModel;
      saveText: string;
      savedText: string;
      groups: { title: string; guidance: string | null; fields: EditorField[] }[];
      planning: PlanningModel;
    };
  }
}

/** Which of the page's forms was sent back with a mistake. */
export interface EditorStates {
  readonly text?: FormState;
  readonly life?: { readonly which: LifeForm; readonly state: FormState };
}

export function sheetEditorPage(x: Exchange, view: EditorView, states: EditorStates = {}): Page {
  const { t } = x;
  const { sheet, slug, template } = view;
  const facts = x.facts<SheetFacts>();
  const refusal = maySheet(x.who, 'sheet.edit', facts);
  const parts = new EditorParts(x, view, states.text ?? blank(), refusal === null);
  const groups = groupedFields(template).map(({ group, fields }) => ({
    title: labelText(group.label, x.locale),
    guidance: group.guidance ? labelText(group.guidance, x.locale) : null,
    fields: fields.map((field) => parts.field(field)),
  }));
  const planning = parts.planning();
  const plain = x.form(
    { action: sheetPath(slug, sheet.number, 'text'), submit: 'commitments.editor.save', fields: [] },
    states.text ?? blank(),
  );
  const errors = plain.summary ? [...(parts.problems.length > 0 ? [] : plain.summary.errors), ...parts.problems] : [];
  const form = { ...plain, summary: plain.summary && { title: t('forms.summary', { count: errors.length }), errors } };
  const count = (level: Finding['level']) => view.findings.filter((finding) => finding.level === level).length;
  return x.page(
    'commitments/editor',
    {
      title: sheet.title,
      state: stateTag(t, sheet.state),
      theme: themeMark(t, sheet),
      template: labelText(template.name, x.locale),
      links: [
        link(t(sheet.version > 0 ? 'commitments.editor.public' : 'commitments.editor.preview'), draftPath(slug, sheet.number)),
        link(
          t('commitments.editor.comments', { waiting: sheet.comments - sheet.answered, count: sheet.comments }),
          sheetPath(slug, sheet.number, 'comments'),
        ),
        ...(sheet.version > 0
          ? [link(t('commitments.editor.versions', { count: sheet.version }), draftPath(slug, sheet.number, 'versions'))]
          : []),
      ],
      form,
      mayEdit: refusal === null,
      readOnly: refusal ? t(`refusals.${refusal.code}`) : null,
      checks: {
        title: t('commitments.editor.checks'),
        lead: t('commitments.editor.checks-count', { blocking: count('E'), warnings: count('W'), remarks: count('N') }),
        findings: view.findings.map((finding) => parts.finding(finding)),
      },
      life: lifePanel(x, view, facts, states.life ?? null),
      saveText: t('commitments.editor.save'),
      savedText: t('commitments.editor.saved-at', { moment: t.date(sheet.changedAt, 'moment') }),
      groups,
      planning,
    },
    {
      title: t('commitments.editor.document-title', { title: sheet.title }),
      process: slug,
      breadcrumb: [{ text: t('commitments.sheets.title'), href: sheetsPath(slug) }],
    },
  );
}
