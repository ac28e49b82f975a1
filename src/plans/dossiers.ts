import { Injectable } from '@nestjs/common';
import { CommentsQueries, type CommentRow } from '../comments/index.js';
import { commitmentPath } from '../commitments/domain/index.js';
import { SheetsQueries, type SheetRow } from '../commitments/index.js';
import { dayOf } from '../kernel/day.js';
import { localized, type LocalizedText, type Locale } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { Config } from '../platform/config/config.js';
import { publicNumber } from '../platform/database/sequence.js';
import { processPath } from '../process/domain/index.js';
import { ProposalsQueries } from '../proposals/index.js';
import { ResponsesQueries } from '../responses/index.js';
import { roundtablePath } from '../roundtables/domain/index.js';
import { RoundtablesQueries, type CitedNote } from '../roundtables/index.js';
import type { Link } from '../trace/domain/index.js';
import { TraceQueries } from '../trace/index.js';
import { DISPOSITIONS, type Citation, type Disposition, type SheetExport, type SheetTrace } from './domain/index.js';

/** What a dossier is about: the sheet and the process it belongs to. */
export interface DossierOf {
  readonly sheet: SheetRow;
  readonly process: { readonly slug: string; readonly name: LocalizedText };
}

/** A topic that a table chose. */
export interface Topic {
  readonly title: string;
  readonly href: string;
}

/** What leads to the places of a sheet, and what was said about them. */
export interface Thread {
  readonly into: readonly Link[];
  readonly comments: readonly CommentRow[];
}

/** Gathers everything that a page or a file of one commitment says: its text, and the thread from proposals through notes and fields to comments. */
@Injectable()
export class Dossiers {
  constructor(
    private readonly config: Config,
    private readonly sheets: SheetsQueries,
    private readonly trace: TraceQueries,
    private readonly proposals: ProposalsQueries,
    private readonly roundtables: RoundtablesQueries,
    private readonly comments: CommentsQueries,
    private readonly responses: ResponsesQueries,
  ) {}

  async of({ sheet, process }: DossierOf, locale: Locale, known?: Thread): Promise<SheetExport> {
    const thread = known ?? (await this.thread(sheet));
    return {
      locale,
      template: this.sheets.template(sheet.templateKey),
      document: sheet.document,
      trace: await this.traceOf(sheet, thread, locale),
      processName: localized(process.name, locale),
      platformName: this.config.SITE_NAME,
      platformId: sheet.id,
      ogpCommitmentId: '',
      version: sheet.version,
      publishedOn: sheet.publishedAt && dayOf(sheet.publishedAt, this.config.TIME_ZONE),
      url: `${this.config.PUBLIC_URL}${commitmentPath(process.slug, sheet.number)}`,
    };
  }

  /** What leads to a sheet's places, and what was said about them. */
  async thread(sheet: SheetRow): Promise<Thread> {
    const [into, comments] = await Promise.all([this.trace.leadingToAll(placesOf(sheet)), this.commentRows(sheet)]);
    return { into, comments };
  }

  /** The links of a sheet's thread: into its fields and milestones, and on to the sheet itself. */
  links(sheet: SheetRow, { into, comments }: Thread): Link[] {
    const places = placesOf(sheet);
    const whole: Subject = { kind: 'sheet', id: sheet.id };
    const about = comments.map((comment): Link => ({
      from: { kind: comment.subjectKind, id: comment.subjectId },
      to: { kind: 'comment', id: comment.id },
    }));
    const commented = new Set(about.map((link) => subjectKey(link.from)));
    const cited = new Set([...into.map((link) => subjectKey(link.to)), ...commented]);
    const ends = places
      .filter((place) => cited.has(subjectKey(place)) && !commented.has(subjectKey(place)))
      .map((place): Link => ({ from: place, to: whole }));
    const onward = comments.map((comment): Link => ({ from: { kind: 'comment', id: comment.id }, to: whole }));
    // A comment that changed a field also stands in the trace as its source; the picture shows it after the field.
    return [...into.filter((link) => link.from.kind !== 'comment'), ...about, ...ends, ...onward];
  }

  /** What the chosen topics on a thread are called, and where they were chosen. */
  async topics(links: readonly Link[]): Promise<ReadonlyMap<string, Topic>> {
    const ids = links.flatMap(({ from, to }) => [from, to]).flatMap(({ kind, id }) => (kind === 'topic' ? [id] : []));
    const rows = await this.roundtables.topicsByIds([...new Set(ids)]);
    return new Map(
      rows.map(({ id, title, process, roundtable }) => [id, { title, href: `${roundtablePath(process, roundtable)}#topic` }]),
    );
  }

  private async traceOf(sheet: SheetRow, { into: links, comments }: Thread, locale: Locale): Promise<SheetTrace> {
    const idsOf = (kind: Subject['kind']): string[] => [
      ...new Set(links.filter((link) => link.from.kind === kind).map((link) => link.from.id)),
    ];
    const [proposals, notes, responses] = await Promise.all([
      this.proposals.byIds(idsOf('proposal')),
      this.roundtables.citedNotes(idsOf('note'), locale),
      this.responses.latest(comments.map((comment): Subject => ({ kind: 'comment', id: comment.id }))),
    ]);
    return {
      proposals: proposals.map((proposal) => ({
        id: proposal.id,
        number: publicNumber('P', proposal.number),
        title: { text: proposal.title, lang: proposal.lang },
        author: proposal.onBehalfOf ?? proposal.authorName,
        url: `${this.config.PUBLIC_URL}${processPath(proposal.processSlug, 'proposals', String(proposal.number))}`,
      })),
      notes: notes.map((note) => noteSource(note, links)),
      comments: comments.map((comment) => {
        const response = responses.get(subjectKey({ kind: 'comment', id: comment.id }));
        return {
          id: comment.id,
          number: publicNumber('C', comment.number),
          words: { text: comment.body, lang: comment.lang },
          author: comment.organisation ?? comment.authorName,
          field: fieldOf(comment, sheet.id),
          disposition: dispositionOf(response?.disposition),
          reason: response ? { text: response.reason, lang: locale } : null,
        };
      }),
      citations: links.flatMap((link) => citation(link, sheet.id)),
    };
  }

  private async commentRows(sheet: SheetRow): Promise<CommentRow[]> {
    const [fields, milestones, whole] = await Promise.all([
      this.comments.on('sheet-field', this.sheets.fieldIds(sheet)),
      this.comments.on(
        'milestone',
        sheet.document.milestones.map((milestone) => `${sheet.id}:${milestone.id}`),
      ),
      this.comments.on('sheet', [sheet.id]),
    ]);
    return [...fields, ...milestones, ...whole].toSorted((a, b) => a.number - b.number);
  }
}

/** The sheet of that number, when it is published. */
export async function publishedSheet(sheets: SheetsQueries, processId: string, number: number): Promise<SheetRow> {
  const sheet = Number.isSafeInteger(number) ? await sheets.byNumber(processId, number) : null;
  if (!sheet?.publishedAt) throw notFound();
  return sheet;
}

/** A sheet's fields and milestones as subjects of the trace. */
const placesOf = (sheet: SheetRow): Subject[] => [
  ...Object.keys(sheet.document.values).map((key): Subject => ({ kind: 'sheet-field', id: `${sheet.id}:${key}` })),
  ...sheet.document.milestones.map((milestone): Subject => ({ kind: 'milestone', id: `${sheet.id}:${milestone.id}` })),
];

const noteSource = (note: CitedNote, links: readonly Link[]): SheetTrace['notes'][number] => ({
  id: note.id,
  number: note.number,
  words: { text: note.text, lang: note.lang },
  author: note.author,
  place: note.place,
  proposals: links
    .filter((link) => link.from.kind === 'proposal' && link.to.kind === 'note' && link.to.id === note.id)
    .map((link) => link.from.id),
});

function citation(link: Link, sheetId: string): Citation[] {
  const { from, to } = link;
  if (to.kind !== 'sheet-field' && to.kind !== 'milestone') return [];
  if (from.kind !== 'proposal' && from.kind !== 'note' && from.kind !== 'comment') return [];
  return [{ place: to.id.slice(sheetId.length + 1), source: { kind: from.kind, id: from.id } }];
}

const fieldOf = (comment: CommentRow, sheetId: string): string | null =>
  comment.subjectKind !== 'sheet' ? comment.subjectId.slice(sheetId.length + 1) : null;

const dispositionOf = (found: string | undefined): Disposition => DISPOSITIONS.find((each) => each === found) ?? 'open';
