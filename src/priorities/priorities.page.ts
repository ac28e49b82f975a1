import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { LinkModel, TableModel, ThemeMarkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessOutline, ThemeRow } from '../process/index.js';
import { prioritiesPath, scoringState } from './domain/index.js';
import { criteriaTable, resultsTable, sharesText } from './priorities-words.js';
import type { PrioritiesQueries, PrioritisationRow, ShortlistRow } from './priorities.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'priorities/show': {
      title: string;
      lead: string;
      empty: string | null;
      shown: {
        state: string;
        criteria: TableModel;
        shares: string;
        themes: { id: string; mark: ThemeMarkModel; about: string; table: TableModel | null }[];
        files: LinkModel[];
      } | null;
    };
  }
}

export interface ShownPriorities extends ProcessOutline {
  /** Null until scoring has begun. */
  prioritisation: PrioritisationRow | null;
  shortlists: readonly ShortlistRow[];
  titles: Awaited<ReturnType<PrioritiesQueries['titles']>>;
}

/** What everybody reads: by what proposals were compared, and which come first, with the reasons. */
export function prioritiesPage(x: Exchange, shown: ShownPriorities): Page {
  const { process, prioritisation } = shown;
  const title = x.t('priorities.title');
  return x.page(
    'priorities/show',
    {
      title,
      lead: x.t('priorities.lead'),
      empty: prioritisation ? null : x.t('priorities.empty'),
      shown: prioritisation && begun(x.t, shown, prioritisation),
    },
    {
      title,
      process: process.slug,
      description: x.t('priorities.lead'),
      breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }],
    },
  );
}

function begun(t: Translate, { process, themes, shortlists, titles }: ShownPriorities, prioritisation: PrioritisationRow) {
  const path = prioritiesPath(process.slug);
  return {
    state: stateText(t, prioritisation),
    criteria: criteriaTable(t, prioritisation.criteria),
    shares: sharesText(t, prioritisation.areasShare),
    themes: themes.map((theme) => {
      const shortlist = shortlists.find(({ themeId }) => themeId === theme.id);
      return {
        id: `theme-${theme.position + 1}`,
        mark: themeMarkOf(t, theme),
        about: shortlist
          ? t('priorities.published', { day: t.date(shortlist.publishedAt, 'day'), version: shortlist.version })
          : t('priorities.not-published'),
        table: shortlist
          ? resultsTable(
              t,
              process.slug,
              t('priorities.shortlist-of', { theme: localized(theme.name, t.locale) }),
              inOrder(shortlist).map((entry) => ({ ...entry, known: titles.get(entry.proposalId) ?? null })),
            )
          : null,
      };
    }),
    files: [link('CSV', `${path}.csv`), link('JSON', `${path}.json`)],
  };
}

/** Those that are in first, each part by its results. */
export const inOrder = ({ entries }: ShortlistRow): ShortlistRow['entries'] => [
  ...entries.filter(({ isIn }) => isIn),
  ...entries.filter(({ isIn }) => !isIn),
];

const themeMarkOf = (t: Translate, theme: ThemeRow): ThemeMarkModel => ({
  text: localized(theme.name, t.locale),
  href: null,
  slot: (theme.position % 6) + 1,
});

function stateText(t: Translate, row: PrioritisationRow): string {
  const begun = row.begunAt ? t.date(row.begunAt, 'day') : '';
  return scoringState(row) === 'ended' && row.endedAt
    ? t('priorities.state.ended', { begun, ended: t.date(row.endedAt, 'day') })
    : t('priorities.state.scoring', { begun });
}
