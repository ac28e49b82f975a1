import { describe, expect, it } from '@jest/globals';
import type { Readable } from 'node:stream';
import { csvFile } from './csv.js';

async function textOf(rows: (string | number | null)[][]): Promise<string> {
  let text = '';
  for await (const chunk of csvFile('a.csv', ['a', 'b'], rows).body as Readable) text += String(chunk);
  return text;
}

describe('a CSV file', () => {
  it('begins with a byte order mark and its columns, and quotes what needs it', async () => {
    expect(
      await textOf([
        ['uno, dos', 2],
        ['"tres"\ncuatro', null],
      ]),
    ).toBe('\uFEFFa,b\r\n"uno, dos",2\r\n"""tres""\ncuatro",\r\n');
  });

  it('disarms what a spreadsheet would run', async () => {
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1+1']) {
      const [, row = ''] = (await textOf([[formula, 'x']])).split('\r\n');
      expect(row.replace(/^"/, '').startsWith("'")).toBe(true);
    }
  });

  it('fails rather than ending early when its rows do', async () => {
    async function* broken() {
      yield ['a', 1];
      throw new Error('gone');
    }
    await expect(
      (async () => {
        for await (const chunk of csvFile('a.csv', ['a', 'b'], broken()).body as Readable) void chunk;
      })(),
    ).rejects.toThrow('gone');
  });
});
