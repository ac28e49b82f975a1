import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SMALLEST_SHOWN } from '../../../kernel/small-cells.js';
import { SECTORS } from '../../../participants/domain/index.js';
import { tallyApproval } from './approval.js';
import { answersOf, consentWinners, tallyConsent } from './consent.js';
import { tallyDots } from './dots.js';
import { METHODS, TALLY_METHODS } from './methods.js';
import { tallySingle } from './plurality.js';
import { pairsOf, schulzeWinners, strongestPaths, tallyBorda, tallyFirsts, tallySchulze } from './ranked.js';
import { spread, tallyScore } from './score.js';
import { tallyBySector } from './sectors.js';
import { leaders, type Choices } from './votes.js';

const times = <T>(count: number, vote: T): T[] => Array.from({ length: count }, () => vote);

/** A ranking from its letters: 'ACB' puts A first. */
const ranking = (letters: string): Choices => Object.fromEntries([...letters].map((letter, at) => [letter, at + 1]));

// The capital of Tennessee, the example by which methods are compared since 2002 (electowiki, "Tennessee"): 100 voters near four cities.
const cities = ['Memphis', 'Nashville', 'Chattanooga', 'Knoxville'];
const ranked = (...order: string[]): Choices => Object.fromEntries(order.map((city, at) => [city, at + 1]));
const tennessee = [
  ...times(42, ranked('Memphis', 'Nashville', 'Chattanooga', 'Knoxville')),
  ...times(26, ranked('Nashville', 'Chattanooga', 'Knoxville', 'Memphis')),
  ...times(15, ranked('Chattanooga', 'Knoxville', 'Nashville', 'Memphis')),
  ...times(17, ranked('Knoxville', 'Chattanooga', 'Nashville', 'Memphis')),
];

describe('Approval', () => {
  // Each approves the two cities nearest to them.
  const votes = [
    ...times(42, { Memphis: 1, Nashville: 1 }),
    ...times(26, { Nashville: 1, Chattanooga: 1 }),
    ...times(15, { Chattanooga: 1, Knoxville: 1 }),
    ...times(17, { Knoxville: 1, Chattanooga: 1 }),
  ];

  it('gives the capital to Nashville, as published: 68 of 100', () => {
    const tally = tallyApproval(cities, votes);
    expect(tally).toEqual({ Memphis: 42, Nashville: 68, Chattanooga: 58, Knoxville: 32 });
    expect(leaders(cities, tally)).toEqual(['Nashville']);
  });

  it('counts a yes once, whatever number stands for it', () => {
    expect(tallyApproval(['A'], [{ A: 3 }, { A: 1 }])).toEqual({ A: 2 });
  });
});

describe('Dots', () => {
  it('adds what was laid on each: three points all on one, spread, or in part unused', () => {
    expect(tallyDots(['A', 'B', 'C', 'D', 'E'], [{ A: 3 }, { A: 1, B: 1, C: 1 }, { C: 2 }])).toEqual({
      A: 4,
      B: 1,
      C: 3,
      D: 0,
      E: 0,
    });
  });

  it('shows every option, and ignores what is none', () => {
    expect(tallyDots(['A', 'B'], [{ Z: 5 }])).toEqual({ A: 0, B: 0 });
  });

  it('leaves a tie a tie', () => {
    expect(leaders(['A', 'B', 'C'], tallyDots(['A', 'B', 'C'], [{ B: 2 }, { C: 2 }]))).toEqual(['B', 'C']);
  });
});

describe('Single choice', () => {
  it('gives the capital to Memphis, which a majority likes least, as published: 42, 26, 15, 17', () => {
    const votes = tennessee.map((ranks) => ({ [cities.find((city) => ranks[city] === 1) ?? '']: 1 }));
    const tally = tallySingle(cities, votes);
    expect(tally).toEqual({ Memphis: 42, Nashville: 26, Chattanooga: 15, Knoxville: 17 });
    expect(leaders(cities, tally)).toEqual(['Memphis']);
  });
});

describe('Score', () => {
  const votes: Choices[] = [
    { A: 5, B: 3 },
    { A: 1, B: 3 },
    { B: 3, C: 5 },
  ];

  it('adds what was given, nothing being 0, so that the favour of one alone does not win', () => {
    expect(tallyScore(['A', 'B', 'C'], votes)).toEqual({ A: 6, B: 9, C: 5 });
    expect(METHODS.score.winners(['A', 'B', 'C'], votes)).toEqual(['B']);
  });

  it('shows the mean over all votes and how far the scores are apart', () => {
    // By hand: A has 5, 1, 0: mean 2, variance (9 + 1 + 4) / 3.
    expect(spread(['A', 'B'], votes)).toEqual({ mean: { A: 2, B: 3 }, deviation: { A: 2.16, B: 0 } });
    expect(spread(['A'], [])).toEqual({ mean: { A: 0 }, deviation: { A: 0 } });
  });
});

describe('Borda', () => {
  it('gives the capital to Nashville, as published: 194, 173, 126, 107', () => {
    const tally = tallyBorda(cities, tennessee);
    expect(tally).toEqual({ Memphis: 126, Nashville: 194, Chattanooga: 173, Knoxville: 107 });
    expect(leaders(cities, tally)).toEqual(['Nashville']);
  });

  it('shares the points of those that stand level and of those without a rank; an abstention gives none', () => {
    expect(tallyBorda(['A', 'B', 'C', 'D'], [{ A: 1 }])).toEqual({ A: 3, B: 1, C: 1, D: 1 });
    expect(tallyBorda(['A', 'B', 'C'], [{ A: 1, B: 1, C: 2 }, {}])).toEqual({ A: 1.5, B: 1.5, C: 0 });
  });

  it('gives the same points in all for every ranking, however short', () => {
    const options = ['A', 'B', 'C', 'D'];
    fc.assert(
      fc.property(fc.record(Object.fromEntries(options.map((each) => [each, fc.integer({ min: 0, max: 4 })]))), (vote) => {
        const given = Object.values(tallyBorda(options, [vote])).reduce((sum, points) => sum + points, 0);
        expect(given).toBe(Object.values(vote).some(Boolean) ? 6 : 0);
      }),
    );
  });
});

describe('Schulze', () => {
  // The first example of the paper: 45 voters, five options, no Condorcet winner.
  const options = ['A', 'B', 'C', 'D', 'E'];
  const votes = (
    [
      [5, 'ACBED'],
      [5, 'ADECB'],
      [8, 'BEDAC'],
      [3, 'CABED'],
      [7, 'CAEBD'],
      [2, 'CBADE'],
      [7, 'DCEBA'],
      [8, 'EBADC'],
    ] as const
  ).flatMap(([many, letters]) => times(many, ranking(letters)));

  it('counts the pairs and the strongest paths as published', () => {
    const pairs = pairsOf(options, votes);
    expect(pairs).toEqual({
      A: { A: 0, B: 20, C: 26, D: 30, E: 22 },
      B: { A: 25, B: 0, C: 16, D: 33, E: 18 },
      C: { A: 19, B: 29, C: 0, D: 17, E: 24 },
      D: { A: 15, B: 12, C: 28, D: 0, E: 14 },
      E: { A: 23, B: 27, C: 21, D: 31, E: 0 },
    });
    expect(strongestPaths(options, pairs)).toEqual({
      A: { A: 0, B: 28, C: 28, D: 30, E: 24 },
      B: { A: 25, B: 0, C: 28, D: 33, E: 24 },
      C: { A: 25, B: 29, C: 0, D: 29, E: 24 },
      D: { A: 25, B: 28, C: 28, D: 0, E: 24 },
      E: { A: 25, B: 28, C: 28, D: 31, E: 0 },
    });
  });

  it('puts E before A, C, B and D, as published', () => {
    expect(tallySchulze(options, votes)).toEqual({ E: 4, A: 3, C: 2, B: 1, D: 0 });
    expect(schulzeWinners(options, votes)).toEqual(['E']);
  });

  it('opens a circle of majorities at its weakest: 9, 8 and 7 of 12 in turn', () => {
    // A over B by 8, B over C by 9, C over A by 7: C over A gives way.
    const circle = [...times(5, ranking('ABC')), ...times(4, ranking('BCA')), ...times(3, ranking('CAB'))];
    expect(pairsOf(['A', 'B', 'C'], circle)).toMatchObject({ A: { B: 8 }, B: { C: 9 }, C: { A: 7 } });
    expect(schulzeWinners(['A', 'B', 'C'], circle)).toEqual(['A']);
  });

  it('leaves an even circle and a ballot of abstentions a tie of all', () => {
    const even = [ranking('ABC'), ranking('BCA'), ranking('CAB')];
    expect(schulzeWinners(['A', 'B', 'C'], even)).toEqual(['A', 'B', 'C']);
    expect(schulzeWinners(['A', 'B', 'C'], [{}, {}])).toEqual(['A', 'B', 'C']);
  });

  it('chooses whoever wins every pair, whatever the rest says', () => {
    const vote = fc.shuffledSubarray(options, { minLength: 1 }).map((order) => ranking(order.join('')));
    fc.assert(
      fc.property(fc.array(vote, { minLength: 1, maxLength: 15 }), (cast) => {
        const pairs = pairsOf(options, cast);
        const best = options.find((a) => options.every((b) => a === b || (pairs[a]?.[b] ?? 0) > (pairs[b]?.[a] ?? 0)));
        if (best) expect(schulzeWinners(options, cast)).toEqual([best]);
        expect(schulzeWinners(options, cast).length).toBeGreaterThan(0);
      }),
    );
  });

  it('shows first choices beside it, level ones for each', () => {
    expect(tallyFirsts(['A', 'B', 'C'], [{ A: 1, B: 1 }, { B: 2 }, {}])).toEqual({ A: 1, B: 2, C: 0 });
  });
});

describe('Consent', () => {
  const [agree, concern, aside, object] = [1, 2, 3, 4];

  it('passes what somebody carries and nobody objects to', () => {
    const votes = [
      { A: agree, B: agree },
      { A: concern, B: agree },
      { A: aside, B: object },
    ] as Choices[];
    expect(tallyConsent(['A', 'B'], votes)).toEqual({ A: 2, B: 2 });
    expect(answersOf(['A', 'B'], votes)['A']).toEqual({ agree: 1, concern: 1, aside: 1, object: 0 });
    expect(consentWinners(['A', 'B'], votes)).toEqual(['A']);
  });

  it('passes nothing that is objected to, and nothing that all stand aside from', () => {
    expect(consentWinners(['A'], [{ A: agree }, { A: object }] as Choices[])).toEqual([]);
    expect(consentWinners(['A'], [{ A: aside }, {}] as Choices[])).toEqual([]);
  });
});

describe('Every method', () => {
  const options = ['A', 'B', 'C'];
  const amounts = fc.record(Object.fromEntries(options.map((each) => [each, fc.integer({ min: 0, max: 3 })])));

  it.each(TALLY_METHODS)(
    '%s counts every option, whatever the order of the votes, and makes a winner only of an option',
    (method) => {
      fc.assert(
        fc.property(fc.array(amounts, { maxLength: 12 }), (votes) => {
          const { tally, winners, detail } = METHODS[method];
          expect(Object.keys(tally(options, votes))).toEqual(options);
          expect([tally, winners, detail].map((each) => each(options, votes.toReversed()))).toEqual(
            [tally, winners, detail].map((each) => each(options, votes)),
          );
          expect(options).toEqual(expect.arrayContaining([...winners(options, votes)]));
        }),
      );
    },
  );
});

describe('The count by sector', () => {
  const sector = fc.constantFrom(...SECTORS);
  const choices = fc.record({ A: fc.integer({ min: 0, max: 1 }), B: fc.integer({ min: 0, max: 1 }) });

  it('tells what is large enough', () => {
    const votes = [
      ...times(9, { sector: 'residents' as const, choices: { A: 1 } }),
      ...times(8, { sector: 'academia' as const, choices: { B: 1 } }),
    ];
    expect(tallyBySector('approval', ['A', 'B'], votes)).toEqual([
      { sector: 'academia', votes: 8, backing: { A: 0, B: 8 } },
      { sector: 'residents', votes: 9, backing: { A: 9, B: 0 } },
    ]);
  });

  it('tells no figure under five, and nothing from which one follows', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ sector, choices }), { maxLength: 60 }), (votes) => {
        const shown = tallyBySector('approval', ['A', 'B'], votes);
        const small = (count: number | null): boolean => count !== null && count > 0 && count < SMALLEST_SHOWN;
        expect(shown.filter((group) => small(group.votes) || small(group.backing['A'] ?? null))).toEqual([]);
        for (const option of ['A', 'B']) {
          const total = votes.filter((vote) => vote.choices[option as 'A'] === 1).length;
          const told = shown.map(({ backing }) => backing[option] ?? null);
          const rest = total - told.reduce<number>((sum, count) => sum + (count ?? 0), 0);
          expect(small(rest) && told.some((count) => (count ?? 0) > 0)).toBe(false);
        }
      }),
    );
  });
});
