import { describe, expect, it } from '@jest/globals';
import { figuresOf, pointsOf, priorityResults, ranked, resultOf, SetCriteria, scoreProposals, type Criterion } from './index.js';

const criteria: Criterion[] = [
  { id: 'a', name: { es: 'Alcance' }, about: null, weight: 75 },
  { id: 'b', name: { es: 'Costo' }, about: null, weight: 25 },
];

describe('points of one person', () => {
  it('go from 0 to 100 and count each criterion by its weight', () => {
    expect(pointsOf(criteria, { a: 1, b: 1 })).toBe(0);
    expect(pointsOf(criteria, { a: 5, b: 5 })).toBe(100);
    expect(pointsOf(criteria, { a: 5, b: 1 })).toBe(75);
    expect(pointsOf(criteria, { a: 3, b: 3 })).toBe(50);
  });

  it('are none while a criterion has no mark', () => {
    expect(pointsOf(criteria, { a: 5 })).toBeNull();
  });

  it('are the same whatever the weights add up to', () => {
    const thirds = criteria.map((each) => ({ ...each, weight: 3 }));
    expect(pointsOf(thirds, { a: 5, b: 1 })).toBe(50);
  });
});

describe('a group', () => {
  it('says its mean, how many, and how far apart they are', () => {
    expect(figuresOf([50, 100])).toEqual({ mean: 75, count: 2, lowest: 50, highest: 100, deviation: 25 });
    expect(figuresOf([])).toBeNull();
  });
});

describe('the result', () => {
  const group = (mean: number) => ({ mean, count: 1, lowest: mean, highest: mean, deviation: 0 });

  it('gives each group its share, however many people it has', () => {
    expect(resultOf({ areas: group(100), forum: group(0) }, 30)).toBe(30);
  });

  it('is that of the group which scored, where the other did not; none where nobody did', () => {
    expect(resultOf({ areas: null, forum: group(40) }, 90)).toBe(40);
    expect(resultOf({ areas: null, forum: null }, 50)).toBeNull();
  });

  it('gives those that are equal the same rank, counts them for the next, and ranks what nobody scored nowhere', () => {
    const rows = [
      { number: 4, result: null },
      { number: 3, result: 80 },
      { number: 1, result: 90 },
      { number: 2, result: 80 },
      { number: 5, result: 10 },
    ];
    expect(ranked(rows).map(({ number, rank }) => [number, rank])).toEqual([
      [1, 1],
      [2, 2],
      [3, 2],
      [5, 4],
      [4, null],
    ]);
  });

  it('counts what reads the same as the same', () => {
    const third = { ...criteria[0], weight: 100 } as Criterion;
    const proposals = [1, 2].map((number) => ({ id: `p${number}`, number }));
    const score = (proposalId: string, mark: number) => ({ proposalId, group: 'forum' as const, marks: { a: mark } });
    const results = priorityResults(
      proposals,
      [score('p1', 3), score('p1', 3), score('p1', 2), score('p2', 2), score('p2', 3), score('p2', 3)],
      { criteria: [third], areasShare: 50 },
    );
    expect(results.map(({ rank }) => rank)).toEqual([1, 1]);
    expect(results[0]?.groups.forum).toEqual({ mean: 41.7, count: 3, lowest: 25, highest: 50, deviation: 11.8 });
  });
});

describe('criteria as they are sent', () => {
  const row = (weight: string, es = 'Alcance') => ({ name: { es }, about: { es: '' }, weight });
  const mistakes = (...rows: unknown[]) => {
    const read = SetCriteria.safeParse({ criteria: rows, areasShare: '50' });
    return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  };

  it('weigh 100 together; rows left empty do not count', () => {
    expect(mistakes(row('60'), row('40'), row('', ''))).toEqual([]);
    expect(mistakes(row('60'), row('30'))).toEqual(['criteria.1.weight weights-not-100']);
  });

  it('have a name and a weight each', () => {
    expect(mistakes(row('95'), row('5', ''))).toEqual(['criteria.1.name required']);
    expect(mistakes(row('uno'))).toEqual(['criteria.0.weight not-a-number']);
    expect(mistakes()).toEqual(['criteria required']);
  });
});

describe('scores as they are sent', () => {
  const schema = scoreProposals(criteria);
  const proposalId = '0193a000-0000-7000-8000-000000000001';

  it('have a mark for every criterion or for none', () => {
    expect(schema.parse({ scores: [{ proposalId }, { proposalId, marks: { a: '5', b: '2' } }] }).scores).toEqual([
      { proposalId, marks: {}, clear: false },
      { proposalId, marks: { a: 5, b: 2 }, clear: false },
    ]);
    const half = schema.safeParse({ scores: [{ proposalId, marks: { a: '5' } }] });
    expect(half.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['scores.0.marks.b', 'mark-missing'],
    ]);
  });

  it('are between 1 and 5, for criteria that there are', () => {
    expect(schema.safeParse({ scores: [{ proposalId, marks: { a: '6', b: '2' } }] }).success).toBe(false);
    expect(schema.parse({ scores: [{ proposalId, marks: { a: '5', b: '2', z: '5' } }] }).scores[0]?.marks).toEqual({
      a: 5,
      b: 2,
    });
  });
});
