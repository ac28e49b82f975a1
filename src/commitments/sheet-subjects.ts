import { Injectable } from '@nestjs/common';
import { CommentsQueries } from '../comments/index.js';
import { isId } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { publicNumber } from '../platform/database/sequence.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { SubjectView } from '../platform/subjects/subject-registry.js';
import {
  commentAnchor,
  commitmentPath,
  draftPath,
  fieldOf,
  placeAnchor,
  placeIn,
  sheetIn,
  type SheetDocument,
} from './domain/index.js';
import { sheetTemplate } from './sheet-templates.js';

type Views = ReadonlyMap<string, SubjectView>;

/** Characters of a comment that stand for it where it is only named. */
const EXCERPT = 90;

interface SharedSheet {
  id: string;
  number: number;
  title: string;
  templateKey: string;
  slug: string;
  isPublished: boolean;
  document: SheetDocument;
}

/** How facets call sheets, their fields and milestones, and the comments on them. Only what is public. */
@Injectable()
export class SheetSubjects {
  constructor(
    private readonly reader: Reader,
    private readonly comments: CommentsQueries,
  ) {}

  async sheets(ids: readonly string[]): Promise<Views> {
    return new Map(
      (await this.shared(ids)).map((sheet) => [sheet.id, { title: sheet.title, href: textPath(sheet), lang: null }]),
    );
  }

  /** Fields, the planning table and milestones: `<sheetId>:<place>`. */
  async places(ids: readonly string[], locale: Locale): Promise<Views> {
    const sheets = new Map(
      (await this.shared(ids.map((id) => sheetIn({ kind: 'sheet-field', id })))).map((sheet) => [sheet.id, sheet]),
    );
    return new Map(
      ids.flatMap((id): [string, SubjectView][] => {
        const sheet = sheets.get(sheetIn({ kind: 'sheet-field', id }));
        if (!sheet) return [];
        const place = placeIn({ kind: 'sheet-field', id });
        return [
          [
            id,
            {
              title: placeTitle(sheet, place, locale),
              href: `${textPath(sheet)}#${placeAnchor(place)}`,
              lang: null,
              within: sheet.title,
            },
          ],
        ];
      }),
    );
  }

  async commentViews(ids: readonly string[]): Promise<Views> {
    const comments = await this.comments.byIds(ids.filter(isId));
    const sheets = new Map(
      (await this.shared(comments.map((each) => sheetIn({ kind: each.subjectKind, id: each.subjectId })))).map((sheet) => [
        sheet.id,
        sheet,
      ]),
    );
    return new Map(
      comments.flatMap((comment): [string, SubjectView][] => {
        const sheet = sheets.get(sheetIn({ kind: comment.subjectKind, id: comment.subjectId }));
        if (!sheet) return [];
        const title = `${publicNumber('C', comment.number)} ${excerpt(comment.body)}`;
        return [
          [
            comment.id,
            { title, href: `${draftPath(sheet.slug, sheet.number)}#${commentAnchor(comment.number)}`, lang: comment.lang },
          ],
        ];
      }),
    );
  }

  /** Sheets whose text was shared, as their newest version says it. */
  private shared(ids: readonly string[]): Promise<SharedSheet[]> {
    return this.reader.rows(sql<SharedSheet>`
      select s.id, s.number, s.title, s.template_key as "templateKey", p.slug, v.document, s.published_at is not null as "isPublished"
      from commitment_sheet s join process p on p.id = s.process_id join sheet_version v on v.sheet_id = s.id and v.number = s.version
      where s.id = any(${[...new Set(ids)].filter(isId)}::uuid[])`);
  }
}

/** Where the text is read: the draft, and once it is published the commitment. */
const textPath = ({ slug, number, isPublished }: SharedSheet): string =>
  isPublished ? commitmentPath(slug, number) : draftPath(slug, number);

function placeTitle(sheet: SharedSheet, place: string, locale: Locale): string {
  const template = sheetTemplate(sheet.templateKey);
  const field = fieldOf(template, place);
  if (field) return field.shortLabel[locale];
  const milestone = sheet.document.milestones.find(({ id }) => id === place);
  return milestone?.title ?? template.milestones.shortLabel[locale];
}

const excerpt = (text: string): string => (text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT - 1).trimEnd()}…`);
