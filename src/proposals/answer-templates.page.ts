import { localized } from '../kernel/localized.js';
import type { EmptyStateModel, FormModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import type { AreaRow, ProcessRow } from '../process/index.js';
import { REVIEW_TEXT_MAX, TEMPLATE_NAME_MAX, templatesPath, VERDICTS } from './domain/index.js';
import { paragraphsOf, stateText, verdictTag } from './proposal-words.js';
import { reviewBreadcrumb } from './review.page.js';
import type { TemplateRow } from './review-work.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/answer-templates': {
      title: string;
      lead: string;
      listTitle: string;
      empty: EmptyStateModel | null;
      templates: { name: string; area: string; tag: TagModel | null; paragraphs: string[]; drop: FormModel }[];
      formTitle: string;
      form: FormModel;
    };
  }
}

interface Templates {
  process: ProcessRow;
  /** The areas of whoever looks. */
  areas: readonly AreaRow[];
  templates: readonly TemplateRow[];
}

/** The answers an area gives often: kept here, taken up where a review is written. */
export function answerTemplatesPage(x: Exchange, state: FormState, { process, areas, templates }: Templates): Page {
  const { t } = x;
  const title = t('proposals.templates.title');
  const options = areas.map((area) => ({ value: area.id, text: localized(area.name, x.locale) }));
  const fields: FieldSpec[] = [
    areas.length === 1
      ? { name: 'areaId', kind: 'hidden', label: 'proposals.area' }
      : {
          name: 'areaId',
          kind: 'select',
          label: 'proposals.area',
          options: [{ value: '', text: t('proposals.choose') }, ...options],
        },
    {
      name: 'name',
      kind: 'text',
      label: 'proposals.templates.name',
      hint: 'proposals.templates.name-hint',
      maxlength: TEMPLATE_NAME_MAX,
    },
    {
      name: 'verdict',
      kind: 'select',
      label: 'proposals.review.verdict',
      required: false,
      options: [
        { value: '', text: t('proposals.choose') },
        ...VERDICTS.map((verdict) => ({ value: verdict, text: stateText(t, verdict) })),
      ],
    },
    {
      name: 'reasons',
      kind: 'textarea',
      label: 'proposals.review.reasons',
      hint: 'proposals.review.reasons-hint',
      rows: 5,
      maxlength: REVIEW_TEXT_MAX,
    },
  ];
  const only = areas.length === 1 ? { areaId: areas[0]?.id ?? '' } : {};
  return x.page(
    'proposals/answer-templates',
    {
      title,
      lead: t('proposals.templates.lead'),
      listTitle: t('proposals.templates.list', { count: templates.length }),
      empty:
        templates.length > 0
          ? null
          : { title: t('proposals.templates.none'), text: t('proposals.templates.none-text'), action: null },
      templates: templates.map((template) => ({
        name: template.name,
        area: localized(template.areaName, x.locale),
        tag: template.verdict && verdictTag(t, template.verdict),
        paragraphs: paragraphsOf(template.reasons),
        drop: x.form(
          {
            action: templatesPath(process.slug, template.id, 'removal'),
            submit: 'proposals.templates.drop',
            submitArgs: { name: template.name },
            submitVariant: 'quiet',
            fields: [],
          },
          blank(),
        ),
      })),
      formTitle: t('proposals.templates.new'),
      form: x.form(
        { action: templatesPath(process.slug), submit: 'proposals.templates.keep', fields },
        { ...state, values: { ...only, ...state.values } },
      ),
    },
    { title, process: process.slug, breadcrumb: reviewBreadcrumb(x, process) },
  );
}
