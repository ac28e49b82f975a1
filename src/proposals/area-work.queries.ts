import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { PUBLIC_STATES, type ReviewProposal } from './domain/index.js';

/** How an area answers: counts of public proposals, and the days that it takes. */
export interface AreaWorkRow {
  areaId: string;
  areaName: LocalizedText;
  asked: number;
  answered: number;
  redirected: number;
  overdue: number;
  /** Of the answered ones; null while there is none. */
  medianDays: number | null;
}

export interface PublishedReviewRow extends ReviewProposal {
  number: number;
  title: string;
  areaName: LocalizedText;
  at: Date;
}

/** How areas answer, as everybody may read it. */
@Injectable()
export class AreaWorkQueries {
  constructor(private readonly reader: Reader) {}

  /** Every area of a process; what was asked of it and sent on counts as asked. */
  times(processId: string, today: string): Promise<AreaWorkRow[]> {
    return this.reader.rows(sql<AreaWorkRow>`
      select a.id as "areaId", a.name as "areaName",
        (coalesce(w.asked, 0) + coalesce(r.redirected, 0))::int as asked, coalesce(w.answered, 0)::int as answered,
        coalesce(r.redirected, 0)::int as redirected, coalesce(w.overdue, 0)::int as overdue, w.median::float as "medianDays"
      from area a
      left join (
        select s.area_id, count(*) as asked, count(s.reviewed_at) as answered,
          count(*) filter (where s.reviewed_at is null and s.due_on < ${today}::date and p.state = 'in-review') as overdue,
          percentile_cont(0.5) within group (order by extract(epoch from s.reviewed_at - s.assigned_at) / 86400) as median
        from proposal_assignment s join proposal p on p.id = s.proposal_id
        where p.process_id = ${processId} and p.state = any(${[...PUBLIC_STATES]}::text[]) group by s.area_id) w on w.area_id = a.id
      left join (
        select d.from_area_id, count(*) as redirected from review_redirect d join proposal p on p.id = d.proposal_id
        where p.process_id = ${processId} and p.state = any(${[...PUBLIC_STATES]}::text[]) group by d.from_area_id) r
        on r.from_area_id = a.id
      where a.process_id = ${processId} order by a.position`);
  }

  /** Every review of a public proposal, the older ones too, in the order of proposals. */
  reviews(processId: string, limit: number, offset: number): Promise<PublishedReviewRow[]> {
    return this.reader.rows(sql<PublishedReviewRow>`
      select p.number, p.title, a.name as "areaName", r.at, r.verdict, r.reasons, r.legal_basis as "legalBasis", r.cost_from::float as "costFrom",
        r.cost_to::float as "costTo", r.cost_currency as "costCurrency", r.cost_period as "costPeriod", r.cost_years as "costYears", r.existing,
        r.budget, r.law, r.responsible, r.carry, r.carry_words as "carryWords", r.changes, r.signed_by as "signedBy"
      from feasibility_review r join proposal p on p.id = r.proposal_id join area a on a.id = r.area_id
      where p.process_id = ${processId} and p.state = any(${[...PUBLIC_STATES]}::text[])
      order by p.number, r.at, r.id limit ${limit} offset ${offset}`);
  }
}
