import { describe, expect, it } from '@jest/globals';
import { decoded } from '../../src/client/page/table-file.js';

const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;

describe('a file that is read into a field', () => {
  it.each([
    ['UTF-8', bytes(0x4e, 0xc3, 0xb1), 'Nñ'],
    ['UTF-8 with a byte order mark', bytes(0xef, 0xbb, 0xbf, 0x4e), 'N'],
    ['what spreadsheets on Windows write', bytes(0x4e, 0xf1, 0x80), 'Nñ€'],
  ])('is understood as %s', (_, content, text) => {
    expect(decoded(content)).toBe(text);
  });
});
