import { commitmentPath, groupedFields, institutionsIn, lastDay, type SheetField } from '../commitments/domain/index.js';
import {
  journey,
  type DownloadsModel,
  type JourneyModel,
  type TagModel,
  type ThemeMarkModel,
} from '../platform/web/components.js';
import { dateWords } from '../commitments/index.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import { processPath } from '../process/domain/index.js';
import type { Link } from '../trace/domain/index.js';
import { sourcesOf, type SheetExport } from './domain/index.js';
import type { Topic } from './dossiers.js';
import { placeId, traceView, type TraceView } from './trace-picture.js';

interface SourceLine {
  text: string;
  links: { text: string; href: string }[];
}

interface FieldView {
  id: string;
  number: string | null;
  label: string;
  lang: string | null;
  paragraphs: string[];
  empty: string | null;
  origin: SourceLine | null;
}

export interface CommitmentPage {
  ordinal: string;
  title: string;
  theme: ThemeMarkModel | null;
  planName: string;
  state: TagModel;
  facts: { label: string; lines: string[] }[];
  groups: { id: string; title: string; fields: FieldView[] }[];
  planning: {
    title: string;
    journey: JourneyModel;
    caption: string;
    columns: string[];
    rows: { id: string; cells: { label: string; text: string }[]; origin: SourceLine | null }[];
  } | null;
  noMilestones: string;
  who: { title: string; text: string; traceText: string };
  downloads: DownloadsModel;
  versions: { text: string; href: string };
  trace: TraceView | null;
  ogpId: { label: string; text: string };
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'plans/commitment': CommitmentPage;
  }
}

export interface CommitmentParts {
  dossier: SheetExport;
  links: readonly Link[];
  topics: ReadonlyMap<string, Topic>;
  number: number;
  slug: string;
  planName: string;
  theme: ThemeMarkModel | null;
  /** Today, as a day of the calendar. */
  today: string;
  /** Id of the proposal whose path stands out. */
  chosen: string | null;
}

const isLong = (field: SheetField): boolean => field.kind === 'long-text' || field.kind === 'value';

/** The published commitment: the sheet in OGP's order, its milestones, its files and its trace. */
export function commitmentPage(x: Exchange, parts: CommitmentParts): Page {
  const { dossier, number, slug } = parts;
  const { template, document } = dossier;
  const short = template.fields.filter(
    (field) => !isLong(field) && field.role !== 'title' && field.role !== 'number' && field.role !== 'brief',
  );
  const titleField = template.fields.find((field) => field.role === 'title');
  const title = (titleField && document.values[titleField.key]?.text) || x.t('exports.document.untitled');
  const url = (format: string): string => commitmentPath(slug, number, `export.${format}`);
  return x.page(
    'plans/commitment',
    {
      ordinal: x.t('plans.commitment.ordinal', { number }),
      title,
      theme: parts.theme,
      planName: parts.planName,
      state: dossier.publishedOn
        ? {
            text: x.t('plans.commitment.published-on', { day: x.t.date(dossier.publishedOn, 'day') }),
            tone: 'accent',
            icon: 'check',
          }
        : { text: x.t('plans.state.draft'), tone: 'neutral', icon: null },
      facts: short
        .map((field) => ({ label: field.label[x.locale], lines: shortLines(dossier, field) }))
        .filter((fact) => fact.lines.length > 0),
      groups: groupedFields(template)
        .map(({ group, fields }) => ({
          id: `group-${group.key}`,
          title: group.label[x.locale],
          fields: fields
            .filter((field) => isLong(field) || field.role === 'brief')
            .flatMap((field) => fieldView(x, dossier, field)),
        }))
        .filter((group) => group.fields.length > 0),
      planning: planning(x, parts),
      noMilestones: x.t('exports.document.noMilestones'),
      who: {
        title: x.t('plans.commitment.who'),
        text: x.t('plans.commitment.who-text', {
          proposals: dossier.trace.proposals.length,
          notes: dossier.trace.notes.length,
          comments: dossier.trace.comments.length,
        }),
        traceText: x.t('plans.commitment.see-trace'),
      },
      downloads: {
        title: x.t('plans.downloads.title'),
        files: (['docx', 'pdf', 'html', 'md', 'json'] as const).map((format) => ({
          text: x.t(`plans.downloads.${format}`),
          href: url(format),
          about: format.toUpperCase(),
          icon: format === 'json' ? 'braces' : format === 'pdf' ? 'printer' : 'file-text',
        })),
      },
      versions: {
        text: x.t('plans.commitment.versions', { version: dossier.version }),
        href: processPath(slug, 'drafts', String(number), 'versions'),
      },
      trace: traceView(x.t, dossier, parts),
      ogpId: {
        label: x.t('exports.document.ogpIdentifier'),
        text: dossier.ogpCommitmentId || x.t('exports.document.assignedByOgp'),
      },
    },
    {
      title,
      process: slug,
      description: title,
      isKept: true,
      breadcrumb: [{ text: parts.planName, href: processPath(slug, 'plan') }],
    },
  );
}

function shortLines({ document, locale }: SheetExport, field: SheetField): string[] {
  const text = document.values[field.key]?.text.trim() ?? '';
  if (!text) return [];
  if (field.kind === 'institutions') return institutionsIn(text);
  const option = field.options?.find(({ key }) => key === text);
  return [option ? option.label[locale] : text];
}

function fieldView(x: Exchange, dossier: SheetExport, field: SheetField): FieldView[] {
  const value = dossier.document.values[field.key];
  const text = value?.text.trim() ?? '';
  if (field.kind === 'value' && !value?.ticked && !text) return [];
  return [
    {
      id: `place-${field.key}`,
      number: field.number ? String(field.number) : null,
      label: field.label[x.locale],
      lang: value && value.lang !== x.t.tag ? value.lang : null,
      paragraphs: text.split(/\n+/).filter((line) => line.trim()),
      empty: text ? null : x.t('exports.document.noAnswer'),
      origin: origin(x, dossier, field.key),
    },
  ];
}

function origin(x: Exchange, dossier: SheetExport, place: string): SourceLine | null {
  const sources = sourcesOf(dossier.trace, place);
  if (sources.length === 0) return null;
  const hrefs = new Map(
    dossier.trace.proposals.map((proposal) => [proposal.id, proposal.url ? new URL(proposal.url).pathname : '#trace-list']),
  );
  return {
    text: x.t('plans.commitment.comes-from'),
    links: sources.map(({ kind, id, number }) => ({
      text: x.t(`exports.document.source.${kind}`, { number }),
      href: hrefs.get(id) ?? '#trace-list',
    })),
  };
}

function planning(x: Exchange, { dossier, today }: CommitmentParts): CommitmentPage['planning'] {
  const { template, document } = dossier;
  if (document.milestones.length === 0) return null;
  const column = (key: string): string =>
    template.milestones.columns.find((each) => each.key === key)?.label[x.locale] ?? x.t(`exports.document.column.${key}`);
  const columns = [column('title'), column('output'), column('due'), x.t('exports.document.column.stakeholders')];
  const ends = document.milestones.map((milestone) => (milestone.due ? lastDay(milestone.due) : null));
  const next = ends.findIndex((end) => end !== null && end >= today);
  return {
    title: template.milestones.label[x.locale],
    caption: x.t('plans.commitment.milestones'),
    columns,
    journey: journey(
      template.milestones.label[x.locale],
      document.milestones.map((milestone, index) => ({
        state: index === next ? 'now' : (ends[index] ?? '9999') < today ? 'done' : 'next',
        stateText: dateWords(x.t, milestone.due) || x.t('plans.commitment.no-date'),
        name: milestone.title,
        when: null,
        href: null,
        hrefText: null,
      })),
    ),
    rows: document.milestones.map((milestone) => ({
      id: placeId({ kind: 'milestone', id: `${dossier.platformId}:${milestone.id}` }),
      cells: [
        { label: columns[0] ?? '', text: milestone.title },
        { label: columns[1] ?? '', text: milestone.output },
        { label: columns[2] ?? '', text: dateWords(x.t, milestone.due) },
        {
          label: columns[3] ?? '',
          text: [milestone.lead, milestone.supporting.government, milestone.supporting.civilSociety, milestone.supporting.others]
            .filter(Boolean)
            .join('; '),
        },
      ],
      origin: origin(x, dossier, milestone.id),
    })),
  };
}
