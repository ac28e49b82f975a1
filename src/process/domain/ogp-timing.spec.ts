import { describe, expect, it } from '@jest/globals';
import { timingChecks, type TimingFacts, type TimingKey } from './ogp-timing.js';

const FACTS: TimingFacts = {
  stages: [
    { kind: 'call', startsOn: '2026-03-15', endsOn: '2026-03-28' },
    { kind: 'review', startsOn: '2026-03-20', endsOn: '2026-04-20' },
    { kind: 'roundtables', startsOn: '2026-04-21', endsOn: '2026-05-20' },
    { kind: 'consultation', startsOn: '2026-05-21', endsOn: '2026-05-30' },
    { kind: 'publication', startsOn: '2026-06-01', endsOn: '2026-06-20' },
  ],
  timelinePublishedOn: '2026-03-01',
  rulesPublishedOn: '2026-03-14',
  today: '2026-03-01',
  noticeDays: 14,
};

const check = (key: TimingKey, change: Partial<TimingFacts> = {}) =>
  timingChecks({ ...FACTS, ...change }).find((each) => each.key === key);
const without = (kind: string) => ({ stages: FACTS.stages.filter((each) => each.kind !== kind) });
const changed = (kind: string, days: Partial<(typeof FACTS.stages)[number]>) => ({
  stages: FACTS.stages.map((each) => (each.kind === kind ? { ...each, ...days } : each)),
});

describe('the times that the standards ask for', () => {
  it('hold in a process announced in time, with time for everybody', () => {
    expect(timingChecks(FACTS).map(({ key, state }) => `${key} ${state}`)).toEqual([
      'timeline holds',
      'rules holds',
      'opportunities holds',
      'inputs holds',
      'answers holds',
      'comments holds',
    ]);
  });

  it('want the timeline public two weeks before the call, to the day', () => {
    expect(check('timeline', { timelinePublishedOn: '2026-03-02' })).toMatchObject({
      state: 'late',
      by: '2026-03-01',
      source: '3.1',
    });
    expect(check('timeline', { timelinePublishedOn: null })).toMatchObject({ state: 'due', by: '2026-03-01' });
    expect(check('timeline', { timelinePublishedOn: null, today: '2026-03-02' })).toMatchObject({ state: 'late' });
  });

  it('want the rules public before the call, and time to comment on them', () => {
    expect(check('rules', { rulesPublishedOn: '2026-03-15' })).toMatchObject({ state: 'late', by: '2026-03-14', source: '1.1' });
    expect(check('rules', { rulesPublishedOn: null })).toMatchObject({ state: 'due' });
  });

  it('want every way to take part in the plan', () => {
    expect(check('opportunities', without('consultation'))).toMatchObject({ state: 'missing', stages: ['consultation'] });
    expect(check('comments', without('consultation'))).toMatchObject({ state: 'missing' });
  });

  it('want two weeks for proposals and ten days for comments', () => {
    expect(check('inputs', changed('call', { endsOn: '2026-03-27' }))).toMatchObject({ state: 'missing', stages: ['call'] });
    expect(check('comments', changed('consultation', { endsOn: '2026-05-29' }))).toMatchObject({ state: 'missing' });
  });

  it('want the answers before the plan', () => {
    expect(check('answers', changed('review', { endsOn: '2026-06-01' }))).toMatchObject({ state: 'missing', stages: ['review'] });
    expect(check('answers', without('publication'))).toMatchObject({ state: 'holds' });
    expect(check('answers', without('review'))).toMatchObject({ state: 'missing' });
  });

  it('say nothing of a process without a call', () => {
    expect(timingChecks({ ...FACTS, ...without('call') })).toEqual([]);
  });
});
