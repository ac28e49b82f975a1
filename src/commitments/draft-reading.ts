import { Injectable } from '@nestjs/common';
import type { CommentRow } from '../comments/index.js';
import type { Locale } from '../kernel/localized.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { SubjectRegistry, type SubjectView } from '../platform/subjects/subject-registry.js';
import { ResponsesQueries, type ResponseRow } from '../responses/index.js';
import type { Link } from '../trace/domain/index.js';
import { TraceQueries } from '../trace/index.js';
import { placeIn, subjectsOf } from './domain/index.js';
import { SheetsQueries, type SheetRow, type SheetVersionRow } from './sheets.queries.js';

/** A source as it may be shown to everybody. */
export interface ShownSource extends SubjectView {
  readonly kind: Subject['kind'];
}

/** Everything that is read together with a sheet's text. */
export interface DraftReading {
  readonly versions: readonly SheetVersionRow[];
  /** By place, in the order of their numbers. */
  readonly comments: ReadonlyMap<string, readonly CommentRow[]>;
  /** Responses in force, by the comment's id. */
  readonly responses: ReadonlyMap<string, ResponseRow>;
  /** Notes, topics and proposals, by place. */
  readonly sources: ReadonlyMap<string, readonly ShownSource[]>;
  /** The places that a comment changed, by the comment's id. */
  readonly changes: ReadonlyMap<string, readonly string[]>;
}

/** Reads a sheet with its comments, their answers and where its text came from, in a constant number of queries. */
@Injectable()
export class DraftReadings {
  constructor(
    private readonly sheets: SheetsQueries,
    private readonly responses: ResponsesQueries,
    private readonly trace: TraceQueries,
    private readonly subjects: SubjectRegistry,
  ) {}

  async of(sheet: SheetRow, locale: Locale): Promise<DraftReading> {
    const subjects = subjectsOf(sheet.id, sheet.document, this.sheets.template(sheet.templateKey));
    const [versions, links] = await Promise.all([this.sheets.versions(sheet.id), this.trace.sourcesOf(subjects)]);
    const fromText = links.filter(({ from }) => from.kind !== 'comment');
    // Comments on a milestone that was taken out meanwhile are still comments on this sheet.
    const present = new Set(sheet.document.milestones.map(({ id }) => id));
    const earlier = versions.flatMap(({ document }) => document.milestones.map(({ id }) => id)).filter((id) => !present.has(id));
    const [comments, views] = await Promise.all([
      this.sheets.comments(sheet, [...new Set(earlier)]),
      this.subjects.describe(
        fromText.map(({ from }) => from),
        locale,
      ),
    ]);
    const responses = await this.responses.latest(comments.map(({ id }): Subject => ({ kind: 'comment', id })));
    return {
      versions,
      comments: Map.groupBy(comments, (comment) => placeIn({ kind: comment.subjectKind, id: comment.subjectId })),
      responses: new Map(
        comments.flatMap(({ id }): [string, ResponseRow][] => {
          const response = responses.get(subjectKey({ kind: 'comment', id }));
          return response ? [[id, response]] : [];
        }),
      ),
      sources: sourcesByPlace(fromText, views),
      changes: new Map(
        [
          ...Map.groupBy(
            links.filter(({ from }) => from.kind === 'comment'),
            ({ from }) => from.id,
          ),
        ].map(([id, group]) => [id, group.map(({ to }) => placeIn(to))]),
      ),
    };
  }
}

function sourcesByPlace(links: readonly Link[], views: ReadonlyMap<string, SubjectView>): ReadonlyMap<string, ShownSource[]> {
  const byPlace = new Map<string, ShownSource[]>();
  for (const { from, to } of links) {
    const view = views.get(subjectKey(from));
    if (!view) continue;
    const place = placeIn(to);
    byPlace.set(place, [...(byPlace.get(place) ?? []), { ...view, kind: from.kind }]);
  }
  return byPlace;
}
