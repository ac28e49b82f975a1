import { describe, expect, it } from '@jest/globals';
import { beginAgenda, extend, leftMs, move, pause, plannedStarts, resume, type Moved, type Progress } from './index.js';

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 15, minutes));
const steps = [
  { id: 'a', minutes: 10 },
  { id: 'b', minutes: 20 },
];
const progress = (moved: Moved): Progress => {
  if (!moved.ok) throw new Error(moved.refusal.code);
  return moved.progress;
};
const first = progress(beginAgenda(steps, at(0)));

describe('An agenda', () => {
  it('begins with its first step and all of its minutes', () => {
    expect(first).toEqual({ stepId: 'a', startedAt: at(0), timer: { endsAt: at(10), remainingMs: null } });
    expect(beginAgenda([], at(0))).toMatchObject({ refusal: { code: 'agenda-empty' } });
  });

  it('goes on and back, and each step begins anew', () => {
    const second = progress(move(steps, first, 'a', 1, at(12)));
    expect(second).toMatchObject({ stepId: 'b', timer: { endsAt: at(32) } });
    expect(progress(move(steps, second, 'b', -1, at(13)))).toMatchObject({ stepId: 'a', timer: { endsAt: at(23) } });
  });

  it('has two ends', () => {
    expect(move(steps, first, 'a', -1, at(1))).toMatchObject({ refusal: { code: 'agenda-begins-here' } });
    expect(move(steps, { ...first, stepId: 'b' }, 'b', 1, at(1))).toMatchObject({ refusal: { code: 'agenda-ends-here' } });
  });

  it('does not move for somebody who looks at another step', () => {
    expect(move(steps, first, 'b', 1, at(1))).toMatchObject({ refusal: { code: 'agenda-moved-on' } });
  });

  it('says when its steps would begin', () => {
    expect(plannedStarts(steps, at(0))).toEqual([at(0), at(10)]);
  });
});

describe('A timer', () => {
  it('gets a minute more: after its end, from now', () => {
    expect(extend(first.timer, 1, at(5)).endsAt).toEqual(at(11));
    expect(extend(first.timer, 1, at(15)).endsAt).toEqual(at(16));
  });

  it('stands still with what is left, and runs on', () => {
    const still = pause(first.timer, at(4));
    expect(leftMs(still, at(40))).toBe(6 * 60_000);
    expect(extend(still, 2, at(40)).remainingMs).toBe(8 * 60_000);
    expect(resume(still, at(40)).endsAt).toEqual(at(46));
    expect(pause(still, at(50))).toBe(still);
    expect(resume(first.timer, at(3))).toBe(first.timer);
  });

  it('that has run out counts below zero while running, and stands at nothing', () => {
    expect(leftMs(first.timer, at(12))).toBe(-2 * 60_000);
    expect(pause(first.timer, at(12)).remainingMs).toBe(0);
  });
});
