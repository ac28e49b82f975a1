import type { TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { staffProcessPath } from '../process/domain/index.js';
import { exchangePath, type ImportState } from './domain/index.js';

const LOOKS: Record<ImportState, Omit<TagModel, 'text'>> = {
  mapping: { tone: 'neutral', icon: 'pencil' },
  checking: { tone: 'accent', icon: 'clock' },
  checked: { tone: 'accent', icon: 'eye' },
  running: { tone: 'accent', icon: 'clock' },
  done: { tone: 'ok', icon: 'check' },
  undoing: { tone: 'warn', icon: 'clock' },
  undone: { tone: 'neutral', icon: 'undo-2' },
};

export const importTag = (x: Exchange, state: ImportState): TagModel => ({
  text: x.t(`exchange.state.${state}`),
  ...LOOKS[state],
});

/** The way up from a page of the exchange. */
export const breadcrumb = (x: Exchange, slug: string) => [
  { text: x.t('process.staff.work'), href: staffProcessPath(slug) },
  ...(x.path === exchangePath(slug) ? [] : [{ text: x.t('exchange.title'), href: exchangePath(slug) }]),
];
