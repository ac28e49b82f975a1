import type { FormModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { maySheet, moved, ORIGIN_MAX, sheetPath, type SheetFacts } from './domain/index.js';
import { termWords } from './draft-list.page.js';
import type { EditorView } from './editor-view.js';
import { stateTag } from './sheet-words.js';

export type LifeForm = 'share' | 'revise' | 'finalise' | 'close' | 'reopen';

/** What can be done with the sheet as a whole now, and what comes next. */
export interface LifeModel {
  title: string;
  state: TagModel;
  lead: string;
  term: string | null;
  forms: { title: string; hint: string; form: FormModel }[];
}

const reason: FieldSpec = {
  name: 'reason',
  kind: 'textarea',
  label: 'commitments.life.reason',
  hint: 'commitments.life.reason-hint',
  rows: 2,
  maxlength: ORIGIN_MAX,
};

/** Each way is offered exactly when the service would take it. */
export function lifePanel(
  x: Exchange,
  view: EditorView,
  facts: SheetFacts,
  failed: { which: LifeForm; state: FormState } | null,
): LifeModel {
  const { sheet, slug } = view;
  const path = (...rest: string[]) => sheetPath(slug, sheet.number, ...rest);
  const can = (move: 'share' | 'close-round' | 'finalise' | 'reopen') => 'to' in moved(sheet.state, move);
  const form = (which: LifeForm, action: string, fields: FieldSpec[], values: Record<string, unknown> = {}) => ({
    title: x.t(`commitments.life.${which}`),
    hint: x.t(`commitments.life.${which}-hint`),
    form: x.form(
      { action, submit: `commitments.life.${which}-submit`, submitVariant: 'quiet', idPrefix: `${which}-`, fields },
      failed?.which === which ? failed.state : blank(values),
    ),
  });
  const isPublic = sheet.version > 0;
  const needsReason = isPublic && view.hasChanged;
  const forms =
    maySheet(x.who, 'sheet.share', facts) !== null
      ? []
      : [
          ...(can('share') && facts.features.has('comment')
            ? [
                form(
                  'share',
                  path('comment-rounds'),
                  [
                    { name: 'closesOn', kind: 'date', label: 'commitments.life.closes-on', hint: 'commitments.life.closes-hint' },
                    ...(needsReason ? [reason] : []),
                  ],
                  { closesOn: view.proposedClose },
                ),
              ]
            : []),
          ...(can('close-round') ? [form('close', path('comment-rounds', 'closing'), [])] : []),
          ...(isPublic && view.hasChanged && (sheet.state === 'in-comment-round' || sheet.state === 'revised')
            ? [form('revise', path('versions'), [reason])]
            : []),
          ...(can('finalise') ? [form('finalise', path('finalisation'), [reason])] : []),
          ...(can('reopen') ? [form('reopen', path('reopening'), [])] : []),
        ];
  return {
    title: x.t('commitments.life.title'),
    state: stateTag(x.t, sheet.state),
    lead: x.t(`commitments.life.lead.${sheet.state}`),
    term: sheet.round ? termWords(x, sheet.round, view.today) : null,
    forms,
  };
}
