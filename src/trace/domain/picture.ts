import { subjectKey } from '../../kernel/subject.js';
import { COLUMNS, pathThrough, type TraceGraph } from './graph.js';

/** A trace as a picture: positions in the units of an SVG view box. */
export interface TracePicture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { key: string; kind: string; x: number; y: number; isOnPath: boolean }[];
  /** Curves as SVG path data, the highlighted ones last, so that they lie on top. */
  readonly curves: readonly { path: string; isOnPath: boolean }[];
}

const COLUMN_WIDTH = 215;
const ROW_HEIGHT = 56;
/** Half of the widest box, so that the outer columns stand within the picture. */
const MARGIN = 80;

/** Draws the graph in columns from left to right, each column centred; `highlight` is the key of the node whose path stands out. */
export function drawTrace(graph: TraceGraph, highlight: string | null): TracePicture {
  const counts = COLUMNS.map((_, column) => graph.nodes.filter((node) => node.column === column).length);
  const used = counts.flatMap((count, column) => (count > 0 ? [column] : []));
  const tallest = Math.max(1, ...counts);
  const height = tallest * ROW_HEIGHT + ROW_HEIGHT / 2;
  const path = highlight ? pathThrough(graph, highlight) : new Set<string>();
  const at = new Map(
    graph.nodes.map((node) => {
      const count = counts[node.column] ?? 1;
      return [
        node.key,
        { x: MARGIN + used.indexOf(node.column) * COLUMN_WIDTH, y: height / 2 + (node.row - (count - 1) / 2) * ROW_HEIGHT },
      ];
    }),
  );
  const curves = graph.links.map((link) => {
    const [from, to] = [at.get(subjectKey(link.from)), at.get(subjectKey(link.to))];
    if (!from || !to) throw new Error('A link leads to a node that is not in the graph');
    const middle = (from.x + to.x) / 2;
    return {
      path: `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`,
      isOnPath: path.has(subjectKey(link.from)) && path.has(subjectKey(link.to)),
    };
  });
  return {
    width: MARGIN * 2 + Math.max(0, used.length - 1) * COLUMN_WIDTH,
    height,
    nodes: graph.nodes.map((node) => ({
      key: node.key,
      kind: node.subject.kind,
      ...(at.get(node.key) as { x: number; y: number }),
      isOnPath: path.has(node.key),
    })),
    curves: curves.toSorted((a, b) => Number(a.isOnPath) - Number(b.isOnPath)),
  };
}
