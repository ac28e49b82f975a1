import { Injectable } from '@nestjs/common';
import type { Subject, SubjectKind } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { Link } from './domain/index.js';

interface LinkRow {
  fromKind: SubjectKind;
  fromId: string;
  toKind: SubjectKind;
  toId: string;
}

/** Longer chains than proposal → note → topic → field → comment → commitment are made only by proposals that were merged again and again. */
const DEPTH = 16;

const asLink = (row: LinkRow): Link => ({ from: { kind: row.fromKind, id: row.fromId }, to: { kind: row.toKind, id: row.toId } });

/** The thread, read from either end; one query each. */
@Injectable()
export class TraceQueries {
  constructor(private readonly reader: Reader) {}

  /** All links on the ways that lead to these subjects. */
  async leadingToAll(subjects: readonly Subject[]): Promise<Link[]> {
    if (subjects.length === 0) return [];
    const rows = await this.reader.rows(sql<LinkRow>`
      with recursive way as (
        select from_kind, from_id, to_kind, to_id, linked_at, id, 1 as depth from trace_link
        where (to_kind, to_id) in (select * from unnest(${subjects.map((subject) => subject.kind)}::text[], ${subjects.map((subject) => subject.id)}::text[]))
        union
        select l.from_kind, l.from_id, l.to_kind, l.to_id, l.linked_at, l.id, way.depth + 1
        from trace_link l join way on l.to_kind = way.from_kind and l.to_id = way.from_id where way.depth < ${DEPTH})
      select from_kind as "fromKind", from_id as "fromId", to_kind as "toKind", to_id as "toId"
      from way group by 1, 2, 3, 4 order by min(linked_at), min(id::text)`);
    return rows.map(asLink);
  }

  /** All links on the ways that go out from this subject. */
  async comingFrom(subject: Subject): Promise<Link[]> {
    const rows = await this.reader.rows(sql<LinkRow>`
      with recursive way as (
        select from_kind, from_id, to_kind, to_id, linked_at, id, 1 as depth from trace_link where from_kind = ${subject.kind} and from_id = ${subject.id}
        union
        select l.from_kind, l.from_id, l.to_kind, l.to_id, l.linked_at, l.id, way.depth + 1
        from trace_link l join way on l.from_kind = way.to_kind and l.from_id = way.to_id where way.depth < ${DEPTH})
      select from_kind as "fromKind", from_id as "fromId", to_kind as "toKind", to_id as "toId"
      from way group by 1, 2, 3, 4 order by min(linked_at), min(id::text)`);
    return rows.map(asLink);
  }

  /** Whether anything was said to have come from it since a moment. */
  async ledOnSince(subject: Subject, moment: Date): Promise<boolean> {
    const found = await this.reader.first(sql`
      select 1 from trace_link where from_kind = ${subject.kind} and from_id = ${subject.id} and linked_at >= ${moment} limit 1`);
    return found !== null;
  }

  /** What each of these subjects came from directly. */
  async sourcesOf(subjects: readonly Subject[]): Promise<Link[]> {
    if (subjects.length === 0) return [];
    const rows = await this.reader.rows(sql<LinkRow>`
      select from_kind as "fromKind", from_id as "fromId", to_kind as "toKind", to_id as "toId" from trace_link
      where (to_kind, to_id) in (select * from unnest(${subjects.map((subject) => subject.kind)}::text[], ${subjects.map((subject) => subject.id)}::text[]))
      order by linked_at, id`);
    return rows.map(asLink);
  }
}
