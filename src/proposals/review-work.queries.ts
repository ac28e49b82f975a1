import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { ReviewField, ReviewSoFar, Verdict } from './domain/index.js';

export interface ReviewDraftRow {
  typed: ReviewSoFar;
  /** Who of the area changed it last. */
  name: string | null;
  updatedAt: Date;
}

/** A review that an area was asked for, as its table has it. */
export interface ReviewTableRow {
  proposalId: string;
  areaId: string;
  number: number;
  title: string;
  areaName: LocalizedText;
  dueOn: string;
  draft: ReviewSoFar | null;
  /** The area's review in force. */
  review: Readonly<Record<ReviewField, string | number | null>> | null;
}

export interface TemplateRow {
  id: string;
  areaId: string;
  areaName: LocalizedText;
  name: string;
  verdict: Verdict | null;
  reasons: string;
}

export interface ReviewNoteRow {
  id: string;
  areaId: string;
  areaName: LocalizedText;
  body: string;
  name: string | null;
  mentioned: string[];
  at: Date;
}

/** What areas keep for themselves. Nothing of it is for public pages or files. */
@Injectable()
export class ReviewWorkQueries {
  constructor(private readonly reader: Reader) {}

  draft(proposalId: string, areaId: string): Promise<ReviewDraftRow | null> {
    return this.reader.first(sql<ReviewDraftRow>`
      select d.typed, a.name, d.updated_at as "updatedAt" from review_draft d left join account a on a.id = d.account_id
      where d.proposal_id = ${proposalId} and d.area_id = ${areaId}`);
  }

  /** What areas were asked, one row for each proposal: of several areas the one that still owes its review. */
  table(processId: string, areaIds: readonly string[]): Promise<ReviewTableRow[]> {
    return this.reader.rows(sql<ReviewTableRow>`
      select * from (
        select distinct on (p.number) p.id as "proposalId", s.area_id as "areaId", p.number, p.title, a.name as "areaName",
          to_char(s.due_on, 'YYYY-MM-DD') as "dueOn", d.typed as draft,
          (select jsonb_build_object('verdict', r.verdict, 'reasons', r.reasons, 'legalBasis', r.legal_basis, 'costFrom', r.cost_from,
            'costTo', r.cost_to, 'costCurrency', r.cost_currency, 'costPeriod', r.cost_period, 'costYears', r.cost_years,
            'existing', r.existing, 'budget', r.budget, 'law', r.law, 'responsible', r.responsible, 'carry', r.carry,
            'carryWords', r.carry_words, 'changes', r.changes, 'signedBy', r.signed_by)
            from feasibility_review r where r.proposal_id = p.id and r.area_id = s.area_id order by r.at desc, r.id desc limit 1) as review
        from proposal_assignment s join proposal p on p.id = s.proposal_id join area a on a.id = s.area_id
        left join review_draft d on d.proposal_id = p.id and d.area_id = s.area_id
        where p.process_id = ${processId} and s.area_id = any(${[...areaIds]}::uuid[]) and p.state not in ('withdrawn', 'hidden')
        order by p.number, s.reviewed_at is not null, s.assigned_at) mine
      order by mine."dueOn", mine.number limit 2000`);
  }

  templates(areaIds: readonly string[]): Promise<TemplateRow[]> {
    return this.reader.rows(sql<TemplateRow>`
      select t.id, t.area_id as "areaId", a.name as "areaName", t.name, t.verdict, t.reasons
      from answer_template t join area a on a.id = t.area_id
      where t.area_id = any(${[...areaIds]}::uuid[]) order by a.position, lower(t.name), t.id`);
  }

  /** The notes about a proposal that these areas share with the coordination, the oldest first. */
  notes(proposalId: string, areaIds: readonly string[]): Promise<ReviewNoteRow[]> {
    return this.reader.rows(sql<ReviewNoteRow>`
      select n.id, n.area_id as "areaId", r.name as "areaName", n.body, a.name, n.at,
        coalesce((select jsonb_agg(m.name order by m.name) from account m where n.mentions @> to_jsonb(m.id::text)), '[]'::jsonb) as mentioned
      from review_note n join area r on r.id = n.area_id left join account a on a.id = n.account_id
      where n.proposal_id = ${proposalId} and n.area_id = any(${[...areaIds]}::uuid[]) order by n.at, n.id`);
  }

  /** Who wrote a note. For mails. */
  async writerOf(noteId: string): Promise<string | null> {
    const row = await this.reader.first(sql<{ name: string }>`
      select a.name from review_note n join account a on a.id = n.account_id where n.id = ${noteId}`);
    return row?.name ?? null;
  }

  async noteCount(proposalId: string, areaIds: readonly string[]): Promise<number> {
    const row = await this.reader.first(sql<{ count: number }>`
      select count(*) as count from review_note where proposal_id = ${proposalId} and area_id = any(${[...areaIds]}::uuid[])`);
    return Number(row?.count ?? 0);
  }
}
