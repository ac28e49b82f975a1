import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  authorsTogether,
  ChosenNumbers,
  continued,
  CONTINUATION_KINDS,
  mayContinue,
  mayFollow,
  mayUndo,
  MergeProposals,
  NAME_MAX,
  PROPOSAL_STATES,
  PUBLIC_STATES,
  SplitProposal,
  undone,
  type Undoable,
} from './index.js';

const kind = fc.constantFrom(...CONTINUATION_KINDS);
const state = fc.constantFrom(...PROPOSAL_STATES);

describe('what can go on in another', () => {
  it('is public, without an answer, and where the table of states lets it go', () => {
    fc.assert(
      fc.property(kind, state, fc.boolean(), (each, from, isAnswered) => {
        const allowed = mayContinue(each, { number: 1, state: from, isAnswered }) === null;
        expect(allowed).toBe(
          !isAnswered &&
            from !== 'merged' &&
            from !== 'split' &&
            PUBLIC_STATES.includes(from) &&
            mayFollow(from, each === 'merge' ? 'merged' : 'split') === null,
        );
      }),
    );
  });

  it('is named in the refusal', () => {
    expect(mayContinue('merge', { number: 7, state: 'held', isAnswered: false })).toEqual({
      code: 'continued-not-public',
      params: { proposal: 'P-007' },
    });
    expect(mayContinue('split', { number: 7, state: 'in-review', isAnswered: true })?.code).toBe('continued-already');
  });
});

describe('undoing', () => {
  it('brings every origin back to exactly what it was', () => {
    const origins = fc.uniqueArray(fc.record({ id: fc.uuid(), state }), { selector: ({ id }) => id });
    fc.assert(fc.property(kind, origins, (each, before) => expect(undone(continued(each, before))).toEqual(before)));
  });

  const untouched: Undoable = {
    kind: 'merge',
    isUndone: false,
    origins: [{ number: 1, state: 'merged', keepsResponse: true }],
    heads: [
      {
        number: 2,
        isNew: true,
        before: 'published',
        state: 'published',
        isAnswered: false,
        wasReviewedSince: false,
        ledOnSince: false,
      },
    ],
  };
  const withHead = (head: Partial<Undoable['heads'][number]>): Undoable => ({
    ...untouched,
    heads: untouched.heads.map((each) => ({ ...each, ...head })),
  });

  it('is possible as long as nothing later depends on it, and says what does', () => {
    expect(mayUndo(untouched)).toBeNull();
    const why = (continuation: Undoable) => mayUndo(continuation)?.code;
    expect(why({ ...untouched, isUndone: true })).toBe('undo-undone');
    expect(why({ ...untouched, origins: [{ number: 1, state: 'not-taken-up', keepsResponse: false }] })).toBe(
      'undo-origin-moved',
    );
    expect(why({ ...untouched, origins: [{ number: 1, state: 'merged', keepsResponse: false }] })).toBe('undo-origin-moved');
    expect(why(withHead({ state: 'merged' }))).toBe('undo-continued-later');
    expect(why(withHead({ state: 'not-taken-up', isAnswered: true }))).toBe('undo-answered');
    expect(why(withHead({ state: 'on-the-table' }))).toBe('undo-tabled');
    expect(why(withHead({ state: 'feasible', wasReviewedSince: true }))).toBe('undo-reviewed');
    expect(why(withHead({ ledOnSince: true }))).toBe('undo-led-on');
    expect(mayUndo(withHead({ ledOnSince: true }))?.params).toEqual({ proposal: 'P-002' });
  });

  it('does not stumble over what an existing head was before', () => {
    expect(mayUndo(withHead({ isNew: false, before: 'on-the-table', state: 'on-the-table' }))).toBeNull();
    expect(mayUndo(withHead({ isNew: false, state: 'feasible', wasReviewedSince: true }))).toBeNull();
  });
});

describe('the forms', () => {
  const NEW = { head: 'new', title: 'Una', body: 'Texto', themeId: '0190b0a0-0000-7000-8000-00000000000a' };
  const codes = (result: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
    result.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];

  it('understand numbers as people type them', () => {
    expect(ChosenNumbers.parse(' P-004, p17;4\n P-0100 nada ')).toEqual([4, 17, 100]);
    expect(ChosenNumbers.parse(undefined)).toEqual([]);
  });

  it('merge into one of them or into a new one, which has a text', () => {
    expect(MergeProposals.parse({ numbers: 'P-001 P-002', head: 'P-002', reason: 'x' })).toEqual({
      origins: [1],
      head: 2,
      reason: 'x',
    });
    expect(MergeProposals.parse({ numbers: '1 2', ...NEW, lang: 'fr', reason: 'x' }).head).toMatchObject({
      title: 'Una',
      lang: 'fr',
    });
    expect(codes(MergeProposals.safeParse({ numbers: '1', head: '1', reason: 'x' }))).toEqual(['numbers too-few-to-merge']);
    expect(codes(MergeProposals.safeParse({ numbers: '1 2', head: '3', reason: 'x' }))).toEqual(['head choose']);
    expect(codes(MergeProposals.safeParse({ numbers: '1 2', head: 'new', reason: 'x' }))).toEqual(
      expect.arrayContaining(['title required', 'body required', 'themeId choose']),
    );
    expect(codes(MergeProposals.safeParse({ numbers: '1 2', head: '1' }))).toEqual(['reason required']);
  });

  it('split into two or more, and leave out what was left empty', () => {
    const part = { title: 'Una', body: 'Texto', themeId: NEW.themeId };
    const empty = { title: ' ', body: '', themeId: NEW.themeId };
    expect(SplitProposal.parse({ parts: [part, part, empty], reason: 'x' }).parts).toHaveLength(2);
    expect(codes(SplitProposal.safeParse({ parts: [part, empty], reason: 'x' }))).toEqual([
      'parts.1.title required',
      'parts.1.body required',
    ]);
  });
});

describe('authors together', () => {
  it('fit where an author’s name stands, each once', () => {
    const name = fc.string({ minLength: 1, maxLength: NAME_MAX });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        const text = authorsTogether(names, (count) => `y ${count} más`);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(NAME_MAX);
      }),
    );
    expect(authorsTogether(['Ana', 'Beto', 'Ana'], String)).toBe('Ana, Beto');
  });
});
