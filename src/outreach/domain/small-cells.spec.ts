import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SMALLEST_SHOWN } from '../../kernel/small-cells.js';
import { shownTotals, withoutSmallCells, type Reach } from './small-cells.js';

const COLUMNS = ['invited', 'answered', 'tookPart'] as const;
const reach = (key: string, invited: number, answered = 0, tookPart = 0): Reach => ({ key, invited, answered, tookPart });

describe('figures that are published', () => {
  it('leave out a small cell, its rest, and what both follow from', () => {
    expect(withoutSmallCells([reach('a', 40, 20, 10), reach('b', 30, 28, 0), reach('c', 20, 10, 6)])).toEqual([
      { key: 'a', invited: 40, answered: 20, tookPart: 10 },
      { key: 'b', invited: 30, answered: null, tookPart: 0 },
      { key: 'c', invited: 20, answered: null, tookPart: 6 },
    ]);
  });

  it('leave out everything of a small group', () => {
    expect(withoutSmallCells([reach('a', 3, 3, 3), reach('b', 9), reach('c', 50)])[0]).toEqual({
      key: 'a',
      invited: null,
      answered: null,
      tookPart: null,
    });
    expect(shownTotals({ invited: 4, answered: 4, tookPart: 0 })).toEqual({ invited: null, answered: null, tookPart: null });
  });

  it('never show a small figure nor a small rest, and hide at least two that come to five', () => {
    const group = fc.nat(30).chain((invited) => fc.tuple(fc.constant(invited), fc.nat(invited), fc.nat(invited)));
    fc.assert(
      fc.property(fc.array(group, { maxLength: 6 }), (groups) => {
        const rows = groups.map(([invited, answered, tookPart], i) => reach(String(i), invited, answered, tookPart));
        const shown = withoutSmallCells(rows);
        const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN;
        for (const column of COLUMNS) {
          const hidden = rows.filter((row, i) => shown[i]?.[column] === null && row[column] > 0);
          const sum = hidden.reduce((total, row) => total + row[column], 0);
          const couldHideMore = rows.filter((row) => row[column] > 0).length > hidden.length;
          if (hidden.length > 0 && couldHideMore) expect(hidden.length >= 2 && sum >= SMALLEST_SHOWN).toBe(true);
          shown.forEach((row, i) => {
            const [count, whole] = [row[column], rows[i]?.invited ?? 0];
            if (count !== null) expect(isSmall(count) || (column !== 'invited' && isSmall(whole - count))).toBe(false);
          });
        }
      }),
    );
  });
});
