import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { wordsIn } from '../../src/client/room/words.js';

const TAGS = { es: 'es-AR', en: 'en', fr: 'fr' } as const;
const messagesOf = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(`src/roundtables/messages/${locale}.json`, 'utf8')) as Record<string, string>;

/** Every argument a message may ask for, with this number for each that counts. */
const argsWith = (n: number) => ({
  ...Object.fromEntries(
    [
      'count',
      'mine',
      'left',
      'budget',
      'per',
      'quorum',
      'votes',
      'electorate',
      'used',
      'max',
      'first',
      'last',
      'step',
      'steps',
      'sections',
      'place',
      'percent',
      'dots',
      'page',
      'pages',
    ].map((name) => [name, n]),
  ),
  ...Object.fromEntries(['name', 'title', 'section', 'reason', 'time', 'day', 'note', 'by'].map((name) => [name, `«${name}»`])),
});

describe('The words of the live room', () => {
  it.each(Object.entries(TAGS))('are filled in as the server would, in %s', (locale, tag) => {
    const all = messagesOf(locale);
    const words = wordsIn(tag, 'America/Argentina/Buenos_Aires', all);
    const keys = Object.keys(all).filter((key) => key.startsWith('roundtables.live.'));
    expect(keys.length).toBeGreaterThan(350);
    for (const key of keys) {
      for (const n of [0, 1, 2, 12_345]) {
        const server = new IntlMessageFormat(all[key] ?? '', tag, undefined, { ignoreTag: true });
        expect([key, words(key, argsWith(n))]).toEqual([key, String(server.format(argsWith(n)))]);
      }
    }
  });

  it('reads apostrophes and quoted braces as ICU does', () => {
    const words = wordsIn('en', 'UTC', {
      a: "it''s {n, plural, one {# day''s} other {# days}}",
      b: "a '{brace}' and 'plain'",
      c: '{x, select, a {A} other {none}}',
    });
    expect(words('a', { n: 1 })).toBe("it's 1 day's");
    expect(words('b')).toBe("a {brace} and 'plain'");
    expect([words('c', { x: 'a' }), words('c', { x: 'z' })]).toEqual(['A', 'none']);
  });

  it('tells times in the roundtable’s zone, and refuses a key that is not there', () => {
    const words = wordsIn('es-AR', 'America/Argentina/Buenos_Aires', {});
    expect(words.date('2026-08-16T19:35:00Z', 'time')).toBe('16:35');
    expect(() => words('missing')).toThrow('No message missing');
  });
});
