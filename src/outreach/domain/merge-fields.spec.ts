import { describe, expect, it } from '@jest/globals';
import { fillIn, languageFor, MessageTextsInput, unknownFields } from './merge-fields.js';

const values = { organisation: 'Red', name: 'Nora', theme: 'datos', link: 'https://x/1', deadline: 'hoy' };
const text = (body: string) => ({ es: { subject: 'Hola', body }, en: { subject: '', body: '' }, fr: { subject: '', body: '' } });

describe('the fields of a message', () => {
  it('are filled in once: a value that looks like a field stays', () => {
    expect(fillIn('{{name}} de {{ organisation }}: {{link}}', values)).toBe('Nora de Red: https://x/1');
    expect(fillIn('{{name}}', { ...values, name: '{{link}} $& $1' })).toBe('{{link}} $& $1');
  });

  it('run nothing: what is no field stays as it is', () => {
    for (const odd of ['{{constructor}}', '{{this}}', '{{#if name}}x{{/if}}', '{{{name}', '{{__proto__}}', '{name}'])
      expect(fillIn(odd, values)).toBe(odd);
    expect(unknownFields('{{name}} {{ nombre }} {{#each x}} {{nombre}}')).toEqual(['nombre', '#each x']);
  });

  it.each([
    ['Sin enlace', 'link-needed'],
    ['{{link}} {{nombre}}', 'unknown-field'],
    ['', 'required'],
  ])('are checked: %s', (body, code) => {
    const result = MessageTextsInput.safeParse(text(body));
    expect(result.error?.issues.map(({ message }) => message)).toContain(code);
  });

  it('make a version for each language that is written, and at least one', () => {
    expect(Object.keys(MessageTextsInput.parse(text('Va: {{link}}')))).toEqual(['es']);
    const none = { subject: '', body: ' ' };
    expect(MessageTextsInput.safeParse({ es: none, en: none, fr: none }).success).toBe(false);
  });
});

describe('the language of a receiver', () => {
  const message = { subject: 's', body: 'b' };
  it.each([
    [['fr', 'en'], { es: message, en: message }, 'en'],
    [['fr'], { en: message }, 'en'],
    [[], { es: message, fr: message }, 'es'],
  ] as const)('of %j is the first that is written', (languages, texts, expected) => {
    expect(languageFor(languages, texts)).toBe(expected);
  });
});
