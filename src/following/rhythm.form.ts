import type { FieldSpec } from '../platform/web/forms.js';
import { RHYTHMS } from './domain/index.js';
import type { Translate } from '../platform/i18n/translate.js';

/** The field that asks how often, wherever it is asked. */
export const rhythmField = (t: Translate): FieldSpec => ({
  name: 'rhythm',
  kind: 'radios',
  label: 'following.rhythm.label',
  options: RHYTHMS.map((rhythm) => ({ value: rhythm, text: t(`following.rhythm.${rhythm}`) })),
});
