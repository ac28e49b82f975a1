import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { FieldSpec } from '../platform/web/forms.js';
import type { AreaRow } from '../process/index.js';
import { OWN_STATE_REASON_MAX, type OwnStateRow } from './domain/index.js';
import { stateText } from './proposal-words.js';

/** What the team's list and the page of what was chosen ask for to send proposals to an area. */
export const assignFields = (t: Translate, areas: readonly AreaRow[]): FieldSpec[] => [
  {
    name: 'areaId',
    kind: 'select',
    label: 'proposals.area',
    options: [
      { value: '', text: t('proposals.choose') },
      ...areas.map(({ id, name }) => ({ value: id, text: localized(name, t.locale) })),
    ],
  },
  { name: 'dueOn', kind: 'date', label: 'proposals.assign.due', hint: 'proposals.assign.due-hint' },
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
