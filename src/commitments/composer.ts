import { COMMENT_MAX, QUOTE_MAX } from '../comments/domain/index.js';
import { SECTORS } from '../participants/domain/index.js';
import type { FieldModel } from '../platform/web/components.js';
import { wordChanges } from '../platform/web/word-changes.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { draftPath } from './domain/index.js';
import type { ComposerModel, DraftView } from './draft-view.js';

/** The way to write a comment on one place: the passage it is about, other words for it, and why. Who writes is asked only of people without an account. */
export function composer(
  x: Exchange,
  view: DraftView,
  place: string,
  label: string,
  quote: string | null,
  state: FormState,
  text: string,
): ComposerModel {
  const { t } = x;
  const path = draftPath(view.process.slug, view.sheet.number);
  const isAccount = x.actor.kind === 'account';
  const lines: FieldSpec[] = [
    ...(text
      ? [
          {
            name: 'quote',
            kind: 'textarea' as const,
            label: 'commitments.compose.quote',
            hint: 'commitments.compose.quote-hint',
            required: false,
            rows: 2,
            maxlength: QUOTE_MAX,
          },
        ]
      : []),
    ...(text
      ? [
          {
            name: 'suggestion',
            kind: 'textarea' as const,
            label: 'commitments.compose.suggestion',
            hint: 'commitments.compose.suggestion-hint',
            required: false,
            rows: 3,
            maxlength: COMMENT_MAX,
          },
        ]
      : []),
    { name: 'body', kind: 'textarea', label: 'commitments.compose.body', rows: 4, maxlength: COMMENT_MAX },
  ];
  const who: FieldSpec[] = [
    ...(isAccount
      ? [{ name: 'name', kind: 'hidden' as const, label: 'commitments.compose.name' }]
      : [
          { name: 'name', kind: 'text' as const, label: 'commitments.compose.name', maxlength: 120, autocomplete: 'name' },
          {
            name: 'email',
            kind: 'email' as const,
            label: 'commitments.compose.email',
            hint: 'commitments.compose.email-hint',
            required: false,
            maxlength: 254,
            autocomplete: 'email',
          },
        ]),
    {
      name: 'sector',
      kind: 'select',
      label: 'commitments.compose.sector',
      required: false,
      options: [
        { value: '', text: t('commitments.compose.no-sector') },
        ...SECTORS.map((sector) => ({ value: sector, text: t(`commitments.sector.${sector}`) })),
      ],
    },
    {
      name: 'organisation',
      kind: 'text',
      label: 'commitments.compose.organisation',
      required: false,
      maxlength: 200,
      autocomplete: 'organization',
    },
  ];
  const values = { place, quote: quote ?? '', name: isAccount ? x.actor.name : '', ...state.values };
  const form = x.form(
    {
      action: `${path}/comments`,
      submit: 'commitments.compose.submit',
      guard: 'comment',
      idPrefix: 'write-',
      fields: [{ name: 'place', kind: 'hidden', label: 'commitments.compose.body' }, ...lines, ...who],
    },
    { ...state, values },
  );
  const field = (spec: FieldSpec): FieldModel => form.fields[spec.name] as FieldModel;
  const typed = (name: string): string => String((values as Record<string, unknown>)[name] ?? '').trim();
  return {
    form,
    title: t('commitments.compose.title', { place: label }),
    quote: quote && !state.formId ? quote : null,
    draft: `draft-comment/${view.sheet.id}/${place}`,
    cancelHref: path,
    lines: [form.fields['place'] as FieldModel, ...lines.map(field)],
    who: who.map(field),
    preview: typed('quote') && typed('suggestion') ? wordChanges(t, typed('quote'), typed('suggestion'), null) : null,
  };
}
