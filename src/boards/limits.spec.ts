import { describe, expect, it } from '@jest/globals';
import { framesPerSecond, PresenceBoard } from './presence.js';
import { TokenBucket } from '../platform/limits/token-bucket.js';

describe('what a socket may send', () => {
  it('[B53] so many at once, so many a second after that, and a refusal costs nothing', () => {
    const bucket = new TokenBucket(10, 50);
    expect(bucket.take(50, 0)).toBe(0);
    expect(bucket.take(1, 0)).toBe(100);
    expect(bucket.take(1, 99)).toBe(1);
    expect(bucket.take(1, 100)).toBe(0);
    expect(bucket.take(10, 1100)).toBe(0);
    expect(bucket.take(50, 60_000)).toBe(0);
    expect(bucket.take(1, 60_000)).toBe(100);
  });

  it('[B53] a clock that is set back neither refills nor empties it', () => {
    const bucket = new TokenBucket(10, 50);
    bucket.take(50, 10_000);
    expect(bucket.take(1, 5_000)).toBe(100);
    expect(bucket.take(1, 5_100)).toBe(0);
  });
});

describe('presence', () => {
  const open = { authorsShown: true, writing: 'open' } as const;
  const framesIn10Ticks = (people: number, board: { authorsShown: boolean; writing: 'open' | 'private' } = open) => {
    const presence = new PresenceBoard();
    return Array.from({ length: 10 }, () => {
      presence.say('a', { board: 'b', at: 'problem', state: 'writing', x: 1, y: 2 });
      return presence.frame(people, board);
    }).filter((frame) => frame !== null);
  };

  it('[B55] is told less often the more people there are, and not where names or notes are hidden', () => {
    expect([10, 51, 151].map(framesPerSecond)).toEqual([10, 5, 2]);
    expect([10, 51, 151].map((people) => framesIn10Ticks(people).length)).toEqual([10, 5, 2]);
    expect(framesIn10Ticks(10, { authorsShown: false, writing: 'open' })).toEqual([]);
    expect(framesIn10Ticks(10, { authorsShown: true, writing: 'private' })).toEqual([]);
  });

  it('[B55] holds one last word of each person, and pointers of forty', () => {
    const presence = new PresenceBoard();
    for (let i = 0; i < 60; i += 1)
      for (const x of [1, 2]) presence.say(`p${i}`, { board: 'b', at: null, state: 'reading', x, y: 0 });
    const frame = presence.frame(10, open) ?? [];
    expect(frame).toHaveLength(60);
    expect(frame.filter(([, , , x]) => x === 2)).toHaveLength(40);
    expect(presence.frame(10, open)).toBeNull();
  });
});
