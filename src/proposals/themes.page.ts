import { localized } from '../kernel/localized.js';
import type { LinkModel, ThemeMarkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { ProcessOutline, ThemeRow } from '../process/index.js';
import { EVERYTHING, type FindProposals, isAnsweredState, proposalsPath, queryOf } from './domain/index.js';
import { sumOf, type CensusRow } from './proposal-census.js';
import { themeMark } from './proposal-words.js';

interface ThemeLine {
  id: string;
  mark: ThemeMarkModel;
  description: string | null;
  count: { number: string; text: string };
  /** What share of its proposals is where, and a list of each. */
  shares: { kind: 'answered' | 'in-review' | 'waiting'; x: number; width: number; link: LinkModel }[];
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/themes': { title: string; lead: string; all: LinkModel; themes: ThemeLine[] };
  }
}

/** The thematic axes, each with how much was proposed and how far it is answered. */
export function themesPage(x: Exchange, { process, themes }: ProcessOutline, census: readonly CensusRow[]): Page {
  const { t } = x;
  const title = t('proposals.themes.title');
  return x.page(
    'proposals/themes',
    {
      title,
      lead: t('proposals.themes.lead'),
      all: link(t('proposals.themes.all', { count: sumOf(census) }), proposalsPath(process.slug)),
      themes: themes.map((theme) => themeLine(x, process.slug, theme, census)),
    },
    {
      title,
      process: process.slug,
      isKept: true,
      breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }],
    },
  );
}

const STAGES = {
  answered: { isIn: (row: CensusRow) => isAnsweredState(row.state), asks: { answered: true } },
  'in-review': { isIn: (row: CensusRow) => row.state === 'in-review', asks: { state: ['in-review'] } },
  waiting: { isIn: (row: CensusRow) => row.state === 'published', asks: { state: ['published'] } },
} satisfies Record<string, { isIn: (row: CensusRow) => boolean; asks: Partial<FindProposals> }>;

function themeLine({ t }: Exchange, process: string, theme: ThemeRow, census: readonly CensusRow[]): ThemeLine {
  const own = census.filter((row) => row.themeId === theme.id);
  const total = sumOf(own);
  const shares = (Object.keys(STAGES) as (keyof typeof STAGES)[]).map((kind) => {
    const count = sumOf(own.filter(STAGES[kind].isIn));
    const query = queryOf(EVERYTHING, { theme: [theme.id], ...STAGES[kind].asks });
    return { kind, count, link: link(t(`proposals.themes.${kind}`, { count }), proposalsPath(process) + query) };
  });
  return {
    id: `theme-${theme.position + 1}`,
    mark: themeMark(t, process, { themeId: theme.id, themeName: theme.name, themePosition: theme.position }),
    description: theme.description && localized(theme.description, t.locale),
    count: { number: t.number(total), text: t('proposals.themes.proposals', { count: total }) },
    shares: drawn(
      shares.filter(({ count }) => count > 0),
      total,
    ),
  };
}

/** One beside the other, in parts of a thousand. */
function drawn(
  shares: { kind: ThemeLine['shares'][number]['kind']; count: number; link: LinkModel }[],
  total: number,
): ThemeLine['shares'] {
  let x = 0;
  return shares.map(({ kind, count, link: to }) => {
    const share = { kind, x, width: Math.round((count * 1000) / total), link: to };
    x += share.width;
    return share;
  });
}
