import { Injectable } from '@nestjs/common';
import { Reader, sql } from '../platform/database/reader.js';

/** Why something that came in stays: what was built on it since. */
export const KEPT_REASONS = [
  'changed',
  'revised',
  'commented',
  'supported',
  'followed',
  'continued',
  'tabled',
  'scored',
  'reviewed',
  'answered',
  'moderated',
  'cited',
] as const;
export type KeptReason = (typeof KEPT_REASONS)[number];

/** Says what was built on imported proposals, over all that may refer to them. A test holds it against the database's own references. */
@Injectable()
export class BuiltOn {
  constructor(private readonly reader: Reader) {}

  /** Those on which something was built, with the first reason. `answerId`: the answer that came with it counts for nothing. */
  async proposals(taken: readonly { id: string; answerId: string | null }[]): Promise<Map<string, KeptReason>> {
    const rows = await this.reader.rows(sql<{ id: string; reason: KeptReason | null }>`
      select p.id, ${REASON} as reason
      from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as t(id uuid, "answerId" uuid) join proposal p on p.id = t.id`);
    return new Map(rows.flatMap(({ id, reason }) => (reason ? [[id, reason]] : [])));
  }

  /** How many proposals of an import would stay for each reason, or go (null), and how many answers came with them. */
  ofImport(importId: string): Promise<Foreseen<KeptReason>[]> {
    return this.reader.rows(sql<Foreseen<KeptReason>>`
      select reason, count(*) as count, count("answerId") as answers from (
        select t."answerId", ${REASON} as reason
        from (select proposal_id as id, answer_id as "answerId" from proposal_import_row where import_id = ${importId} and outcome in ('done', 'kept')) t
        join proposal p on p.id = t.id) each group by reason order by reason`);
  }

  /** The same for answers to proposals of ours; a draft that was touched since the import ended has changed. */
  answersOfImport(importId: string): Promise<Foreseen<'answered' | 'changed' | 'reviewed'>[]> {
    return this.reader.rows(sql<Foreseen<'answered' | 'changed' | 'reviewed'>>`
      select reason, count(*) as count, count(*) as answers from (
        select case
          when a.id is not null and p.state <> a.disposition then 'changed'
          when a.id is not null and (exists (select 1 from response z where z.supersedes = a.id)
            or exists (select 1 from response_retraction x where x.response_id = a.id)) then 'answered'
          when a.id is null and d.id is null then 'reviewed'
          when d.updated_at > i.done_at then 'changed' end as reason
        from proposal_import_row r join proposal_import i on i.id = r.import_id join proposal p on p.id = r.proposal_id
          left join response a on a.id = r.answer_id left join review_draft d on d.id = r.answer_id
        where r.import_id = ${importId} and r.outcome in ('done', 'kept')) each group by reason order by reason`);
  }
}

/** What undoing would do: `reason` null for what goes. */
export interface Foreseen<Reason extends string> {
  readonly reason: Reason | null;
  readonly count: number;
  readonly answers: number;
}

/** Why the proposal `p` of a row `t` stays. */
const REASON = sql`case
        when exists (select 1 from proposal_version v join proposal_source s on s.proposal_id = v.proposal_id where v.proposal_id = p.id and v.version > s.versions) then 'revised'
        when exists (select 1 from comment c where c.subject_kind = 'proposal' and c.subject_id = p.id::text) then 'commented'
        when exists (select 1 from endorsement e where e.proposal_id = p.id) then 'supported'
        when exists (select 1 from follow f where f.subject_kind = 'proposal' and f.subject_id = p.id::text) then 'followed'
        when exists (select 1 from continuation_part x where x.proposal_id = p.id) then 'continued'
        when exists (select 1 from roundtable_proposal x where x.proposal_id = p.id) then 'tabled'
        when exists (select 1 from priority_score x where x.proposal_id = p.id)
          or exists (select 1 from shortlist s where s.process_id = p.process_id and position(p.id::text in s.entries::text) > 0) then 'scored'
        when exists (select 1 from feasibility_review r where r.proposal_id = p.id and r.id is distinct from t."answerId")
          or exists (select 1 from proposal_assignment a where a.proposal_id = p.id
            and not exists (select 1 from feasibility_review r where r.id = t."answerId" and r.area_id = a.area_id))
          or exists (select 1 from review_draft d where d.proposal_id = p.id)
          or exists (select 1 from review_note n where n.proposal_id = p.id)
          or exists (select 1 from review_redirect d where d.proposal_id = p.id)
          or exists (select 1 from verdict_ruling u where u.proposal_id = p.id) then 'reviewed'
        when exists (select 1 from response a where a.subject_kind = 'proposal' and a.subject_id = p.id::text and a.id is distinct from t."answerId")
          or exists (select 1 from response_retraction x where x.response_id = t."answerId") then 'answered'
        when p.state in ('held', 'hidden')
          or exists (select 1 from hiding h where h.subject_kind = 'proposal' and h.subject_id = p.id::text)
          or exists (select 1 from moderation_report h where h.subject_kind = 'proposal' and h.subject_id = p.id::text)
          or exists (select 1 from moderation_case h where h.subject_kind = 'proposal' and h.subject_id = p.id::text) then 'moderated'
        when exists (select 1 from trace_link l where (l.from_kind = 'proposal' and l.from_id = p.id::text) or (l.to_kind = 'proposal' and l.to_id = p.id::text)) then 'cited'
        when exists (select 1 from proposal_attachment f where f.proposal_id = p.id)
          or exists (select 1 from proposal_marking m where m.proposal_id = p.id)
          or exists (select 1 from co_author k where k.proposal_id = p.id)
          or exists (select 1 from withdrawal w where w.proposal_id = p.id) then 'changed'
      end`;
