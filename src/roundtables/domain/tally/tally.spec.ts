import { describe, expect, it } from '@jest/globals';
import { tallyApproval } from './approval.js';
import { tallyDots } from './dots.js';
import { leaders } from './votes.js';

const times = <T>(count: number, vote: T): T[] => Array.from({ length: count }, () => vote);

describe('Approval', () => {
  // The capital of Tennessee, the example by which methods are compared since 2002 (electowiki, "Tennessee"): 100 voters, each approving the two cities nearest to them.
  const cities = ['Memphis', 'Nashville', 'Chattanooga', 'Knoxville'];
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
