import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { answers } from './answers.js';
import { daysPerSeat, seats } from './seats.js';

const words = { label: '', number: '', word: '', place: null };
const count = (model: ReturnType<typeof seats>, state: string) => model.seats.filter((seat) => seat.state === state).length;

describe('the ring of seats', () => {
  it('draws one seat a day: gone, today, left', () => {
    const ring = seats({ days: 31, gone: 18, running: true }, words);
    expect([count(ring, 'gone'), count(ring, 'today'), count(ring, 'left')]).toEqual([18, 1, 12]);
  });

  it('has no today before the first day and after the last', () => {
    expect(count(seats({ days: 10, gone: 0, running: false }, words), 'left')).toBe(10);
    expect(count(seats({ days: 10, gone: 10, running: false }, words), 'gone')).toBe(10);
  });

  it('leaves the opening at the bottom free and never lets seats touch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), fc.integer({ min: 0, max: 1200 }), (days, gone) => {
        const ring = seats({ days, gone: Math.min(gone, days - 1), running: true }, words);
        expect(ring.seats.length).toBe(Math.ceil(days / daysPerSeat(days)));
        expect(ring.seats.length).toBeLessThanOrEqual(45);
        const ends = ring.seats.map((seat) => seat.path.match(/[\d.]+/g)?.map(Number) as number[]);
        for (const [x, y] of ends) expect(Math.abs(Math.hypot((x ?? 0) - 200, (y ?? 0) - 200) - 168)).toBeLessThan(0.1);
        expect(Math.max(...ends.map(([, y]) => y ?? 0))).toBeLessThan(360);
      }),
    );
  });
});

describe('the picture of answers', () => {
  const group = (kind: 'committed' | 'waiting', n: number) => ({ kind, count: n, text: kind, href: '/' });

  it('draws one figure each, outcome by outcome, inside the picture', () => {
    const picture = answers([group('committed', 38), group('waiting', 4)], { number: '38', claim: '', label: '', scale: null });
    expect(picture.figures.map((figure) => figure.kind)).toEqual([
      ...Array<string>(38).fill('committed'),
      ...Array<string>(4).fill('waiting'),
    ]);
    expect(new Set(picture.figures.map(({ x, y }) => `${x} ${y}`)).size).toBe(42);
    expect(picture.figures.every(({ x, y }) => x < picture.width && y < picture.height)).toBe(true);
  });

  it('leaves an outcome that nobody had out of the list', () => {
    expect(
      answers([group('committed', 1), group('waiting', 0)], { number: '1', claim: '', label: '', scale: null }).groups,
    ).toHaveLength(1);
  });
});
