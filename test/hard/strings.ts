import type { Seeded } from '../load/seeded.js';

/** Each means something to somebody who reads a text on its way: a database, a template, a message, a table, a terminal, a reader of links. */
const PAYLOADS = [
  "'; drop table proposal; --",
  "' or '1'='1",
  '"; select pg_sleep(5); --',
  '%_\\%',
  '$1 ? :name ??',
  '<script>pwn(1)</script>',
  '"><img src=x onerror=pwn(1)>',
  '</textarea></title><svg onload=pwn(1)>',
  '&lt;b&gt;&#0;&#x110000;',
  '{{constructor.constructor("pwn(1)")()}}',
  '{{{this}}} {{#each}} {{/if}} {{> layout}}',
  '{count, plural, one {#} other {#}}',
  "{name} {0} '{' '' {date, date, ::yMMMM}",
  '=cmd|"/c calc"!A1',
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '%00%0d%0a',
  '../../../../etc/passwd',
  'javascript:pwn(1)',
  'https://user:pass@example.org:99999/?a=b#c',
  '${process.env} #{1} <%= 1 %>',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '1e999',
  '-0',
  '[object Object]',
  '{"a":1}',
  '\\u0000 \\x00 \\n',
  'true',
  '٣٤٥',
  '2026-02-30',
  '9999999999999999999999',
] as const;

const CONTROLS = '\u0000\u0001\u0007\u0008\u000b\u000c\u001b\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff';
const ZERO_WIDTH = '\u200b\u200c\u200d\u2060\u00ad\u034f\ufe0f';
const DIRECTIONS = '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c';
const MARKS = '\u0301\u0308\u0327\u0338\u0360\u20dd\u0489';
const WORDS = [
  'agua',
  'plaza',
  'مرحبا',
  'שלום',
  '日本語',
  'ñandú',
  'Straße',
  'ﬃ',
  'İı',
  'ǅ',
  'ẞ',
  'e\u0301',
  'क्षि',
  '👩‍👩‍👧‍👦',
  '🇦🇷',
  '🏳️‍🌈',
  '🤷🏽‍♀️',
  '𝕏',
  '\u{10ffff}',
];
const LINES = ['\r\n', '\n', '\r', '\n\n\n\n', '\u2028', '\t', '   '];

type Maker = (dice: Seeded) => string;
const one = (of: ArrayLike<string>, dice: Seeded): string => of[dice.below(of.length)] ?? '';
const many = (most: number, dice: Seeded, of: () => string): string => Array.from({ length: 1 + dice.below(most) }, of).join('');

const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [6, (dice) => one(PAYLOADS, dice)],
  [3, (dice) => many(6, dice, () => one(WORDS, dice) + one([' ', ...LINES], dice))],
  [2, (dice) => `a${many(4, dice, () => one(CONTROLS, dice))}b`],
  [2, (dice) => many(3, dice, () => one(['\ud800', '\udfff', '\udc00\ud800', 'x\ud83d'], dice) + one(WORDS, dice))],
  [2, (dice) => one(DIRECTIONS, dice) + one(WORDS, dice) + one(DIRECTIONS, dice) + 'txt.exe'],
  [2, (dice) => `z${many(60, dice, () => one(MARKS, dice))}`],
  [1, (dice) => many(20, dice, () => one(ZERO_WIDTH, dice))],
  [1, (dice) => many(4, dice, () => one(LINES, dice))],
  [1, (dice) => String.fromCharCode(...Array.from({ length: 24 }, () => dice.below(0x10000)))],
  [1, (dice) => one(WORDS, dice).repeat(1 + dice.below(900))],
  [1, () => ''],
];
const WEIGHTS = MAKERS.reduce((sum, [weight]) => sum + weight, 0);
/** One string in so many is as long as nobody types. */
const HUGE_EVERY = 400;
const HUGE = 1_000_000;

/** A string that somebody may send who means harm, or whose keyboard, language or device does what nobody thought of. */
export function hostileString(dice: Seeded): string {
  if (dice.below(HUGE_EVERY) === 0) return one(['x', 'á', ' ', '\n', '\u0000'], dice).repeat(HUGE);
  let at = dice.next() * WEIGHTS;
  for (const [weight, make] of MAKERS) {
    at -= weight;
    if (at < 0) return make(dice);
  }
  return '';
}
