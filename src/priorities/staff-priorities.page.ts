import { localized, LOCALES } from '../kernel/localized.js';
import { LANGUAGE_NAMES } from '../platform/i18n/translator.js';
import type {
  FieldModel,
  FormModel,
  LinkModel,
  RowsModel,
  StatsModel,
  TableModel,
  TagModel,
} from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessOutline } from '../process/index.js';
import {
  CRITERIA_MAX,
  CRITERION_ABOUT_MAX,
  CRITERION_NAME_MAX,
  prioritiesPath,
  SCORING_GROUPS,
  scoringState,
  staffPrioritiesPath,
  type ScoringState,
} from './domain/index.js';
import { criteriaTable, refusedText, sharesText } from './priorities-words.js';
import type { CandidateRow, PrioritisationRow, ShortlistRow, TurnoutRow } from './priorities.queries.js';

interface CriterionFields {
  legend: string;
  names: FieldModel[];
  abouts: FieldModel[];
  weight: FieldModel;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'priorities/staff': {
      title: string;
      lead: string;
      state: TagModel;
      refused: string | null;
      publicPage: LinkModel | null;
      setting: {
        title: string;
        lead: string;
        form: FormModel;
        share: FieldModel;
        rows: CriterionFields[];
        moreText: string;
        more: CriterionFields[];
      } | null;
      begin: { title: string; lead: string; form: FormModel } | null;
      criteria: { title: string; table: TableModel; shares: string } | null;
      turnout: { title: string; stats: StatsModel; end: FormModel | null; lead: string } | null;
      shortlists: { title: string; rows: RowsModel } | null;
    };
  }
}

export interface StaffPriorities extends ProcessOutline {
  prioritisation: PrioritisationRow | null;
  candidates: readonly CandidateRow[];
  turnout: readonly TurnoutRow[];
  shortlists: readonly ShortlistRow[];
}

const TONES: Record<ScoringState, TagModel['tone']> = { preparing: 'neutral', scoring: 'sun', ended: 'accent' };

export function staffPrioritiesPage(
  x: Exchange,
  shown: StaffPriorities,
  state: { criteria?: FormState; begin?: FormState; end?: FormState },
): Page {
  const { process, prioritisation } = shown;
  const { t } = x;
  const title = t('priorities.staff.title');
  const phase = scoringState(prioritisation);
  return x.page(
    'priorities/staff',
    {
      title,
      lead: t('priorities.staff.lead'),
      state: { text: t(`priorities.staff.state.${phase}`), tone: TONES[phase], icon: null },
      refused: phase === 'preparing' ? null : refusedText(t, state.criteria, state.begin, state.end),
      publicPage: phase === 'preparing' ? null : link(t('priorities.staff.public'), prioritiesPath(process.slug)),
      setting: phase === 'preparing' ? setting(x, shown, state.criteria ?? null) : null,
      begin:
        phase === 'preparing' && prioritisation
          ? {
              title: t('priorities.staff.begin'),
              lead: t('priorities.staff.begin-lead'),
              form: x.form(
                {
                  action: staffPrioritiesPath(process.slug, 'scoring'),
                  submit: 'priorities.staff.begin-submit',
                  idPrefix: 'begin-',
                  fields: [{ name: 'sure', kind: 'checkbox', label: 'priorities.staff.sure' }],
                },
                state.begin ?? blank(),
              ),
            }
          : null,
      criteria:
        phase !== 'preparing' && prioritisation
          ? {
              title: t('priorities.criteria'),
              table: criteriaTable(t, prioritisation.criteria),
              shares: sharesText(t, prioritisation.areasShare),
            }
          : null,
      turnout: phase === 'preparing' ? null : turnout(x, shown, phase, state.end ?? null),
      shortlists: phase === 'ended' ? { title: t('priorities.shortlists'), rows: shortlistRows(x, shown) } : null,
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

const SHOWN_ROWS = 4;

function setting(x: Exchange, { process, prioritisation }: StaffPriorities, state: FormState | null) {
  const rowSpecs = Array.from({ length: CRITERIA_MAX }, (_, index): FieldSpec[] => {
    const args = { number: index + 1 };
    const inLocales = (name: string, label: string, maxlength: number): FieldSpec[] =>
      LOCALES.map((locale) => ({
        name: `criteria.${index}.${name}.${locale}`,
        kind: 'text',
        label,
        args: { ...args, language: LANGUAGE_NAMES[locale] },
        lang: locale,
        required: false,
        maxlength,
        autocomplete: 'off',
      }));
    return [
      ...inLocales('name', 'priorities.staff.name', CRITERION_NAME_MAX),
      ...inLocales('about', 'priorities.staff.about', CRITERION_ABOUT_MAX),
      {
        name: `criteria.${index}.weight`,
        kind: 'number',
        label: 'priorities.staff.weight',
        args,
        required: false,
        inputmode: 'numeric',
        autocomplete: 'off',
      },
    ];
  });
  const share: FieldSpec = {
    name: 'areasShare',
    kind: 'number',
    label: 'priorities.staff.share',
    hint: 'priorities.staff.share-hint',
    inputmode: 'numeric',
    autocomplete: 'off',
  };
  const form = x.form(
    {
      action: staffPrioritiesPath(process.slug),
      submit: 'priorities.staff.save',
      submitVariant: prioritisation ? 'plain' : 'primary',
      fields: [...rowSpecs.flat(), share],
    },
    state
      ? withoutGaps(state)
      : blank({ criteria: prioritisation?.criteria ?? [], areasShare: prioritisation?.areasShare ?? 50 }),
  );
  const field = (name: string): FieldModel => form.fields[name] as FieldModel;
  const rows = rowSpecs.map((_, index): CriterionFields => ({
    legend: x.t('priorities.staff.criterion', { number: index + 1 }),
    names: LOCALES.map((locale) => field(`criteria.${index}.name.${locale}`)),
    abouts: LOCALES.map((locale) => field(`criteria.${index}.about.${locale}`)),
    weight: field(`criteria.${index}.weight`),
  }));
  return {
    title: x.t('priorities.criteria'),
    lead: x.t('priorities.staff.criteria-lead'),
    form,
    share: field('areasShare'),
    rows: rows.slice(0, SHOWN_ROWS),
    moreText: x.t('priorities.staff.more'),
    more: rows.slice(SHOWN_ROWS),
  };
}

/** Mistakes are counted without the rows that were left empty, so these are shown last. */
function withoutGaps(state: FormState): FormState {
  const rows = state.values['criteria'];
  const isEmpty = (value: unknown): boolean =>
    typeof value === 'object' && value !== null ? Object.values(value).every(isEmpty) : String(value ?? '').trim() === '';
  return Array.isArray(rows)
    ? { ...state, values: { ...state.values, criteria: rows.filter((row: unknown) => !isEmpty(row)) } }
    : state;
}

function turnout(
  x: Exchange,
  { process, turnout: rows, candidates }: StaffPriorities,
  phase: ScoringState,
  state: FormState | null,
) {
  const { t } = x;
  const of = (group: string) => rows.find((row) => row.group === group);
  return {
    title: t('priorities.staff.turnout'),
    lead: t('priorities.staff.turnout-lead', { proposals: candidates.length }),
    stats: {
      stats: SCORING_GROUPS.map((group) => ({
        number: t.number(of(group)?.people ?? 0),
        text: t(`priorities.staff.turnout-${group}`, { people: of(group)?.people ?? 0, scores: of(group)?.scores ?? 0 }),
      })),
    },
    end:
      phase === 'scoring'
        ? x.form(
            {
              action: staffPrioritiesPath(process.slug, 'closing'),
              submit: 'priorities.staff.end',
              submitVariant: 'plain',
              fields: [],
            },
            state ?? blank(),
          )
        : null,
  };
}

function shortlistRows({ t }: Exchange, { process, themes, candidates, shortlists }: StaffPriorities): RowsModel {
  return {
    rows: themes.map((theme) => {
      const published = shortlists.find(({ themeId }) => themeId === theme.id);
      const count = candidates.filter(({ themeId }) => themeId === theme.id).length;
      return {
        title: localized(theme.name, t.locale),
        href: staffPrioritiesPath(process.slug, 'shortlists', theme.id),
        about: [t('priorities.staff.candidates', { count })],
        tag: published
          ? {
              text: t('priorities.published', { day: t.date(published.publishedAt, 'day'), version: published.version }),
              tone: 'ok' as const,
              icon: 'check',
            }
          : { text: t('priorities.not-published'), tone: 'neutral' as const, icon: null },
        action: null,
      };
    }),
  };
}
