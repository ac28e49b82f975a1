import { LOCALES, localized, type Locale } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type { FieldModel, FormModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { NAME_MAX, proposedStages, SUMMARY_MAX, type ProcessTemplate } from './domain/index.js';

/** How many rows the set-up offers; more themes and areas can be added later. */
const THEME_ROWS = 6;
const AREA_ROWS = 8;

export interface SetupForm {
  form: FormModel;
  names: FieldModel[];
  summaries: FieldModel[];
  stages: { legend: string; hidden: FieldModel[]; starts: FieldModel; ends: FieldModel }[];
  themes: FieldModel[][];
  areas: FieldModel[][];
}

const perLocale = (name: string, kind: FieldSpec['kind'], label: string, options: Partial<FieldSpec> = {}): FieldSpec[] =>
  LOCALES.map((locale) => ({
    name: `${name}.${locale}`,
    kind,
    label,
    args: { language: LANGUAGE_NAMES[locale] },
    lang: locale,
    required: false,
    ...options,
  }));

const rows = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** A new process as the template proposes it, starting on `firstDay`. */
export const proposedProcess = (template: ProcessTemplate, firstDay: string): FormState =>
  blank({ template: template.key, stages: proposedStages(template, firstDay) });

/** The guided start as one page: names, dates of the stages, themes, areas. */
export function setupForm(x: Exchange, template: ProcessTemplate, state: FormState): SetupForm {
  const stageSpecs = template.stages.flatMap((stage, index) => [
    { name: `stages.${index}.kind`, kind: 'hidden' as const, label: 'process.setup.stage' },
    ...LOCALES.map((locale) => ({
      name: `stages.${index}.name.${locale}`,
      kind: 'hidden' as const,
      label: 'process.setup.stage',
    })),
    ...(['startsOn', 'endsOn'] as const).map((side) => ({
      name: `stages.${index}.${side}`,
      kind: 'date' as const,
      label: `process.setup.${side === 'startsOn' ? 'starts' : 'ends'}`,
      args: { stage: localized(stage.name, x.locale) },
    })),
  ]);
  const themeSpecs = rows(THEME_ROWS).flatMap((row) =>
    perLocale(`themes.${row}.name`, 'text', 'process.setup.theme', { maxlength: NAME_MAX, args: undefined }).map((spec) =>
      numbered(spec, row),
    ),
  );
  const areaSpecs = rows(AREA_ROWS).flatMap((row) => [
    ...perLocale(`areas.${row}.name`, 'text', 'process.setup.area', { maxlength: NAME_MAX })
      .slice(0, 1)
      .map((spec) => numbered(spec, row)),
    numbered(
      {
        name: `areas.${row}.email`,
        kind: 'email',
        label: 'process.setup.area-email',
        required: false,
        maxlength: 254,
        autocomplete: 'off',
      },
      row,
    ),
  ]);
  const form = x.form(
    {
      action: '/staff/processes',
      submit: 'process.setup.submit',
      fields: [
        { name: 'template', kind: 'hidden', label: 'process.setup.title' },
        {
          name: 'slug',
          kind: 'text',
          label: 'process.setup.slug',
          hint: 'process.setup.slug-hint',
          maxlength: 60,
          autocomplete: 'off',
        },
        ...perLocale('name', 'text', 'process.setup.name', { maxlength: NAME_MAX }),
        ...perLocale('summary', 'textarea', 'process.setup.summary', { maxlength: SUMMARY_MAX, rows: 3 }),
        ...stageSpecs,
        ...themeSpecs,
        ...areaSpecs,
      ],
    },
    state,
  );
  const field = (name: string): FieldModel => form.fields[name] as FieldModel;
  const inLocales = (name: string): FieldModel[] => LOCALES.map((locale: Locale) => field(`${name}.${locale}`));
  return {
    form,
    names: inLocales('name'),
    summaries: inLocales('summary'),
    stages: template.stages.map((stage, index) => ({
      legend: localized(stage.name, x.locale),
      hidden: [field(`stages.${index}.kind`), ...inLocales(`stages.${index}.name`)],
      starts: field(`stages.${index}.startsOn`),
      ends: field(`stages.${index}.endsOn`),
    })),
    themes: rows(THEME_ROWS).map((row) => inLocales(`themes.${row}.name`)),
    areas: rows(AREA_ROWS).map((row) => [field(`areas.${row}.name.es`), field(`areas.${row}.email`)]),
  };
}

const numbered = (spec: FieldSpec, row: number): FieldSpec => ({
  ...spec,
  args: { number: row + 1, language: spec.lang ? LANGUAGE_NAMES[spec.lang as Locale] : '' },
});
