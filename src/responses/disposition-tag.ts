import type { Translate } from '../platform/i18n/translate.js';
import type { TagModel } from '../platform/web/components.js';
import type { Disposition } from './domain/index.js';

const LOOKS: Record<Disposition, Pick<TagModel, 'tone' | 'icon'>> = {
  'in-a-commitment': { tone: 'ok', icon: 'check' },
  merged: { tone: 'accent', icon: 'git-merge' },
  split: { tone: 'accent', icon: 'split' },
  'carried-over': { tone: 'sun', icon: 'arrow-right' },
  'not-taken-up': { tone: 'neutral', icon: 'minus' },
  'already-planned': { tone: 'accent', icon: 'calendar-check' },
  'outside-the-call': { tone: 'neutral', icon: 'minus' },
  accepted: { tone: 'ok', icon: 'check' },
  'partly-accepted': { tone: 'warn', icon: 'git-pull-request' },
  'not-accepted': { tone: 'neutral', icon: 'minus' },
  answered: { tone: 'accent', icon: 'message-square' },
};

/** A disposition as a tag: word, icon and tone, never colour alone. */
export const dispositionTag = (t: Translate, disposition: Disposition): TagModel => ({
  text: t(`responses.disposition.${disposition}`),
  ...LOOKS[disposition],
});
