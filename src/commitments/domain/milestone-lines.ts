import { parseFuzzyDate } from './fuzzy-date.js';
import { fold } from './date-words.js';
import type { MilestoneColumn } from './sheet-template.js';
import { emptyMilestone, withMilestoneText, type Milestone } from './sheet.js';

export interface MilestoneLines {
  readonly nextId: () => string;
  readonly lang: string;
  /** How many more milestones the sheet takes. */
  readonly room: number;
}

/** What each column of a written planning table is, by its heading. The first that fits counts. */
const COLUMN_WORDS: readonly (readonly [MilestoneColumn, RegExp])[] = [
  ['due', /(?:start|inicio|debut).*(?:end|complet|\bfin\b|termino)/],
  ['title', /^(?:no\.? )?(?:milestone|hito|jalon|activi)/],
  ['start', /start|inicio|debut|commencement/],
  ['due', /date|fecha|complet|finali|termino|\bfin\b|echeance|achevement|data|prazo|deadline|when|cuando/],
  ['output', /output|result|deliverable|entregable|produ[ic]t|livrable|indicator|verificacion/],
  ['supporting_civil_society', /civil|cso|osc|societe/],
  ['lead', /stakeholder|responsab|lead|lider|partes interesadas|parties prenantes|institucion|institution|actor/],
  ['title', /milestone|hito|jalon|activit|actividad|accion|action|marco|step/],
];

const DEFAULT_COLUMNS: readonly MilestoneColumn[] = [
  'title',
  'output',
  'due',
  'lead',
  'supporting_government',
  'supporting_civil_society',
  'supporting_others',
];
const DEFAULT_WIDTH = 3;

/**
 * Reads a planning table written as lines, cells divided by `|`: "milestone | output | date", the order its heading row
 * gives, or OGP's where there is none. A cell may go on over several lines. What is no milestone comes back as `rest`.
 */
export function readMilestones(text: string, { nextId, lang, room }: MilestoneLines): { milestones: Milestone[]; rest: string } {
  const lines = text.split('\n').map((line) => line.trim());
  const { columns, body } = heading(lines);
  const isTable = body.some((line) => line.includes('|'));
  const rows = isTable ? tableRows(body, columns?.length ?? DEFAULT_WIDTH) : body.filter(Boolean).map((line) => [line]);
  const rest: string[] = [];
  const milestones: Milestone[] = [];
  for (const row of rows) {
    const lone = isTable && row.length === 1;
    if (lone || milestones.length >= room) rest.push(row.join(' | '));
    else milestones.push(milestoneFrom(row, columns ?? DEFAULT_COLUMNS, nextId(), lang));
  }
  return { milestones, rest: rest.join('\n').trim() };
}

type Places = readonly (MilestoneColumn | undefined)[];

/** The heading row, alone or in brackets after the table's title, and the lines after it. */
function heading(lines: readonly string[]): { columns: Places | null; body: string[] } {
  const first = lines.findIndex((line) => line !== '');
  const row = lines[first];
  if (row === undefined) return { columns: null, body: [] };
  const names = cellsOf(row.replace(/^[(:\s]+|[)\s]+$/g, ''));
  const named = names.map((name) => COLUMN_WORDS.find(([, words]) => words.test(fold(name)))?.[0]);
  // A second column of the same meaning has no place of its own.
  const columns = named.map((column, at) => (named.indexOf(column) === at ? column : undefined));
  const short = names.every((name) => name.split(/\s+/).length <= 8);
  const isHeading = short && columns.includes('title') && columns.filter(Boolean).length >= 2;
  return isHeading ? { columns, body: lines.slice(first + 1) } : { columns: null, body: lines.slice(first) };
}

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());

/** Lines to rows of `width` cells: a row that is not yet full goes on in the next line. */
function tableRows(lines: readonly string[], width: number): string[][] {
  const rows: string[][] = [];
  let open: string[] | null = null;
  let blankBefore = false;
  for (const line of lines) {
    if (line === '' || /^[|\s:-]*-{2,}[|\s:-]*$/.test(line)) {
      blankBefore = true;
      continue;
    }
    const cells = cellsOf(line);
    if (open && goesOn(open, cells, width, blankBefore)) {
      open[open.length - 1] = `${open.at(-1)}\n${cells[0]}`.trim();
      open.push(...cells.slice(1));
    } else {
      open = cells;
      rows.push(open);
    }
    blankBefore = false;
  }
  return rows;
}

function goesOn(open: readonly string[], cells: readonly string[], width: number, blankBefore: boolean): boolean {
  if (open.length < width) return open.length + cells.length - 1 <= width && !(blankBefore && cells.length >= width);
  // A full row: only a line that begins in the middle of a sentence still belongs to its last cell.
  return cells.length === 1 && !blankBefore && /^[\p{Ll}(,;]/u.test(cells[0] ?? '');
}

function milestoneFrom(cells: readonly string[], columns: Places, id: string, lang: string): Milestone {
  const places = placesOf(cells, columns);
  let milestone = emptyMilestone(id, lang);
  cells.forEach((cell, at) => {
    const column = places[at];
    if (!cell) return;
    // A cell that no column claims stays with the description, so that it is seen.
    milestone = column
      ? withMilestoneText(milestone, column, cell)
      : { ...milestone, description: [milestone.description, cell].filter(Boolean).join('\n') };
  });
  return milestone;
}

/** Two cells of which the second is a date are a milestone without an output. */
function placesOf(cells: readonly string[], columns: Places): Places {
  const isShortWithDate = cells.length === 2 && columns[1] === 'output' && parseFuzzyDate(cells[1]!).iso !== null;
  return isShortWithDate ? ['title', 'due'] : columns;
}
