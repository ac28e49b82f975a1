import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type {
  ChipsModel,
  EmptyStateModel,
  LinkModel,
  PaginationModel,
  ProposalCardModel,
  TabsModel,
} from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import type { AreaRow, ProcessOutline, ThemeRow } from '../process/index.js';
import {
  fromTheStart,
  mayProposals,
  newProposalPath,
  PAGE_SIZE,
  PROPOSAL_SORTS,
  proposalNumber,
  proposalPath,
  proposalsPath,
  reportingPath,
  selectionPath,
  type ProposalsAction,
  themesPath,
  queryOf,
  isFiltered,
  type FindProposals,
  type OwnStateRow,
} from './domain/index.js';
import { processPath, type ProcessFacts } from '../process/domain/index.js';
import { authorWords, excerptOf, langOf, ownStateTag, stateBeads, stateText, themeMark } from './proposal-words.js';
import { sumOf, type CensusRow } from './proposal-census.js';
import { filtersOf, type FiltersModel } from './proposal-filters.page.js';
import { drawnMap, type MapDot, type MapModel } from './map.page.js';
import { boxOf, type ClusterRow, type MapData } from './map.queries.js';
import type { ListPage } from './proposal-lists.js';
import type { ProposalRow } from './proposal-rows.js';

/** The map above the list of what is on it. */
interface ListMapModel {
  picture: MapModel;
  text: string;
  back: LinkModel | null;
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
      filters: FiltersModel;
      count: string;
      sorting: Sorting;
      themesLink: LinkModel;
      chips: ChipsModel | null;
      proposals: { card: ProposalCardModel; check: { id: string; value: string; text: string } | null }[];
      /** For those who may do something with several at once. */
      selection: { action: string; text: string } | null;
      empty: EmptyStateModel | null;
      pages: PaginationModel | null;
      ends: LinkModel[];
      openData: { text: string; files: LinkModel[] };
      /** List or map; null where nothing has a point. */
      views: TabsModel | null;
      /** What the form sends along unseen. */
      kept: { name: string; value: string }[];
      map: ListMapModel | null;
    };
  }
}

export interface Listing extends ProcessOutline {
  /** States that the process has named itself. */
  ownStates: readonly OwnStateRow[];
  census: readonly CensusRow[];
  found: ListPage;
  /** Where the map is asked for: what it draws. */
  map: MapData | null;
}

/** The public list: what answers the question, how many of how many, and every filter as a link that takes it away. */
export function proposalListPage(x: Exchange, listing: Listing): Page {
  const { process, census, found } = listing;
  const { find } = found;
  const choosing = choosingFrom(x, process.slug);
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
      filters: filtersOf(t, listing, chipsOf(t, listing).length),
      count: t('proposals.index.count', { found: found.total, total: sumOf(census) }),
      sorting: {
        label: t('proposals.index.sort'),
        options: PROPOSAL_SORTS.filter((sort) => sort !== 'endorsed' || !listing.hidesEndorsements).map((sort) => ({
          value: sort,
          text: t(`proposals.sort.${sort}`),
          selected: sort === find.sort,
        })),
      },
      themesLink: link(t('proposals.themes.see'), themesPath(process.slug)),
      chips: chips(t, listing),
      views: views(t, listing),
      kept: find.view === 'map' ? [{ name: 'view', value: 'map' }] : [],
      map: listMap(x, listing),
      proposals: found.rows.map((row) => ({
        card: proposalCard(t, process.slug, row),
        check: choosing
          ? {
              id: `choose-${row.number}`,
              value: row.id,
              text: t('proposals.triage.select', { number: proposalNumber(row.number) }),
            }
          : null,
      })),
      selection: found.rows.length > 0 ? choosing : null,
      empty: found.total > 0 ? null : emptyState(t, listing, refusal === null),
      pages: pagination(t, listing),
      ends: found.total > 2 * PAGE_SIZE ? ends(t, listing) : [],
      openData: {
        text: t('proposals.index.open-data'),
        files: [
          link('CSV', `${path}.csv${queryOf(fromTheStart(find))}`),
          link('JSON', `${path}.json${queryOf(fromTheStart(find))}`),
        ],
      },
    },
    {
      title,
      process: process.slug,
      // What somebody searches for is asked seldom twice, and where a shuffled list begins is drawn for each.
      isKept: find.q === '' && find.sort !== 'random',
      breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }],
    },
  );
}

/** Where what is ticked goes: the team acts on it, others who signed in report it. */
function choosingFrom(x: Exchange, process: string): { action: string; text: string } | null {
  const may = (action: ProposalsAction): boolean => mayProposals(x.who, action, x.facts<ProcessFacts>()) === null;
  if (may('proposal.select')) return { action: selectionPath(process), text: x.t('proposals.selection.go') };
  return may('proposal.report') ? { action: reportingPath(process), text: x.t('proposals.reporting.go') } : null;
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
  endorsements:
    row.endorsements === null
      ? null
      : { number: t.number(row.endorsements), text: t('proposals.endorsements', { count: row.endorsements }) },
  state: stateBeads(t, row.state),
  own: ownStateTag(t, row.ownState),
  comments: row.comments > 0 ? t('proposals.comments', { count: row.comments }) : null,
});

/** The same question as a list or as a map. */
function views(t: Translate, { process, census, found: { find } }: Listing): TabsModel | null {
  if (!census.some(({ isMapped }) => isMapped)) return null;
  const tab = (view: FindProposals['view']) => ({
    text: t(`proposals.view.${view}`),
    href: proposalsPath(process.slug) + queryOf(fromTheStart(find), { view, box: null }),
    current: find.view === view,
    count: null,
  });
  return { label: t('proposals.view'), tabs: [tab('list'), tab('map')] };
}

function listMap(x: Exchange, { process, found: { find }, map }: Listing): ListMapModel | null {
  if (!map) return null;
  const { t } = x;
  const to = (changes: Partial<FindProposals>) => proposalsPath(process.slug) + queryOf(fromTheStart(find), changes);
  const dot = (each: ClusterRow): MapDot =>
    each.count === 1
      ? {
          ...each,
          href: proposalPath(process.slug, each.number),
          text: `${proposalNumber(each.number)} ${each.title}`,
          count: null,
        }
      : {
          ...each,
          href: `${to({ box: boxOf(each) })}#map`,
          text: t('proposals.map.several', { count: each.count }),
          count: t.number(each.count),
        };
  return {
    picture: drawnMap(t, map, { label: t('proposals.map.label', { count: map.clusters.length }), dots: map.clusters.map(dot) }),
    text: t('proposals.map.list'),
    back: find.box ? link(t('proposals.map.whole'), `${to({ box: null })}#map`) : null,
  };
}

function chipsOf(t: Translate, { process, found: { find }, themes, areas, ownStates }: Listing): ChipsModel['chips'] {
  const without = (changes: Partial<FindProposals>) => proposalsPath(process.slug) + queryOf(fromTheStart(find), changes);
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
    ...find.own.map((id) => ({
      text: localized(ownStates.find((each) => each.id === id)?.name, t.locale),
      href: without({ own: find.own.filter((each) => each !== id) }),
    })),
    ...(find.area ? [{ text: t('proposals.chip.area', { name: named(areas, find.area) }), href: without({ area: null }) }] : []),
    ...(find.by ? [{ text: t(`proposals.by.${find.by}`), href: without({ by: null }) }] : []),
    ...find.sector.map((sector) => ({
      text: t(`proposals.sector.${sector}`),
      href: without({ sector: find.sector.filter((each) => each !== sector) }),
    })),
    ...find.lang.map((lang) => ({
      text: t('proposals.chip.lang', { name: t(`proposals.lang.${lang}`) }),
      href: without({ lang: find.lang.filter((each) => each !== lang) }),
    })),
    ...find.channel.map((channel) => ({
      text: t(`proposals.channel.${channel}`),
      href: without({ channel: find.channel.filter((each) => each !== channel) }),
    })),
    ...(find.box ? [{ text: t('proposals.chip.box'), href: without({ box: null }) }] : []),
    ...(find.placed ? [{ text: t('proposals.placed'), href: without({ placed: false }) }] : []),
    ...(find.answered ? [{ text: t('proposals.answered'), href: without({ answered: false }) }] : []),
  ];
}

function chips(t: Translate, listing: Listing): ChipsModel | null {
  if (!isFiltered(listing.found.find)) return null;
  return {
    label: t('proposals.index.chips'),
    removeText: t('proposals.index.remove-filter'),
    chips: chipsOf(t, listing),
    clear: { text: t('proposals.index.clear'), href: proposalsPath(listing.process.slug) },
  };
}

function emptyState(t: Translate, { process, found: { find } }: Listing, maySubmit: boolean): EmptyStateModel {
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

function pagination(t: Translate, { process, found }: Listing): PaginationModel | null {
  const { find, total, previous, next } = found;
  if (total <= PAGE_SIZE) return null;
  const to = (question: FindProposals) => proposalsPath(process.slug) + queryOf(question);
  const first = (find.page - 1) * PAGE_SIZE + 1;
  return {
    label: t('proposals.index.pages'),
    summary: t('proposals.index.range', { first, last: Math.min(first + found.rows.length - 1, total), total }),
    previous: previous && link(t('proposals.index.previous'), to(previous)),
    next: next && link(t('proposals.index.next'), to(next)),
  };
}

/** To both ends of a list of more than two pages. */
function ends(t: Translate, { process, found: { find, previous, last } }: Listing): LinkModel[] {
  const to = (question: FindProposals) => proposalsPath(process.slug) + queryOf(question);
  return [
    ...(previous ? [link(t('proposals.index.first'), to(fromTheStart(find)))] : []),
    ...(last ? [link(t('proposals.index.last'), to(last))] : []),
  ];
}
