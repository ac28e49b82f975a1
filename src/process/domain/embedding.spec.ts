import { describe, expect, it } from '@jest/globals';
import { originOf, SetEmbedding } from './index.js';

describe('the sites that may show parts of this one', () => {
  it('are origins, however they are written', () => {
    expect(originOf('https://www.Example.org/')).toBe('https://www.example.org');
    expect(originOf('ciudad.example.org')).toBe('https://ciudad.example.org');
    expect(originOf('https://example.org:8443')).toBe('https://example.org:8443');
    expect(originOf('http://localhost:4000')).toBe('http://localhost:4000');
  });

  it.each([
    ...['http://example.org', 'https://*.example.org', '*', "'self'", 'https://example.org/page', 'javascript:alert(1)'],
    ...['https://a.example; script-src *', 'https://a.example https://b.example', 'https://-a.example', 'data:', ''],
  ])('are nothing else: %s', (text) => {
    expect(originOf(text)).toBeNull();
  });

  it('come one a line, each once; none is nowhere', () => {
    expect(SetEmbedding.parse({ origins: 'a.example\r\nhttps://b.example/\na.example\n' }).origins).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
    expect(SetEmbedding.parse({}).origins).toEqual([]);
    expect(SetEmbedding.safeParse({ origins: 'a.example\n*' }).error?.issues[0]?.message).toBe('not-an-origin');
  });
});
