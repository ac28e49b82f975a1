import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPlannedFixed, jointAnswer, redirectedDue, VERDICTS } from './index.js';

describe('what several areas say together', () => {
  it('waits while one of them owes its review', () => {
    expect(jointAnswer([])).toEqual({ kind: 'waits' });
    expect(jointAnswer([null])).toEqual({ kind: 'waits' });
    expect(jointAnswer(['feasible', null])).toEqual({ kind: 'waits' });
    expect(jointAnswer(['feasible', 'not-feasible', null])).toEqual({ kind: 'waits' });
  });

  it('is the verdict on which they agree', () => {
    for (const verdict of VERDICTS) expect(jointAnswer([verdict, verdict])).toEqual({ kind: 'agrees', verdict });
  });

  it('is feasible with changes where one asks for changes and nobody finds it impossible', () => {
    expect(jointAnswer(['feasible', 'feasible-with-changes', 'feasible'])).toEqual({
      kind: 'agrees',
      verdict: 'feasible-with-changes',
    });
  });

  it('is a disagreement otherwise', () => {
    expect(jointAnswer(['feasible', 'not-feasible'])).toEqual({ kind: 'disagrees' });
    expect(jointAnswer(['already-planned', 'feasible'])).toEqual({ kind: 'disagrees' });
    expect(jointAnswer(['outside-the-call', 'not-feasible'])).toEqual({ kind: 'disagrees' });
  });

  it('does not depend on the order of the areas', () => {
    const verdicts = fc.array(fc.constantFrom(null, ...VERDICTS), { maxLength: 5 });
    fc.assert(fc.property(verdicts, (all) => expect(jointAnswer(all.toReversed())).toEqual(jointAnswer(all))));
  });
});

describe('“already planned”', () => {
  it('can change in both directions until the roundtables begin, and by no review afterwards', () => {
    expect(isPlannedFixed('already-planned', 'feasible', false)).toBe(false);
    expect(isPlannedFixed('already-planned', 'feasible', true)).toBe(true);
    expect(isPlannedFixed('in-review', 'already-planned', true)).toBe(true);
    expect(isPlannedFixed('already-planned', 'already-planned', true)).toBe(false);
    expect(isPlannedFixed('feasible', 'not-feasible', true)).toBe(false);
  });
});

describe('the day for the area that a proposal is sent on to', () => {
  it('is as far away as the first area’s day had been', () => {
    expect(redirectedDue('2026-04-01', '2026-04-30', '2026-04-20')).toBe('2026-05-19');
  });
  it('is never less than a week away', () => {
    expect(redirectedDue('2026-04-01', '2026-04-03', '2026-04-20')).toBe('2026-04-27');
    expect(redirectedDue('2026-04-10', '2026-04-03', '2026-04-20')).toBe('2026-04-27');
  });
});
