import { JSONParser } from '@streamparser/json';
import { COLUMNS_MAX } from '../domain/index.js';
import { pieces } from './pieces.js';
import type { Table, TableRow } from './read-table.js';

const DEPTH_MAX = 6;

/** A list of objects, or an object with one, as Decidim and we write them: each object is a row, and `title: {es}` is the column `title/es`. Gone through twice: first for the columns. */
export async function readJsonRows(bytes: Buffer): Promise<Table> {
  const columns = new Map<string, number>();
  for (const { row } of objects(bytes)) {
    for (const name of row.keys()) {
      if (!columns.has(name)) columns.set(name, columns.size);
      if (columns.size > COLUMNS_MAX) break;
    }
  }
  const names = [...columns.keys()];
  return {
    kind: 'json',
    columns: names,
    async *rows(): AsyncGenerator<TableRow> {
      for (const { line, row } of objects(bytes)) yield { line, cells: names.map((name) => row.get(name) ?? '') };
    },
  };
}

function* objects(bytes: Buffer): Generator<{ line: number; row: Map<string, string> }> {
  const isList = /^\s*\[/.test(
    bytes
      .subarray(0, 200)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  );
  const parser = new JSONParser({ paths: [isList ? '$.*' : '$.*.*'], keepStack: false });
  let found: object[] = [];
  parser.onValue = ({ value, parent }) => {
    if (Array.isArray(parent) && typeof value === 'object' && value !== null && !Array.isArray(value)) found.push(value);
  };
  let line = 0;
  const source = bytes[0] === 0xef && bytes[1] === 0xbb ? bytes.subarray(3) : bytes;
  for (const piece of pieces(source)) {
    parser.write(piece);
    for (const each of found) yield { line: ++line, row: flattened(each) };
    found = [];
  }
  // A text that ends too early is no file.
  if (!parser.isEnded) throw new Error('The text ends before its time');
}

function flattened(value: object): Map<string, string> {
  const row = new Map<string, string>();
  flatten(value, '', 0, row);
  return row;
}

function flatten(value: object, prefix: string, depth: number, row: Map<string, string>): void {
  for (const [name, each] of Object.entries(value) as [string, unknown][]) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (each === null || each === undefined) row.set(path, '');
    else if (Array.isArray(each))
      row.set(path, each.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join('; '));
    else if (typeof each === 'object' && depth < DEPTH_MAX) flatten(each, path, depth + 1, row);
    else row.set(path, typeof each === 'object' ? JSON.stringify(each) : String(each));
  }
}
