import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ORDER_KEY_MAX, evenKeys, isOrderKey, keyAt, keyBetween } from './order.js';

describe('order keys', () => {
  it('[B26] a key put anywhere sorts there, and is well formed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 200 }), (places) => {
        const keys: string[] = [];
        for (const place of places) {
          const index = place % (keys.length + 1);
          const key = keyAt(keys, index);
          expect(isOrderKey(key)).toBe(true);
          keys.splice(index, 0, key);
        }
        expect([...keys].sort()).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('[B26] appending and prepending keep keys short', () => {
    expect(Math.max(...evenKeys(5000).map((key) => key.length))).toBeLessThan(5);
    let first = keyBetween(null, null);
    for (let i = 0; i < 5000; i += 1) {
      const before = keyBetween(null, first);
      expect(before < first).toBe(true);
      first = before;
    }
    expect(first.length).toBeLessThan(5);
  });

  it('[B26] squeezing always into one place passes the length at which keys are rewritten', () => {
    const low = keyBetween(null, null);
    let high = keyBetween(low, null);
    for (let i = 0; i < 500; i += 1) high = keyBetween(low, high);
    expect(high.length).toBeGreaterThan(ORDER_KEY_MAX);
    expect(isOrderKey(high)).toBe(true);
  });

  it('[B26] a place among equal keys is after the last of them', () => {
    const key = keyAt(['a0', 'a5', 'a5', 'a9'], 2);
    expect(key > 'a5' && key < 'a9').toBe(true);
  });

  it('[B36] refuses what cannot have a neighbour', () => {
    for (const key of ['', '0', 'a', 'a00', 'b1', 'a0!', `A${'0'.repeat(26)}`, 'a0é', `a0${'1'.repeat(300)}`])
      expect(isOrderKey(key)).toBe(false);
    for (const key of ['a0', 'Zz', 'b00', 'a0V']) expect(isOrderKey(key)).toBe(true);
    expect(() => keyBetween('a1', 'a0')).toThrow(RangeError);
  });
});
