/**
 * Keys that sort between any two others, so that putting a note somewhere changes no other note.
 * A key is an integer part, whose first letter tells its length and sign (a–z: 2 to 27 characters upwards, Z–A downwards), and a fraction
 * that never ends in 0. Appending only counts the integer up, so that keys stay short. (Fractional indexing after D. Greenspan.)
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FIRST = 'a0';
const LEAST = `A${'0'.repeat(26)}`;

/** A longer key is rewritten by the server, with those of its neighbours. */
export const ORDER_KEY_MAX = 64;

export const compareKeys = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether a text is a well-formed order key; a malformed one would make it impossible to put anything beside it. */
export function isOrderKey(key: string): boolean {
  if (!/^[A-Za-z][0-9A-Za-z]*$/.test(key) || key.length > 200 || key === LEAST) return false;
  return key.length >= integerLength(key) && (key.length === integerLength(key) || !key.endsWith('0'));
}

/** A key after `before` and in front of `after`; null stands for the beginning and the end. `before` must sort in front of `after`. */
export function keyBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after)
    throw new RangeError('No key lies between keys that are not in order');
  if (before === null && after === null) return FIRST;
  if (before === null) return inFrontOf(after as string);
  const whole = before.slice(0, integerLength(before));
  const fraction = before.slice(whole.length);
  if (after === null) return stepped(whole, 1) ?? whole + middle(fraction, null);
  const wholeAfter = after.slice(0, integerLength(after));
  if (whole === wholeAfter) return whole + middle(fraction, after.slice(wholeAfter.length));
  const next = stepped(whole, 1);
  return next !== null && next < after ? next : whole + middle(fraction, null);
}

/** The key for position `index` among `keys`, which are in reading order and may hold equal ones; lands after equals it cannot split. */
export function keyAt(keys: readonly string[], index: number): string {
  const before = index > 0 ? (keys[Math.min(index, keys.length) - 1] ?? null) : null;
  const after = keys.slice(index).find((key) => before === null || key > before) ?? null;
  return keyBetween(before, after);
}

/** `count` short keys in order, to start or to rewrite a list with. */
export function evenKeys(count: number): string[] {
  const keys: string[] = [];
  for (let made = 0; made < count; made += 1) keys.push(keyBetween(keys.at(-1) ?? null, null));
  return keys;
}

function integerLength(key: string): number {
  const head = key.charCodeAt(0);
  return head >= 97 ? head - 97 + 2 : 90 - head + 2;
}

function inFrontOf(after: string): string {
  const whole = after.slice(0, integerLength(after));
  if (whole < after) return whole === LEAST ? whole + middle('', after.slice(whole.length)) : whole;
  const down = stepped(whole, -1);
  return down === null || down === LEAST ? LEAST + middle('', null) : down;
}

/** The integer part one up or down, null past the ends. */
function stepped(whole: string, by: 1 | -1): string | null {
  const [head = '', ...digits] = whole;
  const over = by === 1 ? DIGITS.length : -1;
  for (let place = digits.length - 1; place >= 0; place -= 1) {
    const digit = DIGITS.indexOf(digits[place] ?? '0') + by;
    digits[place] = DIGITS.charAt(digit === over ? (by === 1 ? 0 : DIGITS.length - 1) : digit);
    if (digit !== over) return head + digits.join('');
  }
  if (by === 1) return head === 'Z' ? FIRST : head === 'z' ? null : resized(head, by);
  return head === 'a' ? `Z${DIGITS.at(-1)}` : head === 'A' ? null : resized(head, by);
}

function resized(head: string, by: 1 | -1): string {
  const next = String.fromCharCode(head.charCodeAt(0) + by);
  return next + (by === 1 ? '0' : DIGITS.charAt(DIGITS.length - 1)).repeat(integerLength(next) - 1);
}

/** A fraction between two: '' is the lowest, null the highest. Never ends in 0. */
function middle(low: string, high: string | null): string {
  if (high !== null) {
    let same = 0;
    while ((low[same] ?? '0') === high[same]) same += 1;
    if (same > 0) return high.slice(0, same) + middle(low.slice(same), high.slice(same));
  }
  const lowDigit = low === '' ? 0 : DIGITS.indexOf(low.charAt(0));
  const highDigit = high === null ? DIGITS.length : DIGITS.indexOf(high.charAt(0));
  if (highDigit - lowDigit > 1) return DIGITS.charAt(Math.round((lowDigit + highDigit) / 2));
  if (high !== null && high.length > 1) return high.charAt(0);
  return DIGITS.charAt(lowDigit) + middle(low.slice(1), null);
}
