import { subjectKey, type Subject, type SubjectKind } from '../../kernel/subject.js';

export interface Link {
  readonly from: Subject;
  readonly to: Subject;
}

/** The columns of a trace, in the order of the process; kinds that share a column stand together. */
export const COLUMNS: readonly (readonly SubjectKind[])[] = [
  ['proposal'],
  ['note'],
  ['topic'],
  ['sheet-field', 'milestone'],
  ['comment'],
  ['sheet', 'commitment'],
];

export interface TraceNode {
  readonly subject: Subject;
  readonly key: string;
  readonly column: number;
  /** Position in its column, from 0. */
  readonly row: number;
}

export interface TraceGraph {
  readonly nodes: readonly TraceNode[];
  readonly links: readonly Link[];
}

const columnOf = (kind: SubjectKind): number =>
  Math.max(
    0,
    COLUMNS.findIndex((kinds) => kinds.includes(kind)),
  );

/**
 * Lays links out in columns. Rows follow the mean row of what a node came from (the barycentre heuristic of Sugiyama, Tagawa and Toda 1981),
 * which keeps crossings few; ties keep the order of the links, so that the same trace always looks the same.
 */
export function traceGraph(links: readonly Link[]): TraceGraph {
  const unique = [...new Map(links.map((link) => [`${subjectKey(link.from)}>${subjectKey(link.to)}`, link])).values()];
  const subjects = new Map(unique.flatMap((link) => [link.from, link.to]).map((subject) => [subjectKey(subject), subject]));
  const sources = Map.groupBy(unique, (link) => subjectKey(link.to));
  const rows = new Map<string, number>();
  const nodes: TraceNode[] = [];
  COLUMNS.forEach((_, column) => {
    const weighed = [...subjects]
      .filter(([, subject]) => columnOf(subject.kind) === column)
      .map(([key, subject], index) => ({ key, subject, index, weight: meanRow(sources.get(key) ?? [], rows) ?? index }));
    weighed.sort((a, b) => a.weight - b.weight || a.index - b.index);
    weighed.forEach(({ key, subject }, row) => {
      rows.set(key, row);
      nodes.push({ key, subject, column, row });
    });
  });
  return { nodes, links: unique };
}

function meanRow(links: readonly Link[], rows: ReadonlyMap<string, number>): number | null {
  const known = links.map((link) => rows.get(subjectKey(link.from))).filter((row): row is number => row !== undefined);
  return known.length > 0 ? known.reduce((sum, row) => sum + row, 0) / known.length : null;
}

/** Everything from which a node came and to which it led, itself included: the path that a picture highlights. */
export function pathThrough(graph: TraceGraph, key: string): ReadonlySet<string> {
  const walk = (start: string, next: (link: Link) => [string, string]): Set<string> => {
    const seen = new Set([start]);
    for (const current of seen) {
      for (const link of graph.links) {
        const [here, there] = next(link);
        if (here === current) seen.add(there);
      }
    }
    return seen;
  };
  const forward = walk(key, (link) => [subjectKey(link.from), subjectKey(link.to)]);
  const backward = walk(key, (link) => [subjectKey(link.to), subjectKey(link.from)]);
  return new Set([...forward, ...backward]);
}
