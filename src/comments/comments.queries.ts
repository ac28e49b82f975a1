import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import type { Subject, SubjectKind } from '../kernel/subject.js';
import type { Sector } from '../participants/domain/index.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { Stance } from './domain/index.js';
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
  parentId: string | null;
  stance: Stance | null;
  isTeam: boolean;
}

/** A comment with its replies; null stands for one that is out of sight while its replies are not. */
export interface ThreadRow {
  number: number;
  comment: CommentRow | null;
  replies: CommentRow[];
}

/** One comment whose address waits to be confirmed, for its own private link. */
export interface OwnComment {
  commentId: string;
  processId: string;
  subject: Subject;
  number: number;
  body: string;
  lang: Locale;
  awaitsAddress: boolean;
  wasSuspicious: boolean;
  isPublic: boolean;
}

const COLUMNS = sql`id, number, subject_kind as "subjectKind", subject_id as "subjectId", body, quote, suggestion, about_version as "aboutVersion",
  lang, author_name as "authorName", sector, organisation, written_at as "writtenAt", parent_id as "parentId", stance, is_team as "isTeam"`;

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

  /** A page of the threads about a subject, the newest first, each with its replies from the oldest on; two queries. */
  async threads(subject: Subject, limit: number, offset: number): Promise<ThreadRow[]> {
    const heads = await this.reader.rows(sql<CommentRow & { isSeen: boolean }>`
      select ${COLUMNS}, ${inSight} as "isSeen" from comment c
      where subject_kind = ${subject.kind} and subject_id = ${subject.id} and parent_id is null
        and (${inSight} or exists (select 1 from comment r where r.parent_id = c.id and r.sight = 'public'))
      order by number desc limit ${limit} offset ${offset}`);
    if (heads.length === 0) return [];
    const replies = await this.reader.rows(sql<CommentRow>`
      select ${COLUMNS} from comment where parent_id = any(${heads.map(({ id }) => id)}::uuid[]) and ${inSight} order by number`);
    return heads.map(({ isSeen, ...comment }) => ({
      number: comment.number,
      comment: isSeen ? comment : null,
      replies: replies.filter(({ parentId }) => parentId === comment.id),
    }));
  }

  /** How many threads a subject has, how many comments in all, and how many stand where. */
  async balance(subject: Subject): Promise<{ threads: number; comments: number; stances: ReadonlyMap<Stance, number> }> {
    const rows = await this.reader.rows(sql<{ stance: Stance | null; isReply: boolean; count: number }>`
      select stance, parent_id is not null as "isReply", count(*) as count from comment
      where subject_kind = ${subject.kind} and subject_id = ${subject.id} and ${inSight} group by 1, 2`);
    const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0);
    return {
      threads: sum(rows.filter(({ isReply }) => !isReply)),
      comments: sum(rows),
      stances: new Map(rows.flatMap((row): [Stance, number][] => (row.stance && !row.isReply ? [[row.stance, row.count]] : []))),
    };
  }

  async own(id: string): Promise<OwnComment | null> {
    const row = await this.reader.first(sql<Omit<OwnComment, 'subject'> & { kind: SubjectKind; subjectId: string }>`
      select id as "commentId", process_id as "processId", subject_kind as kind, subject_id as "subjectId", number, body, lang,
        awaits_address as "awaitsAddress", was_suspicious as "wasSuspicious", ${inSight} as "isPublic" from comment where id = ${id}`);
    if (!row) return null;
    const { kind, subjectId, ...rest } = row;
    return { ...rest, subject: { kind, id: subjectId } };
  }

  /** Where to tell the author, and in which language; null when the author left no address. */
  authorAddress(id: string): Promise<{ email: string; lang: Locale; number: number; processId: string } | null> {
    return this.reader.first(sql<{ email: string; lang: Locale; number: number; processId: string }>`
      select coalesce(a.email, c.author_email) as email, coalesce(a.locale, c.lang) as lang, c.number, c.process_id as "processId"
      from comment c left join account a on a.id = c.account_id where c.id = ${id} and coalesce(a.email, c.author_email) is not null`);
  }
}
