import { localized, LOCALES } from '../kernel/localized.js';
import { SECTORS } from '../participants/domain/index.js';
import type { Translate } from '../platform/i18n/translate.js';
import { fieldShape, type FieldModel, type ThemeMarkModel } from '../platform/web/components.js';
import type { ProcessOutline } from '../process/index.js';
import { CHANNELS, isAnsweredState, isFiltered, PUBLIC_STATES, type FindProposals, type OwnStateRow } from './domain/index.js';
import { countsBy, sumOf, type CensusRow } from './proposal-census.js';
import { stateText, themeMark } from './proposal-words.js';

interface Choice {
  id: string;
  name: string;
  kind: 'checkbox' | 'radio';
  value: string;
  text: string;
  theme: ThemeMarkModel | null;
  count: string;
  checked: boolean;
}

interface ChoiceGroup {
  legend: string;
  choices: Choice[];
}

/** Everything a list can be narrowed by, with how many proposals each choice has in the whole process. */
export interface FiltersModel {
  title: string;
  /** "2 filters on". */
  on: string | null;
  groups: ChoiceGroup[];
  area: FieldModel;
  more: { title: string; isOpen: boolean; groups: ChoiceGroup[] };
  applyText: string;
}

export interface Filtering extends Pick<ProcessOutline, 'themes' | 'areas'> {
  ownStates: readonly OwnStateRow[];
  census: readonly CensusRow[];
  found: { find: FindProposals };
}

export function filtersOf(t: Translate, filtering: Filtering, count: number): FiltersModel {
  const { find } = filtering.found;
  return {
    title: t('proposals.index.filter'),
    on: isFiltered(find) ? t('proposals.index.filters-on', { count }) : null,
    groups: [themes(t, filtering), states(t, filtering), ownStatesOf(t, filtering), authors(t, filtering)].filter(
      ({ choices }) => choices.length > 0,
    ),
    area: areaField(t, filtering),
    more: {
      title: t('proposals.index.more-filters'),
      isOpen: find.sector.length > 0 || find.lang.length > 0 || find.channel.length > 0 || find.placed || find.answered,
      groups: [sectors(t, filtering), languages(t, filtering), channels(t, filtering), others(t, filtering)].filter(
        ({ choices }) => choices.length > 0,
      ),
    },
    applyText: t('proposals.index.apply'),
  };
}

type Made = Omit<Choice, 'id' | 'name' | 'kind' | 'theme' | 'count'> & { count: number; theme?: ThemeMarkModel };

const group = (t: Translate, name: string, kind: Choice['kind'], legend: string, choices: Made[]): ChoiceGroup => ({
  legend,
  choices: choices.map((choice, index) => ({
    theme: null,
    ...choice,
    name,
    kind,
    id: `${name}-${index + 1}`,
    count: t('proposals.index.in-brackets', { count: choice.count }),
  })),
});

function themes(t: Translate, { themes, census, found: { find } }: Filtering): ChoiceGroup {
  const counts = countsBy(census, 'themeId');
  const choices = themes.map((theme) => ({
    value: theme.id,
    text: localized(theme.name, t.locale),
    theme: themeMark(t, null, { themeId: theme.id, themeName: theme.name, themePosition: theme.position }),
    count: counts.get(theme.id) ?? 0,
    checked: find.theme.includes(theme.id),
  }));
  return group(t, 'theme', 'checkbox', t('proposals.theme'), choices);
}

/** Only states that some proposal is in, and those asked for: a list of twelve empty ones helps nobody. */
function states(t: Translate, { census, found: { find } }: Filtering): ChoiceGroup {
  const counts = countsBy(census, 'state');
  const choices = PUBLIC_STATES.filter((state) => counts.has(state) || find.state.includes(state)).map((state) => ({
    value: state,
    text: stateText(t, state),
    count: counts.get(state) ?? 0,
    checked: find.state.includes(state),
  }));
  return group(t, 'state', 'checkbox', t('proposals.state'), choices);
}

function ownStatesOf(t: Translate, { ownStates, census, found: { find } }: Filtering): ChoiceGroup {
  const counts = countsBy(census, 'ownStateId');
  const choices = ownStates
    .filter(({ id }) => counts.has(id) || find.own.includes(id))
    .map(({ id, name }) => ({
      value: id,
      text: localized(name, t.locale),
      count: counts.get(id) ?? 0,
      checked: find.own.includes(id),
    }));
  return group(t, 'own', 'checkbox', t('proposals.own-states.filter'), choices);
}

function authors(t: Translate, { census, found: { find } }: Filtering): ChoiceGroup {
  const organised = countsBy(census, 'isOrganised').get(true) ?? 0;
  const total = sumOf(census);
  const choice = (value: string, count: number) => ({
    value,
    text: t(`proposals.by.${value || 'all'}`),
    count,
    checked: (find.by ?? '') === value,
  });
  const choices = [choice('', total), choice('residents', total - organised), choice('organisations', organised)];
  return group(t, 'by', 'radio', t('proposals.by'), choices);
}

function sectors(t: Translate, { census, found: { find } }: Filtering): ChoiceGroup {
  const counts = countsBy(census, 'sector');
  const choices = SECTORS.filter((sector) => counts.has(sector) || find.sector.includes(sector)).map((sector) => ({
    value: sector,
    text: t(`proposals.sector.${sector}`),
    count: counts.get(sector) ?? 0,
    checked: find.sector.includes(sector),
  }));
  return group(t, 'sector', 'checkbox', t('proposals.filter.sector'), choices);
}

/** Where all texts are in one language there is nothing to choose. */
function languages(t: Translate, { census, found: { find } }: Filtering): ChoiceGroup {
  const counts = countsBy(census, 'lang');
  const choices = LOCALES.filter((lang) => counts.has(lang) || find.lang.includes(lang)).map((lang) => ({
    value: lang,
    text: t(`proposals.lang.${lang}`),
    count: counts.get(lang) ?? 0,
    checked: find.lang.includes(lang),
  }));
  return group(t, 'lang', 'checkbox', t('proposals.filter.lang'), choices.length > 1 || find.lang.length > 0 ? choices : []);
}

/** Where everything was sent on the site there is nothing to choose. */
function channels(t: Translate, { census, found: { find } }: Filtering): ChoiceGroup {
  const counts = countsBy(census, 'channel');
  const choices = CHANNELS.filter((channel) => counts.has(channel) || find.channel.includes(channel)).map((channel) => ({
    value: channel,
    text: t(`proposals.channel.${channel}`),
    count: counts.get(channel) ?? 0,
    checked: find.channel.includes(channel),
  }));
  return group(t, 'channel', 'checkbox', t('proposals.channel'), choices.length > 1 || find.channel.length > 0 ? choices : []);
}

function others(t: Translate, { census, found: { find } }: Filtering): ChoiceGroup {
  const placed = sumOf(census.filter((row) => row.isPlaced));
  const answered = sumOf(census.filter((row) => isAnsweredState(row.state)));
  const choice = (name: 'placed' | 'answered', count: number): Choice => ({
    ...{ id: name, name, kind: 'checkbox' as const },
    value: '1',
    text: t(`proposals.${name}`),
    theme: null,
    count: t('proposals.index.in-brackets', { count }),
    checked: find[name],
  });
  return { legend: t('proposals.filter.only'), choices: [choice('placed', placed), choice('answered', answered)] };
}

function areaField(t: Translate, { areas, found: { find } }: Filtering): FieldModel {
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
