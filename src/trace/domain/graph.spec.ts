import { describe, expect, it } from '@jest/globals';
import type { Subject } from '../../kernel/subject.js';
import { drawTallTrace, drawTrace, pathThrough, traceGraph, type Link, type TracePicture } from './index.js';

const [p1, p2]: Subject[] = [
  { kind: 'proposal', id: '1' },
  { kind: 'proposal', id: '2' },
] as const;
const [n1, n2]: Subject[] = [
  { kind: 'note', id: 'b:1' },
  { kind: 'note', id: 'b:2' },
] as const;
const field: Subject = { kind: 'sheet-field', id: 's:P1' };
const commitment: Subject = { kind: 'commitment', id: 'c' };
const link = (from: Subject | undefined, to: Subject | undefined): Link => ({ from: from as Subject, to: to as Subject });
const links = [link(p2, n2), link(p1, n1), link(n1, field), link(field, commitment), link(n2, field)];

describe('The graph of a trace', () => {
  it('puts each kind into its column, in the order of the process', () => {
    const columns = traceGraph(links).nodes.map((node) => [node.subject.kind, node.column]);
    expect(new Map(columns as [string, number][])).toEqual(
      new Map([
        ['proposal', 0],
        ['note', 1],
        ['sheet-field', 3],
        ['commitment', 5],
      ]),
    );
  });

  it('sets a node beside what it came from, so that lines cross as little as can be', () => {
    const rows = new Map(traceGraph(links).nodes.map((node) => [node.key, node.row]));
    expect(rows.get('note/b:2')).toBe(rows.get('proposal/2'));
    expect(rows.get('note/b:1')).toBe(rows.get('proposal/1'));
  });

  it('counts a link once, however often it was made', () => {
    expect(traceGraph([...links, ...links]).links).toHaveLength(links.length);
  });

  it('finds the whole path of one proposal, both ways, and nobody else’s', () => {
    const graph = traceGraph(links);
    expect([...pathThrough(graph, 'proposal/1')].sort()).toEqual(['commitment/c', 'note/b:1', 'proposal/1', 'sheet-field/s:P1']);
    expect(pathThrough(graph, 'sheet-field/s:P1').size).toBe(graph.nodes.length);
  });
});

describe.each([
  ['wide', drawTrace],
  ['tall', drawTallTrace],
])('The %s picture of a trace', (_, draw) => {
  it('shows every node and every link, the highlighted path on top', () => {
    const graph = traceGraph(links);
    const picture = draw(graph, 'proposal/1');
    expect(picture.curves.map(({ from, to }) => `${from}>${to}`).sort()).toEqual(
      graph.links.map((each) => `${each.from.kind}/${each.from.id}>${each.to.kind}/${each.to.id}`).sort(),
    );
    expect(picture.tiers.map(({ column }) => column)).toEqual([0, 1, 3, 5]);
    expect(picture.nodes).toHaveLength(graph.nodes.length);
    expect(picture.curves.map((curve) => curve.isOnPath)).toEqual([false, false, true, true, true]);
    for (const node of picture.nodes) {
      expect(node.x).toBeGreaterThanOrEqual(0);
      expect(node.x).toBeLessThan(picture.width);
      expect(node.y).toBeGreaterThan(0);
      expect(node.y).toBeLessThan(picture.height);
    }
  });
});

describe('The tall picture of a trace', () => {
  const many = (kind: Subject['kind'], count: number): Subject[] =>
    Array.from({ length: count }, (_, at) => ({ kind, id: `${at}` }));
  const half = { proposal: 42, note: 11, 'sheet-field': 78, comment: 30, commitment: 42 } as Record<string, number>;
  const crowd = [...many('proposal', 7), ...many('note', 20)].flatMap((from) =>
    many('sheet-field', 9).map((to) => link(from, to)),
  );
  const picture: TracePicture = drawTallTrace(
    traceGraph([
      ...crowd,
      ...many('comment', 11).flatMap((from) => many('sheet-field', 1).map((to) => link(to, from))),
      ...many('sheet-field', 9).map((from) => link(from, commitment)),
    ]),
    null,
  );

  it('is as wide as a small phone’s column, however much it shows, and nothing lies on anything else', () => {
    expect(picture.width).toBe(328);
    for (const node of picture.nodes) {
      expect(node.x - (half[node.kind] ?? 0)).toBeGreaterThanOrEqual(0);
      expect(node.x + (half[node.kind] ?? 0)).toBeLessThanOrEqual(picture.width);
      for (const other of picture.nodes.filter((each) => each !== node && Math.abs(each.y - node.y) < 34))
        expect(Math.abs(other.x - node.x)).toBeGreaterThanOrEqual((half[node.kind] ?? 0) + (half[other.kind] ?? 0));
    }
  });

  it('goes down in the order of the process', () => {
    const ys = (kind: string) => picture.nodes.filter((node) => node.kind === kind).map((node) => node.y);
    const order = ['proposal', 'note', 'sheet-field', 'comment', 'commitment'];
    order.slice(1).forEach((kind, at) => expect(Math.min(...ys(kind))).toBeGreaterThan(Math.max(...ys(order[at] ?? ''))));
    expect(Math.max(...ys('commitment'))).toBeLessThan(picture.height);
  });
});
