import { describe, expect, it } from '@jest/globals';
import { checkVote, count, mayDecide, settledRules, type BallotRules } from './index.js';

const rules: BallotRules = { method: 'dots', budget: 3, perOption: 2, quorum: 2, tieRule: 'facilitator-decides' };
const options = ['A', 'B', 'C'];

describe('A vote', () => {
  it('may leave points unused, all of them included', () => {
    expect(checkVote(rules, options, {})).toBeNull();
    expect(checkVote(rules, options, { A: 2, B: 1 })).toBeNull();
  });

  it.each([
    [{ A: 2, B: 2 }, 'vote-over-budget'],
    [{ A: 3 }, 'vote-over-option'],
    [{ A: -1 }, 'vote-over-option'],
    [{ A: 0.5 }, 'vote-over-option'],
    [{ D: 1 }, 'vote-unknown-option'],
    [{ constructor: 1 }, 'vote-unknown-option'],
  ])('%j is refused: %s', (choices, code) => {
    expect(checkVote(rules, options, choices as Record<string, number>)?.code).toBe(code);
  });

  it('with approval says yes to as many as there are, once each', () => {
    const approval = settledRules({ ...rules, method: 'approval' }, 3);
    expect(checkVote(approval, options, { A: 1, B: 1, C: 1 })).toBeNull();
    expect(checkVote(approval, options, { A: 2 })?.code).toBe('vote-over-option');
  });
});

describe('A count', () => {
  it('ends with the one that has most', () => {
    expect(count(rules, options, [{ A: 2, B: 1 }, { B: 1 }, { A: 1 }], 5)).toEqual({
      tally: { A: 3, B: 2, C: 0 },
      votes: 3,
      electorate: 5,
      ending: { kind: 'chosen', option: 'A' },
    });
  });

  it('is the same whatever the order of the votes', () => {
    const votes: Record<string, number>[] = [{ A: 2, C: 1 }, { B: 2 }, { C: 1, A: 1 }];
    expect(count(rules, options, votes.toReversed(), 3)).toEqual(count(rules, options, votes, 3));
  });

  it('ends tied, in the ballot’s order, among those with the most alone', () => {
    expect(count(rules, options, [{ C: 2 }, { A: 2 }, { B: 1 }], 3).ending).toEqual({ kind: 'tied', options: ['A', 'C'] });
    expect(count(rules, options, [{}, {}], 3).ending).toEqual({ kind: 'tied', options });
  });

  it('ends with nothing below its quorum, or without a vote', () => {
    expect(count(rules, options, [{ A: 2 }], 3).ending).toEqual({ kind: 'no-quorum' });
    expect(count({ ...rules, quorum: 0 }, options, [], 3).ending).toEqual({ kind: 'no-quorum' });
  });

  it('is decided by a person among the tied only, and only where that was declared', () => {
    const { ending } = count(rules, options, [{ C: 2 }, { A: 2 }], 3);
    expect(mayDecide(rules, ending, 'C')).toBeNull();
    expect(mayDecide(rules, ending, 'B')?.code).toBe('ballot-not-among-tied');
    expect(mayDecide({ tieRule: 'second-round' }, ending, 'C')?.code).toBe('ballot-not-tied');
    expect(mayDecide(rules, { kind: 'chosen', option: 'A' }, 'A')?.code).toBe('ballot-not-tied');
  });
});
