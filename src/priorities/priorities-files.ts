import { localized } from '../kernel/localized.js';
import { csvFile, type CsvCell } from '../platform/web/csv.js';
import type { Exchange } from '../platform/web/exchange.js';
import { download, type Download } from '../platform/web/reply.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';
import { SCORING_GROUPS, type GroupFigures } from './domain/index.js';
import { inOrder, type ShownPriorities } from './priorities.page.js';

const FIGURES = ['mean', 'count', 'lowest', 'highest', 'deviation'] as const satisfies readonly (keyof GroupFigures)[];
const COLUMNS = [
  ...['theme', 'version', 'publishedAt', 'number', 'title', 'url', 'shortlisted', 'reason', 'rank', 'result'],
  ...SCORING_GROUPS.flatMap((group) => FIGURES.map((figure) => `${group}_${figure}`)),
];

const NOT_BEGUN = { criteria: [], areasShare: null, begunAt: null, endedAt: null };

/** Every entry of the shortlists in force. What is not public any more has neither number nor title. */
function records(x: Exchange, shown: ShownPriorities, publicUrl: string) {
  return shown.themes.flatMap((theme) => {
    const shortlist = shown.shortlists.find(({ themeId }) => themeId === theme.id);
    if (!shortlist) return [];
    return inOrder(shortlist).map((entry) => {
      const known = shown.titles.get(entry.proposalId);
      return {
        theme: localized(theme.name, x.locale),
        version: shortlist.version,
        publishedAt: shortlist.publishedAt.toISOString(),
        number: known ? proposalNumber(known.number) : null,
        title: known?.title ?? null,
        url: known ? publicUrl + proposalPath(shown.process.slug, known.number) : null,
        shortlisted: entry.isIn,
        reason: entry.reason,
        rank: entry.rank,
        result: entry.result,
        groups: entry.groups,
      };
    });
  });
}

export function prioritiesCsv(x: Exchange, shown: ShownPriorities, publicUrl: string): Download {
  const rows = records(x, shown, publicUrl).map(({ groups, shortlisted, ...record }): CsvCell[] => [
    ...[record.theme, record.version, record.publishedAt, record.number, record.title, record.url],
    ...[shortlisted ? 'yes' : 'no', record.reason, record.rank, record.result],
    ...SCORING_GROUPS.flatMap((group) => FIGURES.map((figure) => groups[group]?.[figure] ?? null)),
  ]);
  return csvFile(`${shown.process.slug}-priorities.csv`, COLUMNS, rows);
}

export function prioritiesJson(x: Exchange, shown: ShownPriorities, publicUrl: string): Download {
  const { criteria, areasShare, begunAt, endedAt } = shown.prioritisation ?? NOT_BEGUN;
  const record = {
    criteria: criteria.map(({ name, about, weight }) => ({ name, about, weight })),
    shares: areasShare === null ? null : { areas: areasShare, forum: 100 - areasShare },
    scoringBegunAt: begunAt?.toISOString() ?? null,
    scoringEndedAt: endedAt?.toISOString() ?? null,
    shortlists: records(x, shown, publicUrl),
  };
  return download('application/json; charset=utf-8', JSON.stringify(record, null, 2), `${shown.process.slug}-priorities.json`);
}
