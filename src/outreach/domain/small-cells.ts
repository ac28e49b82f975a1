import { hideTheRest, isSmall, tells } from '../../kernel/small-cells.js';

/** How one group was reached. */
export interface Reach<Key extends string = string> {
  readonly key: Key;
  readonly invited: number;
  readonly answered: number;
  readonly tookPart: number;
}

/** The same, with what must not be told as null. */
export interface ShownReach<Key extends string = string> {
  readonly key: Key;
  readonly invited: number | null;
  readonly answered: number | null;
  readonly tookPart: number | null;
}

/**
 * Figures that can be published: a cell under five is left out, and so is one whose rest is under five. Where the total of a column is shown,
 * what was left out of it must not follow from the rest: it is at least two cells that come to five, or the next smallest are left out too.
 */
export function withoutSmallCells<Key extends string>(groups: readonly Reach<Key>[]): ShownReach<Key>[] {
  const hidden = {
    invited: new Set(groups.filter(({ invited }) => isSmall(invited)).map(({ key }) => key)),
    answered: new Set<Key>(),
    tookPart: new Set<Key>(),
  };
  hideTheRest(columnOf(groups, 'invited'), hidden.invited);
  for (const column of ['answered', 'tookPart'] as const) {
    for (const group of groups)
      if (hidden.invited.has(group.key) || tells(group[column], group.invited)) hidden[column].add(group.key);
    hideTheRest(columnOf(groups, column), hidden[column]);
  }
  const shown = (column: keyof typeof hidden, { key, ...counts }: Reach<Key>): number | null =>
    hidden[column].has(key) ? null : counts[column];
  return groups.map((group) => ({
    key: group.key,
    invited: shown('invited', group),
    answered: shown('answered', group),
    tookPart: shown('tookPart', group),
  }));
}

const columnOf = <Key extends string>(groups: readonly Reach<Key>[], column: 'invited' | 'answered' | 'tookPart') =>
  groups.map((group) => ({ key: group.key, count: group[column] }));

/** The totals, which are left out on the same terms. */
export function shownTotals(total: Omit<Reach, 'key'>): Omit<ShownReach, 'key'> {
  const { invited } = total;
  const isHidden = isSmall(invited);
  const part = (count: number): number | null => (isHidden || tells(count, invited) ? null : count);
  return { invited: isHidden ? null : invited, answered: part(total.answered), tookPart: part(total.tookPart) };
}
