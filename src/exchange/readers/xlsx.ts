import { StringDecoder } from 'node:string_decoder';
import { SaxesParser } from 'saxes';
import type { TableRow } from './read-table.js';
import type { Zip } from './zip.js';

/** Cells of a row that are looked at; a sheet has at most 16,384. */
const WIDEST = 1000;
/** Built-in formats of ECMA-376, 18.8.30, that show a number as a day or a time. */
const DAY_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);
const DAY_MS = 24 * 3600 * 1000;
/** The day that spreadsheets count as nought, the 29 February 1900 that never was included. */
const NOUGHT = Date.UTC(1899, 11, 30);

/**
 * The rows of the first sheet of a workbook (ECMA-376), one at a time: only the texts that cells share, and one row, are in memory. Formulas
 * count as what they gave when they were saved; days and moments are ISO 8601.
 */
export async function* readXlsxRows(zip: Zip): AsyncGenerator<TableRow> {
  const sheet = await firstSheet(zip);
  const texts = await sharedTexts(zip);
  const days = await dayStyles(zip);
  const reading = new SheetReading(texts, days);
  for await (const piece of characters(zip.read(sheet))) {
    reading.write(piece);
    yield* reading.taken();
  }
}

class SheetReading {
  private readonly parser = new SaxesParser();
  private rows: TableRow[] = [];
  private cells: string[] = [];
  private line = 0;
  private column = -1;
  private type = '';
  private style = '';
  private text = '';
  private isText = false;

  constructor(
    private readonly texts: readonly string[],
    private readonly days: ReadonlySet<number>,
  ) {
    this.parser.on('opentag', ({ name, attributes }) => this.open(local(name), attributes as Record<string, string>));
    this.parser.on('text', (text) => {
      if (this.isText) this.text += text;
    });
    this.parser.on('closetag', ({ name }) => this.close(local(name)));
    this.parser.on('error', (error) => {
      throw error;
    });
  }

  write(piece: string): void {
    this.parser.write(piece);
  }

  taken(): TableRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  private open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.line = Number(attributes['r'] ?? this.line + 1);
      this.cells = [];
      this.column = -1;
    } else if (name === 'c') {
      this.column = columnOf(attributes['r']) ?? this.column + 1;
      [this.type, this.style, this.text] = [attributes['t'] ?? 'n', attributes['s'] ?? '', ''];
    } else if (name === 'v' || name === 't') this.isText = true;
  }

  private close(name: string): void {
    if (name === 'v' || name === 't') this.isText = false;
    if (name === 'c' && this.column < WIDEST) {
      while (this.cells.length < this.column) this.cells.push('');
      this.cells[this.column] = this.value();
    }
    if (name === 'row') this.rows.push({ line: this.line, cells: this.cells });
  }

  private value(): string {
    const { type, text } = this;
    if (type === 's') return this.texts[Number(text)] ?? '';
    if (type === 'inlineStr' || type === 'str') return unescaped(text);
    if (type === 'b') return text === '1' ? 'true' : 'false';
    if (type === 'e' || text === '') return '';
    return type === 'n' && this.days.has(Number(this.style)) ? momentOf(Number(text)) : text;
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** `AB12` is the column 27, counted from 0. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null;
}

/** `_x000D_` is a character that XML cannot hold; `_x005F_` the underscore of one that is meant as written. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function momentOf(serial: number): string {
  if (!Number.isFinite(serial)) return '';
  const moment = new Date(NOUGHT + Math.round(serial * DAY_MS));
  if (Number.isNaN(moment.getTime())) return '';
  return Number.isInteger(serial) ? moment.toISOString().slice(0, 10) : moment.toISOString();
}

async function* characters(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  for await (const piece of pieces) yield decoder.write(piece);
}

/** Goes through a part of the workbook; parts that are not there have nothing. */
async function walk(
  zip: Zip,
  name: string,
  on: { open(name: string, attributes: Record<string, string>): void; text?(text: string): void; close?(name: string): void },
): Promise<void> {
  const parser = new SaxesParser();
  parser.on('opentag', (tag) => on.open(local(tag.name), tag.attributes as Record<string, string>));
  parser.on('text', (text) => on.text?.(text));
  parser.on('closetag', (tag) => on.close?.(local(tag.name)));
  parser.on('error', (error) => {
    throw error;
  });
  for await (const piece of characters(zip.read(name))) parser.write(piece);
}

async function firstSheet(zip: Zip): Promise<string> {
  let id = '';
  await walk(zip, 'xl/workbook.xml', {
    open: (name, attributes) => {
      const found = Object.entries(attributes).find(([key]) => local(key) === 'id' && key !== 'id')?.[1];
      if (name === 'sheet' && id === '') id = found ?? '';
    },
  });
  let target = '';
  await walk(zip, 'xl/_rels/workbook.xml.rels', {
    open: (name, attributes) => {
      if (name === 'Relationship' && attributes['Id'] === id) target = attributes['Target'] ?? '';
    },
  });
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  const sheet = zip.names.includes(path) ? path : zip.names.find((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheet === undefined) throw new Error('The workbook has no sheet');
  return sheet;
}

/** Texts that cells share, by their place. */
async function sharedTexts(zip: Zip): Promise<string[]> {
  const texts: string[] = [];
  let [text, isText, isReading] = ['', false, false];
  await walk(zip, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isReading = true;
      isText = name === 't' && !isReading;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') isReading = false;
      if (name === 'si') texts.push(unescaped(text));
    },
  });
  return texts;
}

/** The places of the styles that show a number as a day. */
async function dayStyles(zip: Zip): Promise<Set<number>> {
  const custom = new Set<number>();
  const days = new Set<number>();
  let [isCell, place] = [false, -1];
  await walk(zip, 'xl/styles.xml', {
    open: (name, attributes) => {
      const format = Number(attributes['numFmtId']);
      if (name === 'numFmt' && /[ymdhs]/i.test((attributes['formatCode'] ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')))
        custom.add(format);
      if (name === 'cellXfs') isCell = true;
      if (name === 'xf' && isCell) place += 1;
      if (name === 'xf' && isCell && (DAY_FORMATS.has(format) || custom.has(format))) days.add(place);
    },
    close: (name) => {
      if (name === 'cellXfs') isCell = false;
    },
  });
  return days;
}
