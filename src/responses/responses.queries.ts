import { Injectable } from '@nestjs/common';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import { Contributions } from './contributions.js';
import type { AnsweredKind, Disposition } from './domain/index.js';

export interface ResponseRow {
  id: string;
  subjectKind: AnsweredKind;
  subjectId: string;
  disposition: Disposition;
  reason: string;
  decidedBy: string;
  at: Date;
  supersedes: string | null;
  /** When what it said was undone; null for one that stands or was superseded. */
  retractedAt: Date | null;
}

/** How far a process has answered one kind of contribution. */
export interface Coverage {
  kind: AnsweredKind;
  owed: number;
  answered: number;
  /** Ids of the contributions that still wait; publishing is blocked while there are any. */
  missing: string[];
}

const COLUMNS = sql.raw(`r.id, r.subject_kind as "subjectKind", r.subject_id as "subjectId", r.disposition, r.reason,
  r.decided_by as "decidedBy", r.at, r.supersedes, (select k.at from response_retraction k where k.response_id = r.id) as "retractedAt"`);
const IN_FORCE = sql.raw(`not exists (select 1 from response newer where newer.supersedes = r.id)
  and not exists (select 1 from response_retraction k where k.response_id = r.id)`);

/** Reads the ledger of reasoned responses. */
@Injectable()
export class ResponsesQueries {
  constructor(
    private readonly reader: Reader,
    private readonly contributions: Contributions,
  ) {}

  /** The response in force of each subject, by `subjectKey`; subjects without one are left out. One query. */
  async latest(subjects: readonly Subject[]): Promise<ReadonlyMap<string, ResponseRow>> {
    if (subjects.length === 0) return new Map();
    const kinds = subjects.map((subject) => subject.kind);
    const ids = subjects.map((subject) => subject.id);
    const rows = await this.reader.rows(sql<ResponseRow>`
      select ${COLUMNS} from response r
      join unnest(${kinds}::text[], ${ids}::text[]) as wanted (kind, id) on wanted.kind = r.subject_kind and wanted.id = r.subject_id
      where ${IN_FORCE}`);
    return new Map(rows.map((row) => [subjectKey({ kind: row.subjectKind, id: row.subjectId }), row]));
  }

  /** Every response to a subject, the newest first; also those that were retracted. */
  history(subject: Subject): Promise<ResponseRow[]> {
    return this.reader.rows(sql<ResponseRow>`
      select ${COLUMNS} from response r where r.subject_kind = ${subject.kind} and r.subject_id = ${subject.id} order by r.at desc, r.id desc`);
  }

  /** The responses in force of a process, the newest first. */
  page(
    processId: string,
    filter: { kind: AnsweredKind | null; disposition: Disposition | null },
    limit: number,
    offset = 0,
  ): Promise<ResponseRow[]> {
    return this.reader.rows(sql<ResponseRow>`
      select ${COLUMNS} from response r
      where r.process_id = ${processId} and ${IN_FORCE}
        and (${filter.kind}::text is null or r.subject_kind = ${filter.kind})
        and (${filter.disposition}::text is null or r.disposition = ${filter.disposition})
      order by r.id desc limit ${limit} offset ${offset}`);
  }

  /** How many responses in force there are, by kind and disposition. */
  counts(processId: string): Promise<{ kind: AnsweredKind; disposition: Disposition; count: number }[]> {
    return this.reader.rows(sql<{ kind: AnsweredKind; disposition: Disposition; count: number }>`
      select r.subject_kind as kind, r.disposition, count(*) as count from response r
      where r.process_id = ${processId} and ${IN_FORCE} group by 1, 2 order by 1, 3 desc, 2`);
  }

  /** How many responses in force the public processes have to one kind of contribution, by disposition. */
  outcomes(kind: AnsweredKind): Promise<{ processId: string; disposition: Disposition; count: number }[]> {
    return this.reader.rows(sql<{ processId: string; disposition: Disposition; count: number }>`
      select r.process_id as "processId", r.disposition, count(*) as count from response r join process p on p.id = r.process_id
      where r.subject_kind = ${kind} and p.published_at is not null and ${IN_FORCE}
      group by r.process_id, r.disposition order by r.process_id, r.disposition`);
  }

  /** What is owed and what is answered, per registered kind of contribution: the publication gate reads `missing`. */
  async coverage(processId: string): Promise<Coverage[]> {
    const [owed, keys] = await Promise.all([
      this.contributions.owedIn(processId),
      this.reader.rows(sql<{ key: string }>`
        select distinct r.subject_kind || '/' || r.subject_id as key from response r where r.process_id = ${processId} and ${IN_FORCE}`),
    ]);
    const answered = new Set(keys.map((row) => row.key));
    return owed.map(({ kind, ids }) => {
      const missing = ids.filter((id) => !answered.has(subjectKey({ kind, id })));
      return { kind, owed: ids.length, answered: ids.length - missing.length, missing };
    });
  }
}
