/** A table as somebody's spreadsheet wrote it: its first line names the columns. */
export interface CsvTable {
  readonly header: readonly string[];
  /** `line` is the line of the file at which the row begins, as a text editor counts. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

const DELIMITERS = [',', ';', '\t'] as const;

/** Reads CSV (RFC 4180) with a comma, semicolon or tab between cells, whichever the first line has most of. A quote that is never closed ends with the text. */
export function readCsv(text: string): CsvTable {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const [header, ...rows] = records(source, delimiterOf(source)).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return { header: header?.cells.map((cell) => cell.trim()) ?? [], rows };
}

/** Which of comma, semicolon and tab the first line has most of. */
export function delimiterOf(source: string): string {
  const first = (source.split('\n')[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => first.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** One cell at a time: quoted, or up to the next delimiter. */
function records(source: string, delimiter: string): { line: number; cells: string[] }[] {
  const found: { line: number; cells: string[] }[] = [];
  let [cells, line, started, at]: [string[], number, number, number] = [[], 1, 1, 0];
  while (at <= source.length) {
    const cell = source[at] === '"' ? quoted(source, at) : bare(source, at, delimiter);
    cells.push(cell.text);
    line += cell.text.split('\n').length - 1;
    const isLast = source[cell.end] !== delimiter;
    at = cell.end + 1;
    if (!isLast) continue;
    found.push({ line: started, cells });
    [cells, line] = [[], line + 1];
    started = line;
  }
  return found;
}

function bare(source: string, start: number, delimiter: string): { text: string; end: number } {
  let end = start;
  while (end < source.length && source[end] !== delimiter && source[end] !== '\n') end += 1;
  return { text: source.slice(start, end), end };
}

function quoted(source: string, start: number): { text: string; end: number } {
  let text = '';
  let at = start + 1;
  for (;;) {
    const close = source.indexOf('"', at);
    if (close === -1) return { text: text + source.slice(at), end: source.length };
    text += source.slice(at, close);
    if (source[close + 1] !== '"') return { text, end: close + 1 };
    text += '"';
    at = close + 2;
  }
}
