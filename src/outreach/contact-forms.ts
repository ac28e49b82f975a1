import type { FieldSpec } from '../platform/web/forms.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { ThemeRow } from '../process/index.js';
import { CONSENT_MAX, CONTACT_NAME_MAX, KNOWS_MAX, ORGANISATION_MAX } from './domain/index.js';
import { languageOptions, sectorOptions, themeOptions } from './outreach-words.js';

export const organisationField: FieldSpec = {
  name: 'organisation',
  kind: 'text',
  label: 'outreach.field.organisation',
  hint: 'outreach.field.organisation-hint',
  maxlength: ORGANISATION_MAX,
  autocomplete: 'off',
};

export const descriptionFields = (x: Exchange, themes: readonly ThemeRow[]): FieldSpec[] => [
  { name: 'sector', kind: 'radios', label: 'outreach.field.sector', options: sectorOptions(x.t) },
  { name: 'languages', kind: 'checkboxes', label: 'outreach.field.languages', options: languageOptions(), required: false },
  {
    name: 'themeIds',
    kind: 'checkboxes',
    label: 'outreach.field.themes',
    options: themeOptions(x.t, themes),
    required: false,
  },
  {
    name: 'knows',
    kind: 'text',
    label: 'outreach.field.knows',
    hint: 'outreach.field.knows-hint',
    maxlength: KNOWS_MAX,
    required: false,
    autocomplete: 'off',
  },
];

export const contactFields: FieldSpec[] = [
  { name: 'name', kind: 'text', label: 'outreach.field.name', maxlength: CONTACT_NAME_MAX, autocomplete: 'off' },
  { name: 'email', kind: 'email', label: 'outreach.field.email', maxlength: 254, autocomplete: 'off' },
  {
    name: 'consentOrigin',
    kind: 'text',
    label: 'outreach.field.consentOrigin',
    hint: 'outreach.field.consentOrigin-hint',
    maxlength: CONSENT_MAX,
    autocomplete: 'off',
  },
  { name: 'consentOn', kind: 'date', label: 'outreach.field.consentOn' },
];
