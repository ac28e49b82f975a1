import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import type { SubjectKind } from '../kernel/subject.js';
import type { Sector } from '../participants/domain/index.js';
import { Reader, sql } from '../platform/database/reader.js';
import { inSight } from './in-sight.js';

export interface CommentRow {
  id: string;
  number: number;
  subjectKind: SubjectKind;
  subjectId: string;
  body: string;
  quote: string | null;
  suggestion: string | null;
  aboutVersion: number | null;
  lang: Locale;
  authorName: string;
  sector: Sector | null;
  organisation: string | null;
  writtenAt: Date;
}

const COLUMNS = sql`id, number, subject_kind as "subjectKind", subject_id as "subjectId", body, quote, suggestion, about_version as "aboutVersion",
  lang, author_name as "authorName", sector, organisation, written_at as "writtenAt"`;

@Injectable()
export class CommentsQueries {
  constructor(private readonly reader: Reader) {}

  /** All comments on these subjects that everybody may read, oldest first; one query. */
  async on(kind: SubjectKind, ids: readonly string[]): Promise<CommentRow[]> {
    if (ids.length === 0) return [];
    return this.reader.rows(sql<CommentRow>`
      select ${COLUMNS} from comment where subject_kind = ${kind} and subject_id = any(${[...ids]}::text[]) and ${inSight} order by number`);
  }

  byNumber(processId: string, number: number): Promise<CommentRow | null> {
    return this.reader.first(
      sql<CommentRow>`select ${COLUMNS} from comment where process_id = ${processId} and number = ${number} and ${inSight}`,
    );
  }

  byIds(ids: readonly string[]): Promise<CommentRow[]> {
    return this.reader.rows(
      sql<CommentRow>`select ${COLUMNS} from comment where id = any(${[...ids]}::uuid[]) and ${inSight} order by number`,
    );
  }

  /** Where to tell the author, and in which language; null when the author left no address. */
  authorAddress(id: string): Promise<{ email: string; lang: Locale; number: number; processId: string } | null> {
    return this.reader.first(sql<{ email: string; lang: Locale; number: number; processId: string }>`
      select coalesce(a.email, c.author_email) as email, coalesce(a.locale, c.lang) as lang, c.number, c.process_id as "processId"
      from comment c left join account a on a.id = c.account_id where c.id = ${id} and coalesce(a.email, c.author_email) is not null`);
  }
}
