import { describe, expect, it } from '@jest/globals';
import { isId } from '../../kernel/id.js';
import { StoryClock, StoryDice, StoryIds } from './story.js';
import { SystemClock, SystemDice, SystemIds } from './system.js';

describe('ids', () => {
  it('are UUIDv7 that sort by the moment they were made, ten thousand within a few milliseconds', () => {
    const ids = new SystemIds(new SystemClock(), new SystemDice());
    const made = Array.from({ length: 10_000 }, () => ids.next());
    expect(made.every((id) => isId(id) && id[14] === '7')).toBe(true);
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('keep their order when the clock is set back', () => {
    const clock = new StoryClock('2026-03-02T12:00:00Z');
    const ids = new StoryIds(clock);
    const before = ids.next();
    clock.advance({ days: -1 });
    expect(ids.next() > before).toBe(true);
  });

  it('carry the moment in milliseconds', () => {
    const clock = new StoryClock('2026-03-02T12:00:00.123Z');
    const id = new StoryIds(clock).next().replaceAll('-', '');
    expect(parseInt(id.slice(0, 12), 16)).toBe(clock.now().getTime());
  });
});

describe('a story', () => {
  const tell = (seed: string) => {
    const clock = new StoryClock('2026-03-02T12:00:00Z');
    const dice = new StoryDice(seed);
    const ids = new StoryIds(clock, dice);
    return [ids.next(), dice.below(6), dice.below(1000), ids.next(), Buffer.from(dice.bytes(40)).toString('hex')];
  };

  it('is told the same way every time, and another way with another seed', () => {
    expect(tell('a')).toEqual(tell('a'));
    expect(tell('a')).not.toEqual(tell('b'));
  });

  it('throws even dice', () => {
    const dice = new StoryDice(1);
    const seen = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 6000; i++) seen[dice.below(6)]! += 1;
    expect(seen.every((count) => count > 850 && count < 1150)).toBe(true);
  });
});
