import { describe, expect, it } from '@jest/globals';
import type { Subject } from '../../kernel/subject.js';
import { drawTrace, pathThrough, traceGraph, type Link } from './index.js';

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

describe('The picture of a trace', () => {
  it('shows every node and every link, the highlighted path on top', () => {
    const graph = traceGraph(links);
    const picture = drawTrace(graph, 'proposal/1');
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
