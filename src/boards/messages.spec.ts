import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { REFUSAL_CODES, asRefusal } from './domain/index.js';

describe('the words of refusals', () => {
  it.each(['es', 'en', 'fr'])('has one for every code in %s, and none too many', (locale) => {
    const messages = JSON.parse(readFileSync(`src/boards/messages/${locale}.json`, 'utf8')) as Record<string, string>;
    expect(Object.keys(messages).sort()).toEqual(REFUSAL_CODES.map((code) => `refusals.${asRefusal(code).code}`).sort());
  });
});
