import { Injectable } from '@nestjs/common';
import type { RawBuilder } from 'kysely';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { CHOSEN_MAX, NO_AREA, proposedDueDay, UNSORTED, type ProposalState, type TriageFilter } from './domain/index.js';
import { saying } from './proposal-filter.js';
import type { TriageRow } from './proposal-rows.js';
import { RECEIVED } from './proposal-work.queries.js';
import { OWN_STATE } from './proposals.queries.js';

export const TRIAGE_PAGE = 50;
/** Characters of a text from which the list shows a beginning. */
const EXCERPT = 420;
/** How far back it is looked for what is usual. */
const LATELY = 200;

/** How many proposals there are for the team. */
export interface TriageCounts {
  /** Those that answer the filter, whatever their state, by state. */
  readonly byState: ReadonlyMap<ProposalState, number>;
  /** Of the whole process: those that nobody has looked after, and all. */
  readonly left: number;
  readonly all: number;
}

/** The team's list of proposals. */
@Injectable()
export class TriageQueries {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** One page, those that nobody has yet looked after first. */
  page(processId: string, filter: TriageFilter): Promise<TriageRow[]> {
    return this.reader.rows(sql<TriageRow>`
      select p.id, p.number, p.title, left(p.body, ${EXCERPT}) as excerpt, p.lang, p.state, t.name as "themeName", p.author_name as "authorName",
        p.on_behalf_of as "onBehalfOf", p.submitted_at as "submittedAt", p.terms_version as "termsVersion", ${RECEIVED}, ${sql.raw(OWN_STATE)},
        coalesce((select jsonb_agg(jsonb_build_object('areaId', s.area_id, 'areaName', a.name, 'dueOn', to_char(s.due_on, 'YYYY-MM-DD'),
          'assignedAt', s.assigned_at, 'reviewedAt', s.reviewed_at, 'verdict', case when s.reviewed_at is not null then (select r.verdict
            from feasibility_review r where r.proposal_id = p.id and r.area_id = s.area_id order by r.at desc, r.id desc limit 1) end) order by s.assigned_at)
          from proposal_assignment s join area a on a.id = s.area_id where s.proposal_id = p.id), '[]'::jsonb) as assignments,
        coalesce((select jsonb_agg(jsonb_build_object('fromArea', f.name, 'toArea', g.name, 'reason', d.reason, 'at', d.at) order by d.at)
          from review_redirect d join area f on f.id = d.from_area_id join area g on g.id = d.to_area_id where d.proposal_id = p.id), '[]'::jsonb) as redirects
      from proposal p join theme t on t.id = p.theme_id
      where p.process_id = ${processId} and ${narrowedTo(processId, filter)} and ${inState(filter)}
      order by case p.state when 'held' then 0 when 'published' then 1 else 2 end, p.number
      limit ${TRIAGE_PAGE} offset ${(filter.page - 1) * TRIAGE_PAGE}`);
  }

  async counts(processId: string, filter: TriageFilter): Promise<TriageCounts> {
    const rows = await this.reader.rows(sql<{ state: ProposalState; count: number; found: number }>`
      select p.state, count(*)::int as count, count(*) filter (where ${narrowedTo(processId, filter)})::int as found
      from proposal p where p.process_id = ${processId} group by p.state`);
    const sum = (some: typeof rows): number => some.reduce((total, { count }) => total + count, 0);
    return {
      byState: new Map(
        rows.flatMap(({ state, found }) => (found > 0 || state === filter.state ? [[state, found] as const] : [])),
      ),
      left: sum(rows.filter(({ state }) => UNSORTED.includes(state))),
      all: sum(rows),
    };
  }

  /** Everything that answers the filter, by id: no more than one act may be about, and one to tell that there is more. */
  async matching(processId: string, filter: TriageFilter): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select p.id from proposal p where p.process_id = ${processId} and ${narrowedTo(processId, filter)} and ${inState(filter)}
      order by p.number limit ${CHOSEN_MAX + 1}`);
    return rows.map(({ id }) => id);
  }

  today(): string {
    return dayOf(this.clock.now(), this.config.TIME_ZONE);
  }

  /** The day by which a review is asked for unless somebody says another: in as many days as this process asked for most often of late. */
  async dueDay(processId: string): Promise<string> {
    const row = await this.reader.first(sql<{ days: number | null }>`
      select mode() within group (order by s.days)::int as days from (
        select a.due_on - (a.assigned_at at time zone ${this.config.TIME_ZONE})::date as days
        from proposal_assignment a join proposal p on p.id = a.proposal_id where p.process_id = ${processId}
        order by a.assigned_at desc limit ${LATELY}) s where s.days > 0`);
    return proposedDueDay(this.today(), row?.days ?? null);
  }
}

const inState = ({ state }: TriageFilter): RawBuilder<boolean> => sql<boolean>`(${state}::text is null or p.state = ${state})`;

/** All of the filter but the state, as a condition on proposals `p`. */
function narrowedTo(processId: string, { q, theme, area, own }: TriageFilter): RawBuilder<boolean> {
  const conditions = [sql`true`];
  if (theme) conditions.push(sql`p.theme_id = ${theme}`);
  if (own) conditions.push(sql`p.own_state_id = ${own}`);
  if (area === NO_AREA) conditions.push(sql`not exists (select 1 from proposal_assignment n where n.proposal_id = p.id)`);
  else if (area)
    conditions.push(sql`exists (select 1 from proposal_assignment n where n.proposal_id = p.id and n.area_id = ${area})`);
  if (q) conditions.push(sql`p.id = any(array(select m.id from proposal m where m.process_id = ${processId} and ${saying(q)}))`);
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}
