import { Injectable } from '@nestjs/common';
import type { SubjectKind, Subject } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { Cause, Decision, ModerationRule } from './domain/index.js';

/** What waits, or how it was decided. */
export interface CaseRow {
  kind: SubjectKind;
  id: string;
  cause: Cause;
  since: Date;
  version: number;
  reports: number;
  takenBy: string | null;
  takenByName: string | null;
  takenAt: Date | null;
  decision: Decision | null;
  decidedByName: string | null;
  decidedAt: Date | null;
}

export interface ReportRow {
  rule: ModerationRule;
  words: string | null;
  at: Date;
}

export interface HidingRow {
  id: string;
  kind: SubjectKind;
  subjectId: string;
  rule: ModerationRule;
  reason: string;
  at: Date;
  by: string | null;
  byName: string | null;
  endedAt: Date | null;
  isUndone: boolean;
  /** The author's objection, where there is one. */
  appeal: {
    words: string;
    at: string;
    outcome: 'upheld' | 'lifted' | null;
    reason: string | null;
    decidedAt: string | null;
  } | null;
}

/** A hiding as everybody may read of it. */
export type PublicHidingRow = Pick<HidingRow, 'kind' | 'subjectId' | 'rule' | 'reason' | 'at' | 'endedAt'> & {
  outcome: 'upheld' | 'lifted' | null;
};

export interface RuleCount {
  rule: ModerationRule;
  reports: number;
  hidden: number;
  restored: number;
  appeals: number;
  lifted: number;
}

export const QUEUE_PAGE = 50;

const CASE = sql`m.subject_kind as kind, m.subject_id as id, m.cause, m.since, m.version, m.taken_by as "takenBy", t.name as "takenByName",
  m.taken_at as "takenAt", m.decision, d.name as "decidedByName", m.decided_at as "decidedAt",
  (select count(*) from moderation_report r where r.subject_kind = m.subject_kind and r.subject_id = m.subject_id)::int as reports`;
const FROM = sql`moderation_case m left join account t on t.id = m.taken_by left join account d on d.id = m.decided_by`;
const HIDING = sql`h.id, h.subject_kind as kind, h.subject_id as "subjectId", h.rule, h.reason, h.at, h.by, b.name as "byName",
  h.ended_at as "endedAt", h.is_undone as "isUndone",
  case when a.id is null then null else jsonb_build_object('words', a.words, 'at', a.at, 'outcome', a.outcome, 'reason', a.reason,
    'decidedAt', a.decided_at) end as appeal`;
const HIDINGS = sql`hiding h left join hiding_appeal a on a.hiding_id = h.id left join account b on b.id = h.by`;

/** The read side of moderation. The texts of what is moderated come from their features. */
@Injectable()
export class ModerationQueries {
  constructor(private readonly reader: Reader) {}

  /** What waits, the longest first. */
  waiting(processId: string, page: number): Promise<CaseRow[]> {
    return this.reader.rows(sql<CaseRow>`
      select ${CASE} from ${FROM} where m.process_id = ${processId} and m.decided_at is null
      order by m.since, m.id limit ${QUEUE_PAGE} offset ${(page - 1) * QUEUE_PAGE}`);
  }

  /** What was decided, the newest first. */
  decided(processId: string, page: number): Promise<CaseRow[]> {
    return this.reader.rows(sql<CaseRow>`
      select ${CASE} from ${FROM} where m.process_id = ${processId} and m.decided_at is not null
      order by m.decided_at desc, m.id limit ${QUEUE_PAGE} offset ${(page - 1) * QUEUE_PAGE}`);
  }

  async counts(processId: string): Promise<{ waiting: ReadonlyMap<Cause, number>; decided: number }> {
    const rows = await this.reader.rows(sql<{ cause: Cause; isDecided: boolean; count: number }>`
      select cause, decided_at is not null as "isDecided", count(*)::int as count from moderation_case
      where process_id = ${processId} group by 1, 2`);
    return {
      waiting: new Map(rows.flatMap((row): [Cause, number][] => (row.isDecided ? [] : [[row.cause, row.count]]))),
      decided: rows.reduce((sum, row) => sum + (row.isDecided ? row.count : 0), 0),
    };
  }

  async cases(subjects: readonly Subject[]): Promise<CaseRow[]> {
    const rows = await this.reader.rows(sql<CaseRow>`
      select ${CASE} from ${FROM} where m.subject_id = any(${subjects.map(({ id }) => id)}::text[])`);
    return rows.filter((row) => subjects.some(({ kind, id }) => kind === row.kind && id === row.id));
  }

  reports({ kind, id }: Subject): Promise<ReportRow[]> {
    return this.reader.rows(sql<ReportRow>`
      select rule, words, at from moderation_report where subject_kind = ${kind} and subject_id = ${id} order by at desc limit 200`);
  }

  /** Every hiding of a subject, the newest first. */
  hidings({ kind, id }: Subject): Promise<HidingRow[]> {
    return this.reader.rows(sql<HidingRow>`
      select ${HIDING} from ${HIDINGS} where h.subject_kind = ${kind} and h.subject_id = ${id} order by h.at desc, h.id desc`);
  }

  hiding(id: string): Promise<(HidingRow & { processId: string }) | null> {
    return this.reader.first(
      sql<HidingRow & { processId: string }>`select ${HIDING}, h.process_id as "processId" from ${HIDINGS} where h.id = ${id}`,
    );
  }

  /** What was hidden and why, the newest first: without the words and without anybody's name. */
  async published(processId: string, page: number): Promise<{ rows: PublicHidingRow[]; total: number }> {
    const rows = await this.reader.rows(sql<PublicHidingRow & { total: number }>`
      select h.subject_kind as kind, h.subject_id as "subjectId", h.rule, h.reason, h.at, h.ended_at as "endedAt", a.outcome,
        count(*) over ()::int as total
      from hiding h left join hiding_appeal a on a.hiding_id = h.id
      where h.process_id = ${processId} and not h.is_undone order by h.at desc, h.id desc
      limit ${QUEUE_PAGE} offset ${(page - 1) * QUEUE_PAGE}`);
    return { rows, total: rows[0]?.total ?? 0 };
  }

  /** How often each rule was invoked and what came of it. */
  byRule(processId: string): Promise<RuleCount[]> {
    return this.reader.rows(sql<RuleCount>`
      select rule, sum(reports)::int as reports, sum(hidden)::int as hidden, sum(restored)::int as restored, sum(appeals)::int as appeals,
        sum(lifted)::int as lifted
      from (
        select rule, 1 as reports, 0 as hidden, 0 as restored, 0 as appeals, 0 as lifted from moderation_report where process_id = ${processId}
        union all
        select h.rule, 0, 1, case when h.ended_at is null then 0 else 1 end, case when a.id is null then 0 else 1 end,
          case when a.outcome = 'lifted' then 1 else 0 end
        from hiding h left join hiding_appeal a on a.hiding_id = h.id where h.process_id = ${processId} and not h.is_undone
      ) as acts group by rule order by hidden desc, reports desc, rule`);
  }
}
