import { diffWordsWithSpace } from 'diff';
import type { Translate } from '../i18n/translate.js';
import type { DiffModel } from './components.js';

/** The words that differ between two texts. */
export function wordChanges(t: Translate, before: string, after: string, lang: string | null): DiffModel {
  return {
    lang,
    parts: diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
      same: added || removed ? null : value,
      added: added ? value : null,
      removed: removed ? value : null,
    })),
    addedText: t('site.diff.added'),
    removedText: t('site.diff.removed'),
  };
}
