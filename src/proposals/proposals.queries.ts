import { Injectable } from '@nestjs/common';
import { Reader, sql } from '../platform/database/reader.js';
import type { StepCoverage } from '../responses/index.js';
import { CO_AUTHOR_NAMES } from './co-authors.queries.js';
import { FEASIBLE_STATES, PUBLIC_STATES, stepCoverage, type CountedByState } from './domain/index.js';
import { lineOf } from './lineage.js';
import type { NamedProposal, ProposalCard, ProposalDetail } from './proposal-rows.js';
import { SUPPORTS_SEEN } from './support-sight.js';

/** Of a proposal `p`: what the process calls the part of its state that it is in. */
export const OWN_STATE = `(select jsonb_build_object('id', o.id, 'name', o.name, 'tone', o.tone, 'refines', o.refines)
  from own_state o where o.id = p.own_state_id) as "ownState"`;

/** Of a proposal `p` with its theme `t`: what lists show. */
export const ROW =
  sql.raw(`p.id, p.number, p.title, left(p.body, 420) as excerpt, p.lang, p.state, p.theme_id as "themeId", t.name as "themeName",
  t.position as "themePosition", p.author_name as "authorName", p.sector, p.on_behalf_of as "onBehalfOf", p.neighbourhood, p.latitude, p.longitude, p.comments, ${SUPPORTS_SEEN} as endorsements,
  p.submitted_at as "submittedAt", ${OWN_STATE}, p.channel, to_char(p.received_on, 'YYYY-MM-DD') as "receivedOn",
  jsonb_path_query_array(p.answers, '$[*] ? (@.isPublic == true)') as answers,
  coalesce((select jsonb_agg(a.name order by s.assigned_at) from proposal_assignment s join area a on a.id = s.area_id where s.proposal_id = p.id),
    '[]'::jsonb) as "areaNames"`);
export const CARD =
  sql.raw(`p.id, p.number, p.title, p.body, p.lang, p.state, p.theme_id as "themeId", p.author_name as "authorName",
  p.on_behalf_of as "onBehalfOf", ${SUPPORTS_SEEN} as endorsements`);

/** The public images and documents of the proposals `ids`, those of `p` first: as JSON, each with the number of the proposal that it came with. */
export const attachmentsOf = (ids: ReturnType<typeof sql>) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', a.id, 'number', o.number, 'type', a.type, 'about', a.about, 'key', a.file_key,
    'smallKey', a.small_key, 'bytes', a.bytes, 'width', a.width, 'height', a.height, 'question', a.question, 'isPublic', a.is_public)
    order by o.number <> p.number, o.number, a.at, a.id)
  from proposal_attachment a join proposal o on o.id = a.proposal_id
  where a.proposal_id in ${ids} and a.is_public and a.about <> ''
    and (o.id = p.id or o.state = any(${[...PUBLIC_STATES]}::text[]))), '[]'::jsonb)`;

/** What everybody may read of proposals. An author's address is in none of it. */
@Injectable()
export class ProposalsQueries {
  constructor(private readonly reader: Reader) {}

  /** How many public proposals each process has; processes without any are left out. One query. */
  async totals(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.reader.rows(sql<{ processId: string; count: number }>`
      select process_id as "processId", count(*) as count from proposal where state = any(${[...PUBLIC_STATES]}::text[]) group by process_id`);
    return new Map(rows.map((row) => [row.processId, row.count]));
  }

  /** Whatever its state: what may be shown of it is for the policy and the page. */
  byNumber(processId: string, number: number): Promise<ProposalDetail | null> {
    return this.reader.first(sql<ProposalDetail>`
      select ${ROW}, p.body, ${sql.raw(CO_AUTHOR_NAMES)} as "coAuthors", p.published_at as "publishedAt", p.tabled_at as "tabledAt", p.email_confirmed_at as "emailConfirmedAt",
        p.terms_version as "termsVersion", p.terms_accepted_at as "termsAcceptedAt",
        coalesce((select jsonb_agg(jsonb_build_object('areaId', s.area_id, 'areaName', a.name, 'dueOn', to_char(s.due_on, 'YYYY-MM-DD'),
          'assignedAt', s.assigned_at, 'reviewedAt', s.reviewed_at) order by s.assigned_at)
          from proposal_assignment s join area a on a.id = s.area_id where s.proposal_id = p.id), '[]'::jsonb) as assignments,
        coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'areaId', r.area_id, 'areaName', a.name, 'verdict', r.verdict,
          'reasons', r.reasons, 'existing', r.existing, 'budget', r.budget, 'law', r.law, 'responsible', r.responsible,
          'changes', r.changes, 'legalBasis', r.legal_basis,
          'costFrom', r.cost_from, 'costTo', r.cost_to, 'costCurrency', r.cost_currency, 'costPeriod', r.cost_period, 'costYears', r.cost_years,
          'carry', r.carry, 'carryWords', r.carry_words, 'signedBy', r.signed_by, 'at', r.at) order by r.at desc, r.id desc)
          from feasibility_review r join area a on a.id = r.area_id where r.proposal_id = p.id), '[]'::jsonb) as reviews,
        coalesce((select jsonb_agg(jsonb_build_object('fromArea', f.name, 'toArea', g.name, 'reason', d.reason, 'askedAt', d.asked_at,
          'at', d.at) order by d.at, d.id)
          from review_redirect d join area f on f.id = d.from_area_id join area g on g.id = d.to_area_id where d.proposal_id = p.id), '[]'::jsonb) as redirects,
        coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'verdict', u.verdict, 'reason', u.reason, 'decidedBy', u.decided_by, 'at', u.at)
          order by u.at desc, u.id desc) from verdict_ruling u where u.proposal_id = p.id), '[]'::jsonb) as rulings,
        coalesce((select jsonb_agg(jsonb_build_object('version', v.version, 'title', v.title, 'body', v.body, 'note', v.note, 'at', v.at)
          order by v.version desc) from proposal_version v where v.proposal_id = p.id), '[]'::jsonb) as versions,
        (select jsonb_build_object('name', o.name, 'key', o.key, 'url', o.url, 'supports', o.supports) from proposal_source o
          where o.proposal_id = p.id) as source,
        coalesce((select jsonb_agg(jsonb_build_object('name', k.name, 'reason', k.reason, 'decidedBy', k.decided_by, 'at', k.at)
          order by k.at desc, k.id desc) from proposal_marking k where k.proposal_id = p.id), '[]'::jsonb) as markings,
        ${attachmentsOf(lineOf(sql`p.id`))} as attachments,
        case when p.latitude is not null then (select k.outline from call k where k.process_id = p.process_id) end as outline,
        case p.state
          when 'hidden' then (select h.reason from hiding h where h.subject_kind = 'proposal' and h.subject_id = p.id::text and h.ended_at is null)
          when 'withdrawn' then (select w.reason from withdrawal w where w.proposal_id = p.id)
        end as "goneReason"
      from proposal p join theme t on t.id = p.theme_id
      where p.process_id = ${processId} and p.number = ${number}`);
  }

  /** The proposals that a roundtable of a theme can take, the most endorsed first. */
  feasibleOf(processId: string, themeId: string): Promise<ProposalCard[]> {
    return this.reader.rows(sql<ProposalCard>`
      select ${CARD} from proposal p
      where p.process_id = ${processId} and p.theme_id = ${themeId} and p.state = any(${[...FEASIBLE_STATES]}::text[])
      order by p.endorsements desc, p.number`);
  }

  /** Public proposals by id, in the order of their numbers; ids that are gone or not public are left out. */
  byIds(ids: readonly string[]): Promise<(ProposalCard & { processSlug: string })[]> {
    return this.reader.rows(sql<ProposalCard & { processSlug: string }>`
      select ${CARD}, c.slug as "processSlug" from proposal p join process c on c.id = p.process_id
      where p.id = any(${[...ids]}::uuid[]) and p.state = any(${[...PUBLIC_STATES]}::text[]) order by p.number`);
  }

  /** As mails name them, in the order of their numbers; what is out of sight is left out, and of what was withdrawn only the number remains. */
  named(ids: readonly string[]): Promise<NamedProposal[]> {
    return this.reader.rows(sql<NamedProposal>`
      select p.id, p.number, case when p.state <> 'withdrawn' then p.title end as title, c.id as "processId", c.slug as "processSlug",
        c.name as "processName"
      from proposal p join process c on c.id = p.process_id
      where p.id = any(${[...ids]}::uuid[]) and (p.state = any(${[...PUBLIC_STATES]}::text[]) or p.state = 'withdrawn')
        and c.published_at is not null
      order by p.number`);
  }

  /** Every proposal of a process that is owed an answer: all public ones. */
  async owedIn(processId: string): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select id from proposal where process_id = ${processId} and state = any(${[...PUBLIC_STATES]}::text[]) order by number`);
    return rows.map((row) => row.id);
  }

  /** How many public proposals stand at each point of their way, and how many of those an area or the team answered in words. */
  async stepsIn(processId: string): Promise<StepCoverage[]> {
    const rows = await this.reader.rows(sql<CountedByState>`
      select w.state, w.settled as "isSettled", count(*)::int as count, count(*) filter (where w.settled or w.reviewed)::int as answered
      from (
        select p.state, exists (select 1 from feasibility_review r where r.proposal_id = p.id) as reviewed,
          exists (select 1 from response a where a.subject_kind = 'proposal' and a.subject_id = p.id::text
            and not exists (select 1 from response_retraction x where x.response_id = a.id)) as settled
        from proposal p where p.process_id = ${processId} and p.state = any(${[...PUBLIC_STATES]}::text[])) w
      group by w.state, w.settled`);
    return stepCoverage(rows).map(({ step, ...figures }) => ({ text: `proposals.steps.${step}`, ...figures }));
  }

  /** Whether the account's name stands under it, or under one that goes on in it. */
  async hasEndorsed(proposalId: string, accountId: string): Promise<boolean> {
    return (
      (await this.reader.first(
        sql`select 1 from endorsement where account_id = ${accountId} and proposal_id in ${lineOf(sql`${proposalId}::uuid`)}`,
      )) !== null
    );
  }
}
