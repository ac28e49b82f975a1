import { describe, expect, it } from '@jest/globals';
import { FindProposals, queryOf } from './find-proposals.js';
import { languageOf } from './language-of.js';
import { searchWords } from './search-words.js';

const roundTrip = (query: Record<string, unknown>): string => queryOf(FindProposals.parse(query));

describe('the question in a link', () => {
  it('says only what is not usual, and the same again when it is read', () => {
    expect(roundTrip({})).toBe('');
    expect(roundTrip({ sort: 'newest', page: '3', placed: '0', by: '' })).toBe('');
    const query = {
      q: 'árbol',
      sector: ['academia', 'private'],
      lang: 'fr',
      placed: '1',
      answered: '1',
      sort: 'random',
      seed: '77',
    };
    const link = '?q=%C3%A1rbol&sector=academia&sector=private&lang=fr&placed=1&answered=1&sort=random&seed=77';
    expect(roundTrip(query)).toBe(link);
    expect(roundTrip(Object.fromEntries(new URLSearchParams('sort=endorsed&at=after:12:345&page=4')))).toBe(
      '?sort=endorsed&at=after%3A12%3A345&page=4',
    );
  });

  it.each([
    [{ sort: 'deadline', at: 'before:2026-05-01:3' }, '?sort=deadline&at=before%3A2026-05-01%3A3'],
    [{ sort: 'deadline', at: 'after:infinity:3' }, '?sort=deadline&at=after%3Ainfinity%3A3'],
    [{ sort: 'deadline', at: 'after:12:3' }, '?sort=deadline'],
    [{ sort: 'deadline', at: 'after:2026-02-30:3' }, '?sort=deadline'],
    [{ sort: 'endorsed', at: 'after:infinity:3' }, '?sort=endorsed'],
    [{ sort: 'endorsed', at: 'end' }, '?sort=endorsed&at=end'],
    [{ at: 'after:1:2:3' }, ''],
    [{ at: ['end', 'end'] }, ''],
    [{ sort: 'author_email', seed: '-1' }, ''],
  ])('leaves out a place that its sort does not have: %j', (query, link) => {
    expect(roundTrip(query)).toBe(link);
  });
});

describe('what was typed into the search box', () => {
  it.each([
    ['veredas', '', 'veredas'],
    ['veredas rot', 'veredas', 'rot'],
    ['-centros sal', '-centros', 'sal'],
    ['"centros de salud" árb', '"centros de salud"', 'árb'],
  ])('may end with the beginning of a word: %s', (typed, before, beginning) => {
    expect(searchWords(typed)).toEqual({ whole: typed, unfinished: { before, beginning } });
  });

  it.each(['ve', '"centros de sal', 'veredas -cen', 'veredas ', 'veredas"', '🦜', ''])('or may not: %j', (typed) => {
    expect(searchWords(typed).unfinished).toBeNull();
  });
});

describe('the language of a text', () => {
  it.each([
    ['Los tiempos de espera en los centros de salud no se publican', 'es'],
    ['The waiting times of the hospitals are not published', 'en'],
    ['Les temps d’attente dans les hôpitaux ne sont pas publiés', 'fr'],
    ['Hospital', 'es'],
    ['', 'es'],
  ])('is told by its small words: %s', (text, lang) => {
    expect(languageOf(text, 'es')).toBe(lang);
  });
});
