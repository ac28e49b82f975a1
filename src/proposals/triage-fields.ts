import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { FieldSpec } from '../platform/web/forms.js';
import type { AreaRow, ThemeRow } from '../process/index.js';
import { CHOSEN_DISPOSITIONS, REASON_MAX } from '../responses/domain/index.js';
import { NO_AREA, OWN_STATE_REASON_MAX, type OwnStateRow } from './domain/index.js';
import { stateText } from './proposal-words.js';

type Named = Pick<AreaRow, 'id' | 'name'>;

const choices = (t: Translate, empty: string, rows: readonly Named[]) => [
  { value: '', text: t(empty) },
  ...rows.map(({ id, name }) => ({ value: id, text: localized(name, t.locale) })),
];

/** What the team's list and the page of what was chosen ask for to send proposals to an area. */
export const assignFields = (t: Translate, areas: readonly AreaRow[]): FieldSpec[] => [
  { name: 'areaId', kind: 'select', label: 'proposals.area', options: choices(t, 'proposals.choose', areas) },
  { name: 'dueOn', kind: 'date', label: 'proposals.assign.due', hint: 'proposals.assign.due-hint' },
];

/** The same for answering them. */
export const settleFields = (t: Translate): FieldSpec[] => [
  {
    name: 'disposition',
    kind: 'radios',
    label: 'proposals.settle.disposition',
    options: CHOSEN_DISPOSITIONS.map((disposition) => ({
      value: disposition,
      text: t(`responses.disposition.${disposition}`),
    })),
  },
  {
    name: 'reason',
    kind: 'textarea',
    label: 'proposals.settle.reason',
    hint: 'proposals.settle.reason-hint',
    rows: 5,
    maxlength: REASON_MAX,
  },
];

/** The same for marking them with an own state, or taking it off. */
export const markFields = (t: Translate, ownStates: readonly OwnStateRow[]): FieldSpec[] => [
  {
    name: 'ownStateId',
    kind: 'select',
    label: 'proposals.own-states.mark-state',
    options: [
      { value: '', text: t('proposals.own-states.none') },
      ...ownStates.map(({ id, name, refines }) => ({
        value: id,
        text: t('proposals.own-states.within', { state: localized(name, t.locale), refines: stateText(t, refines) }),
      })),
    ],
  },
  {
    name: 'markReason',
    kind: 'textarea',
    label: 'proposals.own-states.reason',
    rows: 3,
    maxlength: OWN_STATE_REASON_MAX,
  },
];

/** The same for moving them to another theme. */
export const moveFields = (t: Translate, themes: readonly ThemeRow[]): FieldSpec[] => [
  { name: 'themeId', kind: 'select', label: 'proposals.theme', options: choices(t, 'proposals.choose', themes) },
];

/** What the team's list can be narrowed by, beside words and a state. */
export const findFields = (
  t: Translate,
  { themes, areas, ownStates }: { themes: readonly ThemeRow[]; areas: readonly AreaRow[]; ownStates: readonly OwnStateRow[] },
): FieldSpec[] => [
  { name: 'theme', kind: 'select', label: 'proposals.theme', options: choices(t, 'proposals.triage.any-theme', themes) },
  {
    name: 'area',
    kind: 'select',
    label: 'proposals.area',
    options: [
      { value: '', text: t('proposals.all-areas') },
      { value: NO_AREA, text: t('proposals.triage.no-area') },
      ...choices(t, 'proposals.all-areas', areas).slice(1),
    ],
  },
  ...(ownStates.length > 0
    ? [
        {
          name: 'own',
          kind: 'select',
          label: 'proposals.own-states.mark-state',
          options: choices(t, 'proposals.triage.any-own', ownStates),
        } satisfies FieldSpec,
      ]
    : []),
];
