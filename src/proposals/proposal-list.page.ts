import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type {
  ChipsModel,
  EmptyStateModel,
  FieldModel,
  LinkModel,
  PaginationModel,
  ProposalCardModel,
  ThemeMarkModel,
} from '../platform/web/components.js';
import { fieldShape } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import type { AreaRow, ProcessRow, ThemeRow } from '../process/index.js';
import {
  mayProposals,
  newProposalPath,
  PAGE_SIZE,
  PROPOSAL_SORTS,
  proposalNumber,
  proposalPath,
  proposalsPath,
  PUBLIC_STATES,
  queryOf,
  isFiltered,
  type FindProposals,
} from './domain/index.js';
import { processPath, type ProcessFacts } from '../process/domain/index.js';
import { authorWords, excerptOf, langOf, stateBeads, stateText, themeMark } from './proposal-words.js';
import type { ProposalCounts, ProposalRow } from './proposal-rows.js';

interface Choice {
  id: string;
  value: string;
  text: string;
  theme: ThemeMarkModel | null;
  count: string;
  checked: boolean;
}

interface Sorting {
  label: string;
  options: { value: string; text: string; selected: boolean }[];
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/index': {
      title: string;
      lead: string;
      submit: LinkModel | null;
      closedText: string | null;
      action: string;
      searchLabel: string;
      formLabel: string;
      placeholder: string;
      q: string;
      searchText: string;
      filterText: string;
      filtersOn: string | null;
      themesText: string;
      themes: Choice[];
      statesText: string;
      states: Choice[];
      area: FieldModel;
      byText: string;
      by: Choice[];
      applyText: string;
      count: string;
      sorting: Sorting;
      chips: ChipsModel | null;
      proposals: ProposalCardModel[];
      empty: EmptyStateModel | null;
      pages: PaginationModel | null;
      openData: { text: string; files: LinkModel[] };
    };
  }
}

export interface Listing {
  process: ProcessRow;
  find: FindProposals;
  found: { rows: ProposalRow[]; total: number };
  counts: ProposalCounts;
  themes: ThemeRow[];
  areas: AreaRow[];
}

/** The public list: what answers the question, how many of how many, and every filter as a link that takes it away. */
export function proposalListPage(x: Exchange, listing: Listing): Page {
  const { process, find, found, counts } = listing;
  const { t } = x;
  const path = proposalsPath(process.slug);
  const title = t('proposals.index.title');
  const refusal = mayProposals(x.who, 'proposal.submit', x.facts<ProcessFacts>());
  return x.page(
    'proposals/index',
    {
      title,
      lead: t('proposals.index.lead'),
      submit: refusal ? null : link(t('proposals.index.submit'), newProposalPath(process.slug)),
      closedText: refusal ? t('proposals.index.closed') : null,
      action: path,
      formLabel: t('proposals.index.form'),
      searchLabel: t('proposals.index.search-label'),
      placeholder: t('proposals.index.placeholder'),
      q: find.q,
      searchText: t('proposals.index.search'),
      filterText: t('proposals.index.filter'),
      filtersOn: isFiltered(find) ? t('proposals.index.filters-on', { count: chipsOf(t, listing).length }) : null,
      themesText: t('proposals.theme'),
      themes: themeChoices(t, listing),
      statesText: t('proposals.state'),
      states: stateChoices(t, listing),
      area: areaField(t, listing),
      byText: t('proposals.by'),
      by: authorChoices(t, listing),
      applyText: t('proposals.index.apply'),
      count: t('proposals.index.count', { found: found.total, total: counts.total }),
      sorting: {
        label: t('proposals.index.sort'),
        options: PROPOSAL_SORTS.map((sort) => ({ value: sort, text: t(`proposals.sort.${sort}`), selected: sort === find.sort })),
      },
      chips: chips(t, listing),
      proposals: found.rows.map((row) => proposalCard(t, process.slug, row)),
      empty: found.total > 0 ? null : emptyState(t, listing, refusal === null),
      pages: pagination(t, listing),
      openData: {
        text: t('proposals.index.open-data'),
        files: [
          link('CSV', `${path}.csv${queryOf(find, { page: 1 })}`),
          link('JSON', `${path}.json${queryOf(find, { page: 1 })}`),
        ],
      },
    },
    { title, process: process.slug, breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }] },
  );
}

export const proposalCard = (t: Translate, process: string, row: ProposalRow): ProposalCardModel => ({
  href: proposalPath(process, row.number),
  number: proposalNumber(row.number),
  title: row.title,
  lang: langOf(t, row.lang),
  theme: themeMark(t, process, row),
  excerpt: excerptOf(row.excerpt),
  about: [...authorWords(t, row), t.date(row.submittedAt, 'day')],
  area: row.areaNames.length > 0 ? t.list(row.areaNames.map((name) => localized(name, t.locale))) : null,
  endorsements: { number: t.number(row.endorsements), text: t('proposals.endorsements', { count: row.endorsements }) },
  state: stateBeads(t, row.state),
  comments: null,
});

const counted = (t: Translate, count: number | undefined): string => t('proposals.index.in-brackets', { count: count ?? 0 });

const themeChoices = (t: Translate, { themes, find, counts }: Listing): Choice[] =>
  themes.map((theme, index) => ({
    id: `theme-${index + 1}`,
    value: theme.id,
    text: localized(theme.name, t.locale),
    theme: themeMark(t, null, { themeId: theme.id, themeName: theme.name, themePosition: theme.position }),
    count: counted(t, counts.byTheme.get(theme.id)),
    checked: find.theme.includes(theme.id),
  }));

/** Only states that some proposal is in, and those asked for: a list of twelve empty ones helps nobody. */
const stateChoices = (t: Translate, { find, counts }: Listing): Choice[] =>
  PUBLIC_STATES.filter((state) => counts.byState.has(state) || find.state.includes(state)).map((state) => ({
    id: `state-${state}`,
    value: state,
    text: stateText(t, state),
    theme: null,
    count: counted(t, counts.byState.get(state)),
    checked: find.state.includes(state),
  }));

function authorChoices(t: Translate, { find, counts }: Listing): Choice[] {
  const choice = (value: string, count: number): Choice => ({
    id: `by-${value || 'all'}`,
    value,
    text: t(`proposals.by.${value || 'all'}`),
    theme: null,
    count: counted(t, count),
    checked: (find.by ?? '') === value,
  });
  return [
    choice('', counts.total),
    choice('residents', counts.total - counts.organisations),
    choice('organisations', counts.organisations),
  ];
}

function areaField(t: Translate, { areas, find }: Listing): FieldModel {
  const options = [
    { value: '', text: t('proposals.all-areas') },
    ...areas.map((area) => ({ value: area.id, text: localized(area.name, t.locale) })),
  ];
  return {
    ...{
      kind: 'select',
      shape: fieldShape('select', ''),
      id: 'area',
      name: 'area',
      label: t('proposals.area'),
      hint: null,
      error: null,
    },
    ...{ value: find.area ?? '', describedBy: null, required: false, optionalText: null, maxlength: null, rows: null },
    ...{ autocomplete: null, inputmode: null, lang: null },
    options: options.map((option, index) => ({
      id: `area-${index}`,
      ...option,
      hint: null,
      checked: option.value === (find.area ?? ''),
    })),
  };
}

function chipsOf(t: Translate, { process, find, themes, areas }: Listing): ChipsModel['chips'] {
  const without = (changes: Partial<FindProposals>) => proposalsPath(process.slug) + queryOf(find, { ...changes, page: 1 });
  const named = (rows: (ThemeRow | AreaRow)[], id: string) => localized(rows.find((row) => row.id === id)?.name, t.locale);
  return [
    ...(find.q ? [{ text: t('proposals.chip.words', { words: find.q }), href: without({ q: '' }) }] : []),
    ...find.theme.map((id) => ({
      text: t('proposals.chip.theme', { name: named(themes, id) }),
      href: without({ theme: find.theme.filter((each) => each !== id) }),
    })),
    ...find.state.map((state) => ({
      text: t('proposals.chip.state', { name: stateText(t, state) }),
      href: without({ state: find.state.filter((each) => each !== state) }),
    })),
    ...(find.area ? [{ text: t('proposals.chip.area', { name: named(areas, find.area) }), href: without({ area: null }) }] : []),
    ...(find.by ? [{ text: t(`proposals.by.${find.by}`), href: without({ by: null }) }] : []),
  ];
}

function chips(t: Translate, listing: Listing): ChipsModel | null {
  if (!isFiltered(listing.find)) return null;
  return {
    label: t('proposals.index.chips'),
    removeText: t('proposals.index.remove-filter'),
    chips: chipsOf(t, listing),
    clear: { text: t('proposals.index.clear'), href: proposalsPath(listing.process.slug) },
  };
}

function emptyState(t: Translate, { process, find }: Listing, maySubmit: boolean): EmptyStateModel {
  const button = (text: string, href: string) => ({ text, href, variant: 'plain' as const, icon: null, name: null, value: null });
  if (isFiltered(find)) {
    return {
      title: t('proposals.empty.none-found'),
      text: t('proposals.empty.none-found-text'),
      action: button(t('proposals.index.clear'), proposalsPath(process.slug)),
    };
  }
  return {
    title: t('proposals.empty.none-yet'),
    text: t(maySubmit ? 'proposals.empty.none-yet-open' : 'proposals.empty.none-yet-closed'),
    action: maySubmit ? button(t('proposals.index.submit'), newProposalPath(process.slug)) : null,
  };
}

function pagination(t: Translate, { process, find, found }: Listing): PaginationModel | null {
  if (found.total <= PAGE_SIZE) return null;
  const to = (page: number) => proposalsPath(process.slug) + queryOf(find, { page });
  const first = (find.page - 1) * PAGE_SIZE + 1;
  const last = Math.min(find.page * PAGE_SIZE, found.total);
  return {
    label: t('proposals.index.pages'),
    summary: t('proposals.index.range', { first, last, total: found.total }),
    previous: find.page > 1 ? link(t('proposals.index.previous'), to(find.page - 1)) : null,
    next: last < found.total ? link(t('proposals.index.next'), to(find.page + 1)) : null,
  };
}
