import { describe, expect, it } from '@jest/globals';
import { bodyOf, DraftAuthor, FindProposals, parseProposalNumber, proposalNumber, queryOf, ReviewProposal } from './index.js';

const codes = (result: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  result.error?.issues.map((issue) => [issue.path.join('.'), issue.message]) ?? [];

describe('a review', () => {
  const review = { verdict: 'feasible', reasons: 'Se puede', signedBy: 'Rita' };

  it('has a verdict, reasons and a signature', () => {
    expect(ReviewProposal.parse(review)).toMatchObject({ verdict: 'feasible', existing: null, changes: null });
    expect(codes(ReviewProposal.safeParse({}))).toEqual(
      expect.arrayContaining([
        ['verdict', 'choose'],
        ['reasons', 'required'],
        ['signedBy', 'required'],
      ]),
    );
    expect(codes(ReviewProposal.safeParse({ ...review, reasons: ' \n ' }))).toEqual([['reasons', 'required']]);
  });

  it('that asks for changes says which', () => {
    expect(codes(ReviewProposal.safeParse({ ...review, verdict: 'feasible-with-changes' }))).toEqual([
      ['changes', 'changes-needed'],
    ]);
    expect(ReviewProposal.safeParse({ ...review, verdict: 'feasible-with-changes', changes: 'Por comunas' }).success).toBe(true);
  });
});

describe('an author', () => {
  const who = {
    authorName: 'Graciela',
    authorEmail: 'Graciela@Example.org',
    sector: 'residents',
    onBehalfOf: '',
    neighbourhood: '',
  };

  it('speaks for themselves or names whom they speak for', () => {
    expect(DraftAuthor.parse(who)).toMatchObject({ authorEmail: 'graciela@example.org', onBehalfOf: null, trap: '' });
    expect(codes(DraftAuthor.safeParse({ ...who, sector: 'civil-society' }))).toEqual([['onBehalfOf', 'organisation-needed']]);
  });
});

describe('a search', () => {
  const theme = '0190b0a0-0000-7000-8000-00000000000a';

  it('takes one or several of a filter and leaves out what it does not know', () => {
    const find = FindProposals.parse({
      q: ' árbol ',
      theme,
      state: ['feasible', 'held', 'nonsense'],
      area: 'x',
      page: '-3',
      sort: 'price',
    });
    expect(find).toEqual({ ...FindProposals.parse({}), q: 'árbol', theme: [theme], state: ['feasible'] });
  });

  it('goes into an address and comes back the same', () => {
    const find = FindProposals.parse({
      q: 'a & b',
      theme: [theme],
      state: ['in-review', 'feasible'],
      by: 'organisations',
      sort: 'endorsed',
      at: 'after:7:40',
      page: '3',
    });
    const back = new URLSearchParams(queryOf(find));
    expect(
      FindProposals.parse({ ...Object.fromEntries(back), theme: back.getAll('theme'), state: back.getAll('state') }),
    ).toEqual(find);
    expect(queryOf(FindProposals.parse({}))).toBe('');
  });
});

describe('numbers and texts', () => {
  it('reads a number as people write it', () => {
    expect(['P-047', 'p47', '47', 'P-0', 'x', '4.7', ''].map(parseProposalNumber)).toEqual([47, 47, 47, null, null, null, null]);
    expect([7, 47, 1234].map(proposalNumber)).toEqual(['P-007', 'P-047', 'P-1234']);
  });

  it('joins the answers that were given', () => {
    expect(bodyOf({ problem: 'a', idea: 'b', benefit: null })).toBe('a\n\nb');
  });
});
