import { describe, expect, it } from '@jest/globals';
import { awaitsReview, isLate, isReminderDue } from './index.js';

const owed = [{ dueOn: '2026-04-30', askedOn: '2026-04-01' }];

describe('A reminder of a review', () => {
  it.each([
    ['not before its time', null, '2026-04-26', false],
    ['three days before it is due', null, '2026-04-27', true],
    ['on a later day, when nobody looked on that one', null, '2026-04-29', true],
    ['not again before it is late', '2026-04-27', '2026-04-30', false],
    ['on the first day on which it is late', '2026-04-27', '2026-05-01', true],
    ['not every day after', '2026-05-01', '2026-05-02', false],
  ])('comes %s', (_, remindedOn, today, is) => {
    expect(isReminderDue(owed, remindedOn, today)).toBe(is);
  });

  it('of what was asked shortly before it is due comes when it is late, since the asking was a mail too', () => {
    const short = [{ dueOn: '2026-04-30', askedOn: '2026-04-28' }];
    expect(['2026-04-28', '2026-04-30', '2026-05-01'].map((today) => isReminderDue(short, null, today))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('is for what can still be reviewed', () => {
    expect((['in-review', 'feasible', 'not-feasible'] as const).map(awaitsReview)).toEqual([true, true, true]);
    expect((['on-the-table', 'merged', 'withdrawn'] as const).map(awaitsReview)).toEqual([false, false, false]);
    expect([isLate('2026-04-30', '2026-04-30'), isLate('2026-04-30', '2026-05-01')]).toEqual([false, true]);
  });
});
