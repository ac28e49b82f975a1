import { subjectKey, type Subject } from '../kernel/subject.js';
import type { Translate } from '../platform/i18n/translate.js';
import {
  COLUMNS,
  drawTallTrace,
  drawTrace,
  traceGraph,
  type Link,
  type TraceGraph,
  type TracePicture,
} from '../trace/domain/index.js';
import type { SheetExport } from './domain/index.js';
import type { Topic } from './dossiers.js';

type Shape = 'proposal' | 'note' | 'topic' | 'field' | 'comment' | 'final';

interface PictureView {
  /** Wide where there is room, tall on a phone; the style sheet shows one of them. */
  isTall: boolean;
  width: number;
  height: number;
  viewBox: string;
  tiers: { text: string; x: number; y: number }[];
  curves: { path: string; isHot: boolean; title: string }[];
  nodes: {
    shape: Record<Shape, boolean>;
    x: number;
    y: number;
    isHot: boolean;
    name: string;
    /** All of it, where the picture has room for a short name or none. */
    title: string;
    href: string;
    outcome: 'a' | 'p' | 'n' | '';
    mark: number;
  }[];
}

export interface TraceView {
  title: string;
  lead: string;
  /** The picture in one sentence, for those who do not see it. */
  description: string;
  pictures: PictureView[];
  /** Every node and what it led to, in words. */
  list: {
    title: string;
    items: {
      id: string;
      name: string;
      detail: string;
      href: string | null;
      isHere: boolean;
      leadsTo: { text: string; href: string }[];
    }[];
  }[];
  pick: { label: string; submit: string; options: { value: string; text: string; isChosen: boolean }[] };
  leadsToText: string;
}

const SHAPES: Record<string, Shape> = {
  proposal: 'proposal',
  note: 'note',
  topic: 'topic',
  'sheet-field': 'field',
  milestone: 'field',
  comment: 'comment',
  sheet: 'final',
  commitment: 'final',
};
const OUTCOMES: Record<string, 'a' | 'p' | 'n' | ''> = { accepted: 'a', 'partly-accepted': 'p', 'not-accepted': 'n' };
const HEAD = 44;
const NAME_MAX = 20;

interface Named {
  /** What the picture shows: a number or a short label. */
  short: string;
  /** What the list shows. */
  long: string;
  detail: string;
  href: string | null;
  outcome?: string;
}

export interface Thread {
  readonly links: readonly Link[];
  readonly topics: ReadonlyMap<string, Topic>;
  readonly chosen: string | null;
}

/** The thread of one commitment as a picture and, with the same content, as a list. `chosen` is the id of the proposal whose path stands out. */
export function traceView(t: Translate, dossier: SheetExport, { links, topics, chosen }: Thread): TraceView | null {
  const graph = traceGraph(links);
  if (graph.nodes.length === 0) return null;
  const proposals = dossier.trace.proposals;
  const highlight = proposals.find((proposal) => proposal.id === chosen) ?? proposals[0] ?? null;
  const hot = highlight ? subjectKey({ kind: 'proposal', id: highlight.id }) : null;
  const [wide, tall] = [drawTrace(graph, hot), drawTallTrace(graph, hot)];
  const names = new Map(graph.nodes.map((node) => [node.key, nameOf(t, dossier, topics, node.subject)]));
  const anchors = new Map(graph.nodes.map((node, index) => [node.key, `trace-${index + 1}`]));
  const name = (key: string): Named => names.get(key) as Named;
  return {
    title: t('plans.trace.title'),
    lead: highlight ? t('plans.trace.lead', { number: highlight.number, author: highlight.author ?? '' }) : '',
    description: t('plans.trace.description', {
      proposals: proposals.length,
      notes: dossier.trace.notes.length,
      fields: count(graph, 'field'),
      comments: dossier.trace.comments.length,
    }),
    pictures: [pictureView(t, wide, HEAD, name, anchors), { ...pictureView(t, tall, 0, name, anchors), isTall: true }],
    list: lists(t, graph, name, anchors, new Set(wide.nodes.filter((node) => node.isOnPath).map((node) => node.key))),
    pick: {
      label: t('plans.trace.pick'),
      submit: t('plans.trace.pick-submit'),
      options: proposals.map((proposal) => ({
        value: proposal.id,
        text: `${proposal.number}, ${proposal.author ?? ''}`,
        isChosen: proposal === highlight,
      })),
    },
    leadsToText: t('plans.trace.leads-to'),
  };
}

const flags = (shape: Shape): Record<Shape, boolean> =>
  Object.fromEntries(
    (['proposal', 'note', 'topic', 'field', 'comment', 'final'] as const).map((each) => [each, each === shape]),
  ) as Record<Shape, boolean>;

const count = (graph: TraceGraph, shape: Shape): number =>
  graph.nodes.filter((node) => SHAPES[node.subject.kind] === shape).length;

const clip = (text: string): string => (text.length > NAME_MAX ? `${text.slice(0, NAME_MAX - 1).trimEnd()}…` : text);

/** A picture with its names, and `head` units above it for those of its columns. */
function pictureView(
  t: Translate,
  picture: TracePicture,
  head: number,
  name: (key: string) => Named,
  anchors: ReadonlyMap<string, string>,
): PictureView {
  return {
    isTall: false,
    width: picture.width,
    height: picture.height + head,
    viewBox: `0 ${-head} ${picture.width} ${picture.height + head}`,
    tiers: picture.tiers.map(({ column, x, y }) => ({ text: t(`plans.trace.tier-${column}`), x, y })),
    curves: picture.curves.map(({ path, from, to, isOnPath }) => ({
      path,
      isHot: isOnPath,
      title: t('plans.trace.link', { from: name(from).short, to: name(to).short }),
    })),
    nodes: picture.nodes.map((node, index) => {
      const shape = SHAPES[node.kind] as Shape;
      const named = name(node.key);
      return {
        shape: flags(shape),
        x: node.x,
        y: node.y,
        isHot: node.isOnPath,
        name: shape === 'note' ? '' : clip(named.short),
        title: [named.long, named.detail].filter(Boolean).join(' – '),
        href: `#${anchors.get(node.key)}`,
        outcome: OUTCOMES[named.outcome ?? ''] ?? '',
        mark: (index % 6) + 1,
      };
    }),
  };
}

function lists(
  t: Translate,
  graph: TraceGraph,
  name: (key: string) => Named,
  anchors: ReadonlyMap<string, string>,
  onPath: ReadonlySet<string>,
): TraceView['list'] {
  const outgoing = Map.groupBy(graph.links, (link) => subjectKey(link.from));
  return COLUMNS.flatMap((_, column) => {
    const nodes = graph.nodes.filter((node) => node.column === column);
    if (nodes.length === 0) return [];
    const items = nodes.map((node) => ({
      id: anchors.get(node.key) as string,
      name: name(node.key).long,
      detail: name(node.key).detail,
      href: name(node.key).href,
      isHere: onPath.has(node.key),
      leadsTo: (outgoing.get(node.key) ?? []).map((link) => ({
        text: name(subjectKey(link.to)).short,
        href: `#${anchors.get(subjectKey(link.to))}`,
      })),
    }));
    return [{ title: t(`plans.trace.tier-${column}`), items }];
  });
}

function nameOf(t: Translate, dossier: SheetExport, topics: Thread['topics'], subject: Subject): Named {
  const { trace } = dossier;
  switch (subject.kind) {
    case 'proposal': {
      const found = trace.proposals.find((proposal) => proposal.id === subject.id);
      return {
        short: found?.number ?? '',
        long: found?.number ?? '',
        detail: [found?.title.text, found?.author].filter(Boolean).join(' – '),
        href: found?.url ? new URL(found.url).pathname : null,
      };
    }
    case 'note': {
      const found = trace.notes.find((note) => note.id === subject.id);
      return {
        short: found?.number ?? '',
        long: found?.number ?? '',
        detail: [found?.words.text, found?.author, found?.place].filter(Boolean).join(' – '),
        href: null,
      };
    }
    case 'comment': {
      const found = trace.comments.find((comment) => comment.id === subject.id);
      const outcome = found ? t(`exports.document.disposition.${found.disposition}`) : '';
      return {
        short: found?.number ?? '',
        long: found?.number ?? '',
        detail: [found?.words.text, found?.author, [outcome, found?.reason?.text].filter(Boolean).join(': ')]
          .filter(Boolean)
          .join(' – '),
        href: null,
        outcome: found?.disposition,
      };
    }
    case 'topic': {
      const title = topics.get(subject.id)?.title ?? t('plans.trace.tier-2');
      return { short: title, long: title, detail: '', href: topics.get(subject.id)?.href ?? null };
    }
    case 'sheet-field':
    case 'milestone': {
      const label = placeLabel(dossier, subject);
      return { short: label, long: label, detail: '', href: `#${placeId(subject)}` };
    }
    default: {
      const text = dossier.publishedOn
        ? t('plans.trace.final', { version: dossier.version, day: t.date(dossier.publishedOn, 'day') })
        : t('plans.trace.final-draft', { version: dossier.version });
      return { short: t('plans.trace.version', { version: dossier.version }), long: text, detail: '', href: null };
    }
  }
}

/** The id of a field's or milestone's place in the page. */
export const placeId = (subject: Subject): string => `place-${subject.id.split(':').slice(1).join('-')}`;

function placeLabel({ template, document, locale }: SheetExport, subject: Subject): string {
  const place = subject.id.split(':').slice(1).join(':');
  if (subject.kind === 'milestone') return document.milestones.find((milestone) => milestone.id === place)?.title ?? place;
  const field = template.fields.find((each) => each.key === place);
  return field ? field.shortLabel[locale] : place;
}
