import type { Sector } from '../../../participants/domain/index.js';
import { hideTheRest, isSmall, tells } from '../../../kernel/small-cells.js';
import { METHODS, type TallyMethod } from './methods.js';
import { forEachOption, type Choices } from './votes.js';

/** What one sector gave the options. Null is what must not be told. */
export interface SectorTally {
  readonly sector: Sector;
  readonly votes: number | null;
  readonly backing: Readonly<Record<string, number | null>>;
}

/**
 * The count by sector, without what could point at somebody: a sector of under five votes and a cell under five stay untold, and so does what would
 * give them away beside the totals.
 */
export function tallyBySector(
  method: TallyMethod,
  options: readonly string[],
  votes: readonly { readonly sector: Sector; readonly choices: Choices }[],
): SectorTally[] {
  const groups = [...Map.groupBy(votes, ({ sector }) => sector)].map(([sector, cast]) => ({
    sector,
    votes: cast.length,
    backing: METHODS[method].backing(
      options,
      cast.map(({ choices }) => choices),
    ),
  }));
  const untold = new Set(groups.filter((group) => isSmall(group.votes)).map(({ sector }) => sector));
  hideTheRest(
    groups.map(({ sector, votes: count }) => ({ key: sector, count })),
    untold,
  );
  const hidden = forEachOption(options, (option) => {
    const cells = groups.map(({ sector, backing, votes: whole }) => ({ key: sector, count: backing[option] ?? 0, whole }));
    const telling = new Set(cells.filter((cell) => untold.has(cell.key) || tells(cell.count, cell.whole)).map(({ key }) => key));
    hideTheRest(cells, telling);
    return telling;
  });
  return groups
    .map(({ sector, votes: cast, backing }) => ({
      sector,
      votes: untold.has(sector) ? null : cast,
      backing: forEachOption(options, (option) => (hidden[option]?.has(sector) ? null : (backing[option] ?? 0))),
    }))
    .sort((a, b) => (a.sector < b.sector ? -1 : 1));
}
