import { describe, expect, it } from '@jest/globals';
import { canonicalJson, checkVote, count, faultsOf, mayDecide, orderedPapers, settledRules, type BallotRules } from './index.js';

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

describe('A vote by method', () => {
  const by = (method: BallotRules['method']): BallotRules => settledRules({ ...rules, method, perOption: 5 }, 3);

  it('names one option alone where one is to be named', () => {
    expect(checkVote(by('single'), options, { A: 1 })).toBeNull();
    expect(checkVote(by('single'), options, { A: 1, B: 1 })?.code).toBe('vote-two-options');
  });

  it('scores every option up to the limit', () => {
    expect(checkVote(by('score'), options, { A: 5, B: 5, C: 5 })).toBeNull();
    expect(checkVote(by('score'), options, { A: 6 })?.code).toBe('vote-over-option');
  });

  it.each(['borda', 'schulze'] as const)(
    'ranks by %s from 1 to as many as there are, the same rank twice if one likes',
    (method) => {
      expect(checkVote(by(method), options, { A: 3, B: 3, C: 3 })).toBeNull();
      expect(checkVote(by(method), options, { A: 4 })?.code).toBe('vote-over-option');
    },
  );

  it('says why, with a concern and with an objection', () => {
    expect(checkVote(by('consent'), options, { A: 1, B: 3 })).toBeNull();
    expect(checkVote(by('consent'), options, { A: 2 })?.code).toBe('vote-needs-reason');
    expect(checkVote(by('consent'), options, { A: 4 }, { A: 'Falta presupuesto.' })).toBeNull();
  });
});

describe('A ballot as it is published', () => {
  const papers = orderedPapers([{ choices: { B: 2 } }, { choices: { A: 2, C: 1 } }]);
  const bundle = {
    format: 'mesa-abierta/ballot', version: 1, question: '¿Cuál?', rules, electorate: 3, papers, receipts: ['1', '2'],
    options: options.map((id) => ({ id, title: id })),
    count: count(rules, options, [{ A: 2, C: 1 }, { B: 2 }], 3),
  } as const; // prettier-ignore

  it('is counted again to the same bytes, also after it went through JSON', () => {
    expect(faultsOf(bundle)).toEqual([]);
    expect(faultsOf(JSON.parse(canonicalJson(bundle)) as typeof bundle)).toEqual([]);
  });

  it('does not hold with a vote changed, a vote too many, or a receipt missing', () => {
    expect(faultsOf({ ...bundle, papers: [{ choices: { B: 1 } }, ...papers.slice(1)] })).toEqual(['count-differs']);
    expect(faultsOf({ ...bundle, electorate: 1 })).toEqual(['count-differs', 'more-votes-than-voters']);
    expect(faultsOf({ ...bundle, receipts: ['1'] })).toEqual(['receipts-differ-in-number']);
  });

  it('has its papers in an order that tells nothing of who came first', () => {
    expect(orderedPapers(papers.toReversed())).toEqual(papers);
  });
});

describe('A count', () => {
  it('ends with the one that has most', () => {
    expect(count(rules, options, [{ A: 2, B: 1 }, { B: 1 }, { A: 1 }], 5)).toEqual({
      tally: { A: 3, B: 2, C: 0 },
      detail: null,
      votes: 3,
      abstentions: 0,
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
