import { describe, expect, it } from '@jest/globals';
import { isKept, planReviews, reviewMistakes } from './index.js';

const header = ['number', 'title', 'verdict', 'reasons', 'signedBy', 'costFrom'];
const plan = (...cells: string[][]) =>
  planReviews({ header, rows: cells.map((each, index) => ({ line: index + 2, cells: each })) }, [
    { number: 1, known: {} },
    { number: 2, known: { verdict: 'feasible', reasons: 'Sí.', signedBy: 'Rita' } },
  ]);

describe('a filled table of reviews', () => {
  it('is new, unfinished, the same, empty, unknown or repeated, row by row', () => {
    const rows = plan(
      ['P-001', '', 'feasible', 'Se puede.', 'Rita', ''],
      ['p2', '', 'feasible', 'Sí.', 'Rita', ''],
      ['P-001', '', 'not-feasible', 'No.', 'Rita', ''],
      ['P-009', '', 'feasible', 'Sí.', 'Rita', ''],
      ['', '', 'feasible', 'Sí.', 'Rita', ''],
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'same', 'repeated', 'unknown', 'unknown']);
    expect(rows.filter(isKept)).toHaveLength(1);
    expect(plan(['P-001', 'Un título', '', '', 'Rita', ''])[0]?.outcome).toBe('empty');
  });

  it('says what is missing, and keeps what there is', () => {
    const [row] = plan(['P-001', '', 'feasible', '', '', '100']);
    expect(row?.outcome).toBe('unfinished');
    expect(row?.mistakes).toEqual([
      { field: 'reasons', code: 'required' },
      { field: 'signedBy', code: 'required' },
    ]);
    expect(row?.typed).toEqual({ verdict: 'feasible', costFrom: '100' });
  });

  it('takes the apostrophe off that disarmed a formula', () => {
    expect(plan(['P-001', '', 'feasible', "'=1+1", 'Rita', ''])[0]?.typed.reasons).toBe('=1+1');
  });

  it('has no rows without the column of numbers', () => {
    expect(planReviews({ header: ['title'], rows: [{ line: 2, cells: ['P-001'] }] }, [])).toEqual([]);
  });
});

describe('a draft', () => {
  it('can be published when nothing is wrong with it', () => {
    expect(reviewMistakes({ verdict: 'feasible', reasons: 'Sí.', signedBy: 'Rita' })).toEqual([]);
    const cost = { costFrom: '5', costCurrency: 'ARS', costPeriod: 'once' };
    expect(reviewMistakes({ verdict: 'feasible', reasons: 'Sí.', signedBy: 'Rita', ...cost })).toEqual([]);
    expect(reviewMistakes({ verdict: 'feasible', reasons: 'Sí.', signedBy: 'Rita', ...cost, costFrom: 'x' })).toEqual([
      { field: 'costFrom', code: 'not-an-amount' },
    ]);
  });
});
