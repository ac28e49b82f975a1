import { z } from 'zod';

/**
 * A place in a sorted list, and which side of it is asked for: after the row with this key and number, or before it. `end` is before the end
 * of the list. The key is the value that the list is sorted by, so that a page stays where it was when rows before it come or go.
 */
export type Place =
  { readonly side: 'after' | 'before'; readonly key: string; readonly number: number } | { readonly side: 'end' };

const PLACE = /^(after|before):(-?\d{1,10}|\d{4}-\d{2}-\d{2}|infinity):(\d{1,9})$/;

/** A place as it stands in a link: `after:12:345`, `before:2026-05-01:345`, `end`. */
export const Place = z.codec(z.string().regex(/^end$/).or(z.string().regex(PLACE)), z.custom<Place>(), {
  decode: (text): Place => {
    const [, side, key, number] = PLACE.exec(text) ?? [];
    return side ? { side: side as 'after' | 'before', key: key ?? '', number: Number(number) } : { side: 'end' };
  },
  encode: (place) => (place.side === 'end' ? 'end' : `${place.side}:${place.key}:${place.number}`),
});

export const isNumberKey = (key: string): boolean => /^-?\d+$/.test(key);
export const isDayKey = (key: string): boolean => key === 'infinity' || z.iso.date().safeParse(key).success;
