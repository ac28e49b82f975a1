import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { RefusedError } from '../../kernel/refusal.js';
import { openTable } from './read-table.js';

const rowsOf = async (content: string | Uint8Array) => {
  const table = await openTable(Buffer.from(content as string));
  const rows: { line: number; cells: readonly string[] }[] = [];
  for await (const row of table.rows()) rows.push(row);
  return { kind: table.kind, columns: table.columns, rows };
};
const refusal = async (content: string | Uint8Array): Promise<string> => {
  try {
    await rowsOf(content);
    return 'read';
  } catch (error) {
    return error instanceof RefusedError ? error.refusal.code : String(error);
  }
};

const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const workbook = (sheet: string, more: Record<string, string> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'xl/workbook.xml': `<workbook ${SHEET} xmlns:r="r"><sheets><sheet name="Hoja" sheetId="1" r:id="rId7"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId7" Target="worksheets/hoja.xml"/></Relationships>',
        'xl/worksheets/hoja.xml': sheet,
        ...more,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );

describe('a text with separated values', () => {
  it.each([
    ['a,b\n1,2\n', ['1', '2']],
    ['a;b\r\n"1;x";2', ['1;x', '2']],
    ['\ufeffa\tb\n1\t2', ['1', '2']],
    ['a,b\r1,2\r', ['1', '2']],
    ['a,b\n"dos\nlíneas ""así""",2', ['dos\nlíneas "así"', '2']],
    ["a,b\n'=1+1,''-2", ['=1+1', "'-2"]],
    ['a,b\n1,2,3', ['1', '2', '3']],
    ['a,b\nun "medio" dicho,2', ['un "medio" dicho', '2']],
  ])('is read as it was meant: %j', async (text, cells) => {
    expect((await rowsOf(text)).rows.map((row) => row.cells)).toEqual([cells]);
  });

  it('may come in the alphabets of Windows', async () => {
    const latin = Uint8Array.from([...'título,año\nSí,2'].map((sign) => sign.charCodeAt(0)));
    expect(await rowsOf(latin)).toMatchObject({ columns: ['título', 'año'], rows: [{ cells: ['Sí', '2'] }] });
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('título;año\nSí;2', 'utf16le')]);
    expect(await rowsOf(wide)).toMatchObject({ columns: ['título', 'año'], rows: [{ cells: ['Sí', '2'] }] });
  });

  it('says at which line a row begins, over rows of several lines and empty ones', async () => {
    const { rows } = await rowsOf('a,b\n"1\n1",2\n3,4\n\n,\n5,6');
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, '1\n1'],
      [4, '3'],
      [7, '5'],
    ]);
  });

  it('is refused where it cannot be read', async () => {
    expect(await refusal('a,b\n"never closed,2')).toBe('file-unreadable');
    expect(await refusal(`a,b\n"${'x'.repeat(5 * 1024 * 1024)}",2`)).toBe('file-unreadable');
  });
});

describe('a list of objects', () => {
  it('has a column for each name, and for each language of a text', async () => {
    const text = JSON.stringify([
      { id: 1, title: { es: 'Uno', ca: 'U' }, votes: null, taxonomies: { ids: [3, 4] } },
      { id: 2, url: 'x', state: true },
    ]);
    expect(await rowsOf(text)).toEqual({
      kind: 'json',
      columns: ['id', 'title/es', 'title/ca', 'votes', 'taxonomies/ids', 'url', 'state'],
      rows: [
        { line: 1, cells: ['1', 'Uno', 'U', '', '3; 4', '', ''] },
        { line: 2, cells: ['2', '', '', '', '', 'x', 'true'] },
      ],
    });
    expect((await rowsOf('\ufeff {"about":{"a":1},"proposals":[{"a":1,"b":2}]}')).rows).toEqual([{ line: 1, cells: ['1', '2'] }]);
  });

  it('is refused where it ends too early, and is no danger where it goes too deep', async () => {
    expect(await refusal('[{"a":1},{"a":')).toBe('file-unreadable');
    expect(await refusal('[{"a":1} {"a":2}]')).toBe('file-unreadable');
    const deep = `[{"a":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}]`;
    expect((await rowsOf(deep)).columns).toHaveLength(1);
    expect((await rowsOf('[{"__proto__":{"x":1},"constructor":"c","a":1}]')).rows).toHaveLength(1);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('a workbook', () => {
  it('is read cell by cell: shared texts, days, what formulas gave, gaps', async () => {
    const file = workbook(
      `<worksheet ${SHEET}><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>día</t></is></c><c r="D1" t="str"><f>1</f><v>d</v></c></row>
        <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>45000</v></c><c r="C3" s="2"><v>45000.5</v></c><c r="D3"><f>2*3</f><v>6</v></c><c r="E3" t="b"><v>1</v></c><c r="F3" t="e"><v>#REF!</v></c></row>
      </sheetData></worksheet>`,
      {
        'xl/sharedStrings.xml': `<sst ${SHEET}><si><t>título</t></si><si><r><t>Uno </t></r><r><t>y &amp; dos_x000A_tres</t></r><rPh sb="0" eb="1"><t>leído</t></rPh></si></sst>`,
        'xl/styles.xml': `<styleSheet ${SHEET}><numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm &quot;h&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
      },
    );
    expect(await rowsOf(file)).toEqual({
      kind: 'xlsx',
      columns: ['título', 'día', '', 'd'],
      rows: [{ line: 3, cells: ['Uno y & dos\ntres', '2023-03-15', '2023-03-15T12:00:00.000Z', '6', 'true', ''] }],
    });
  });

  it('cannot call for anything outside itself, nor blow itself up', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>`;
    for (const name of ['b', 'c'])
      expect(
        await refusal(
          workbook(
            `${laughs}<worksheet ${SHEET}><sheetData><row r="1"><c t="inlineStr"><is><t>&${name};</t></is></c></row></sheetData></worksheet>`,
          ),
        ),
      ).toBe('file-unreadable');
  });

  it('far out to the right or below costs nothing', async () => {
    const { rows, columns } = await rowsOf(
      workbook(
        `<worksheet ${SHEET}><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c><c r="XFD1" t="str"><v>z</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>`,
      ),
    );
    expect([columns, rows]).toEqual([['a'], [{ line: 1048576, cells: ['1'] }]]);
  });
});

describe('an archive', () => {
  const archive = (): Buffer => Buffer.from(zipSync({ 'proposals.csv': strToU8(`a,b\n${'1,2\n'.repeat(1000)}`) }));
  /** Writes another unfolded size where the list of files has it. */
  const claiming = (size: number): Buffer => {
    const bytes = archive();
    bytes.writeUInt32LE(size, bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    return bytes;
  };

  it('is read by its list of files', async () => {
    expect(await rowsOf(archive())).toMatchObject({ kind: 'zip', columns: ['a', 'b'] });
    expect(await refusal(zipSync({ 'otra.txt': strToU8('x') }))).toBe('file-unreadable');
    expect(await refusal(archive().subarray(0, 100))).toBe('file-unreadable');
  });

  it('is refused unread when it says that it unfolds to more than memory bears, and when it does so without saying', async () => {
    expect(await refusal(claiming(0x7fffffff))).toBe('file-too-large');
    expect(await refusal(claiming(20))).toBe('file-unreadable');
  });
});
