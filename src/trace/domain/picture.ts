import { subjectKey, type SubjectKind } from '../../kernel/subject.js';
import { COLUMNS, pathThrough, type TraceGraph, type TraceNode } from './graph.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A trace as a picture: positions in the units of an SVG view box. */
export interface TracePicture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (Point & { key: string; kind: SubjectKind; isOnPath: boolean })[];
  /** Curves as SVG path data, the highlighted ones last, so that they lie on top. */
  readonly curves: readonly { path: string; from: string; to: string; isOnPath: boolean }[];
  /** Where the name of each column that has nodes stands. */
  readonly tiers: readonly (Point & { column: number })[];
}

const COLUMN_WIDTH = 215;
const ROW_HEIGHT = 56;
/** Half of the widest box, so that the outer columns stand within the picture. */
const MARGIN = 80;

/** Draws the graph in columns from left to right, each column centred; `highlight` is the key of the node whose path stands out. */
export function drawTrace(graph: TraceGraph, highlight: string | null): TracePicture {
  const columns = filledColumns(graph);
  const tallest = Math.max(1, ...columns.map(({ nodes }) => nodes.length));
  const height = tallest * ROW_HEIGHT + ROW_HEIGHT / 2;
  const xOf = (index: number): number => MARGIN + index * COLUMN_WIDTH;
  const at = new Map<string, Point>();
  columns.forEach(({ nodes }, index) => {
    for (const { key, row } of nodes) at.set(key, { x: xOf(index), y: height / 2 + (row - (nodes.length - 1) / 2) * ROW_HEIGHT });
  });
  const bend = (from: Point, to: Point): string => {
    const middle = (from.x + to.x) / 2;
    return `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
  };
  return {
    width: MARGIN * 2 + Math.max(0, columns.length - 1) * COLUMN_WIDTH,
    height,
    ...placed(graph, highlight, at, bend),
    tiers: columns.map(({ column }, index) => ({ column, x: xOf(index), y: -20 })),
  };
}

/** As wide as the column of text on a small phone, so that its letters keep about their size there. */
const TALL_WIDTH = 328;
const TIER_NAME = 16;
const BELOW_TIER_NAME = 34;
const BETWEEN_TIERS = 58;
/** The fields stand one below the other: lines come to them by the margin at their left and leave by the one at their right. */
const FIELDS = 3;
const HALF_FIELD = 78;
const CORNER = 14;
/** Where lines run in a margin, so that those of different nodes stay apart. */
const laneOf = (row: number): number => 20 + (row % 5) * 10;
/** How many of each column stand beside each other, and how high such a line is. */
const LINES: readonly { readonly most: number; readonly height: number }[] = [
  { most: 3, height: 48 },
  { most: 8, height: 36 },
  { most: 2, height: 60 },
  { most: 1, height: 44 },
  { most: 5, height: 58 },
  { most: 2, height: 96 },
];

/** Draws the same from top to bottom, for narrow screens: each column becomes a band of lines, broken like text. */
export function drawTallTrace(graph: TraceGraph, highlight: string | null): TracePicture {
  const at = new Map<string, Point>();
  const tiers: (Point & { column: number })[] = [];
  const margins = { top: 0, bottom: 0 };
  let top = 0;
  for (const { column, nodes } of filledColumns(graph)) {
    const { most, height } = LINES[column] ?? { most: 1, height: ROW_HEIGHT };
    tiers.push({ column, x: 0, y: top + TIER_NAME });
    top += BELOW_TIER_NAME;
    // As even as can be: five in lines of three are three and two, nine in lines of eight are five and four.
    const lines = Math.ceil(nodes.length / most);
    const inLine = Math.ceil(nodes.length / lines);
    nodes.forEach(({ key, row }) => {
      const line = Math.floor(row / inLine);
      const count = Math.min(inLine, nodes.length - line * inLine);
      const slot = TALL_WIDTH / inLine;
      at.set(key, {
        x: Math.round(TALL_WIDTH / 2 + ((row % inLine) - (count - 1) / 2) * slot),
        y: top + line * height + height / 2,
      });
    });
    if (column === FIELDS) Object.assign(margins, { top, bottom: top + lines * height });
    top += lines * height + BETWEEN_TIERS;
  }
  const bend = (from: Point, to: Point, start: TraceNode, end: TraceNode): string => {
    const [out, into] = [TALL_WIDTH - laneOf(start.row), laneOf(start.row)];
    const leaves = start.column === FIELDS;
    const first = leaves
      ? `M${from.x + HALF_FIELD} ${from.y}H${out - CORNER}Q${out} ${from.y} ${out} ${from.y + CORNER}V${margins.bottom}`
      : `M${from.x} ${from.y}`;
    const [a, b] = [leaves ? { x: out, y: margins.bottom } : from, end.column === FIELDS ? { x: into, y: margins.top } : to];
    const middle = (a.y + b.y) / 2;
    const curve = `${first}C${a.x} ${middle} ${b.x} ${middle} ${b.x} ${b.y}`;
    if (end.column !== FIELDS) return curve;
    return `${curve}V${to.y - CORNER}Q${into} ${to.y} ${into + CORNER} ${to.y}H${to.x - HALF_FIELD}`;
  };
  return { width: TALL_WIDTH, height: Math.max(0, top - BETWEEN_TIERS), ...placed(graph, highlight, at, bend), tiers };
}

function filledColumns(graph: TraceGraph): { column: number; nodes: TraceNode[] }[] {
  return COLUMNS.map((_, column) => ({ column, nodes: graph.nodes.filter((node) => node.column === column) })).filter(
    ({ nodes }) => nodes.length > 0,
  );
}

function placed(
  graph: TraceGraph,
  highlight: string | null,
  at: ReadonlyMap<string, Point>,
  bend: (from: Point, to: Point, start: TraceNode, end: TraceNode) => string,
): Pick<TracePicture, 'nodes' | 'curves'> {
  const path = highlight ? pathThrough(graph, highlight) : new Set<string>();
  const nodes = new Map(graph.nodes.map((node) => [node.key, node]));
  const placeOf = (key: string): { point: Point; node: TraceNode } => {
    const [point, node] = [at.get(key), nodes.get(key)];
    if (!point || !node) throw new Error('A link leads to a node that is not in the graph');
    return { point, node };
  };
  const curves = graph.links.map((link) => {
    const [from, to] = [subjectKey(link.from), subjectKey(link.to)];
    const [start, end] = [placeOf(from), placeOf(to)];
    return { path: bend(start.point, end.point, start.node, end.node), from, to, isOnPath: path.has(from) && path.has(to) };
  });
  return {
    nodes: graph.nodes.map(({ key, subject }) => ({ key, kind: subject.kind, ...placeOf(key).point, isOnPath: path.has(key) })),
    curves: curves.toSorted((a, b) => Number(a.isOnPath) - Number(b.isOnPath)),
  };
}
