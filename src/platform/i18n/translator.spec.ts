import { describe, expect, it } from '@jest/globals';
import { catalogue, Translator } from './translator.js';

describe('Writing interface text', () => {
  const translator = new Translator('America/Argentina/Buenos_Aires');

  it('lets no line break before a French mark that stands apart', () => {
    const french = Object.values(catalogue('fr'));
    expect(french.filter((text) => text.includes('\u00a0?')).length).toBeGreaterThan(0);
    expect(french.filter((text) => / [?!;»]|« | :(?!:)/.test(text))).toEqual([]);
  });

  it('leaves the other languages as they were typed', () => {
    expect(Object.values(catalogue('es')).join('')).not.toContain('\u00a0');
  });

  it('says a term of days without repeating month or year', () => {
    expect(translator.in('es').days('2022-03-01', '2022-03-31').replace(/\s/g, ' ')).toBe('1–31 de marzo de 2022');
    expect(translator.in('fr').days('2022-10-31', '2022-10-31')).toBe('31 octobre 2022');
  });
});
