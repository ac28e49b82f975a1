import { describe, expect, it } from '@jest/globals';
import { mayFollow, PROPOSAL_STATES, progress, PUBLIC_STATES, stepCoverage, VERDICTS, type ProposalState } from './index.js';

const follows = (from: ProposalState, to: ProposalState) => mayFollow(from, to) === null;

describe('the life of a proposal', () => {
  it('runs from sending to a commitment', () => {
    const life: ProposalState[] = ['submitted', 'published', 'in-review', 'feasible', 'on-the-table', 'in-a-commitment'];
    life.slice(1).forEach((to, index) => expect(follows(life[index]!, to)).toBe(true));
  });

  it('reaches the table only by a verdict that makes it feasible', () => {
    const before = PROPOSAL_STATES.filter((state) => follows(state, 'on-the-table') && state !== 'on-the-table');
    expect(before).toEqual(expect.arrayContaining(['feasible', 'feasible-with-changes', 'carried-over']));
    for (const state of ['submitted', 'held', 'published', 'in-review', 'not-feasible'] as const)
      expect(before).not.toContain(state);
  });

  it('can be answered at every public moment, so that nothing stays without an end', () => {
    for (const state of PUBLIC_STATES) expect(follows(state, 'not-taken-up')).toBe(true);
  });

  it('never comes back from a withdrawal, and skips no review on the way to a verdict', () => {
    for (const state of PROPOSAL_STATES.filter((each) => each !== 'withdrawn')) expect(follows('withdrawn', state)).toBe(false);
    for (const verdict of ['feasible', 'feasible-with-changes', 'not-feasible'] as const)
      expect(follows('published', verdict)).toBe(false);
    for (const verdict of VERDICTS) expect(follows('in-review', verdict)).toBe(true);
  });

  it('says what was asked when it refuses', () => {
    expect(mayFollow('held', 'on-the-table')).toEqual({
      code: 'proposal-not-so-far',
      params: { from: 'held', to: 'on-the-table' },
    });
  });

  it('has six beads, or stops at its verdict', () => {
    expect(progress('in-review')).toEqual({ step: 2, stops: false });
    expect(progress('not-feasible')).toEqual({ step: 3, stops: true });
    expect(progress('in-a-commitment')).toEqual({ step: 5, stops: false });
  });
});

describe('how far proposals have come', () => {
  it('is counted by steps of the way, in its order; a verdict becomes an end when the team answers with it', () => {
    const some = (state: ProposalState, isSettled: boolean, count: number, answered: number) => ({
      state,
      isSettled,
      count,
      answered,
    });
    expect(
      stepCoverage([
        some('already-planned', true, 2, 2),
        some('already-planned', false, 3, 3),
        some('feasible', false, 1, 1),
        some('in-review', false, 5, 1),
        some('published', false, 4, 0),
      ]),
    ).toEqual([
      { step: 'arrived', count: 4, answered: 0 },
      { step: 'in-review', count: 5, answered: 1 },
      { step: 'reviewed', count: 4, answered: 4 },
      { step: 'ended', count: 2, answered: 2 },
    ]);
  });
});
