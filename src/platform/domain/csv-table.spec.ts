import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCsv } from './csv-table.js';

const cells = (text: string) => readCsv(text).rows.map((row) => row.cells);

describe('a table as a spreadsheet wrote it', () => {
  it.each([
    ['commas', 'a,b\n1,2', [['1', '2']]],
    ['semicolons, with commas in cells', 'a;b\n1,5;2', [['1,5', '2']]],
    ['tabs, as a copy from a spreadsheet has them', 'a\tb\n1\t2', [['1', '2']]],
    ['quotes, with everything in them', 'a,b\n"x, ""y""\nz",2', [['x, "y"\nz', '2']]],
    ['windows line ends and a byte order mark', '\ufeffa,b\r\n1,2\r\n', [['1', '2']]],
    ['empty lines, which are no rows', 'a,b\n\n1,2\n,\n', [['1', '2']]],
    ['a quote that nobody closed', 'a,b\n"1,2', [['1,2']]],
  ])('is read with %s', (_, text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('knows at which line of the file each row begins', () => {
    expect(readCsv('a,b\n"x\ny",1\nz,2').rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it('reads back whatever is written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', ' ', 'é') });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
        const text = [['a', 'b'], ...rows].map((row) => row.map(quoted).join(',')).join('\n');
        expect(cells(text)).toEqual(rows.filter((row) => row.some((each) => each.trim() !== '')));
      }),
    );
  });
});
