import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { FEASIBLE_STATES, PAGE_SIZE, PUBLIC_STATES, type FindProposals, type ProposalState } from './domain/index.js';
import { inOrder, matching } from './proposal-filter.js';
import type { ProposalCard, ProposalCounts, ProposalDetail, ProposalRow } from './proposal-rows.js';

const ROW =
  sql.raw(`p.id, p.number, p.title, left(p.body, 420) as excerpt, p.lang, p.state, p.theme_id as "themeId", t.name as "themeName",
  t.position as "themePosition", p.author_name as "authorName", p.sector, p.on_behalf_of as "onBehalfOf", p.neighbourhood, p.endorsements,
  p.submitted_at as "submittedAt",
  coalesce((select jsonb_agg(a.name order by s.assigned_at) from proposal_assignment s join area a on a.id = s.area_id where s.proposal_id = p.id),
    '[]'::jsonb) as "areaNames"`);
const CARD = sql.raw(`p.id, p.number, p.title, p.body, p.lang, p.state, p.theme_id as "themeId", p.author_name as "authorName",
  p.on_behalf_of as "onBehalfOf", p.endorsements`);
const EXPORT_BATCH = 500;

/** What everybody may read of proposals. An author's address is in none of it. */
@Injectable()
export class ProposalsQueries {
  constructor(private readonly reader: Reader) {}

  /** One page of the public proposals that answer a question, and how many answer it in all. */
  async list(processId: string, find: FindProposals): Promise<{ rows: ProposalRow[]; total: number }> {
    const where = matching(processId, find);
    const rows = await this.reader.rows(sql<ProposalRow & { total: number }>`
      select ${ROW}, (select count(*) from proposal p where ${where}) as total
      from proposal p join theme t on t.id = p.theme_id
      where ${where} order by ${inOrder(find)} limit ${PAGE_SIZE} offset ${(find.page - 1) * PAGE_SIZE}`);
    return { rows, total: rows[0]?.total ?? 0 };
  }

  /** Everything that answers a question, the oldest first, in batches: for files of any length. */
  async *all(processId: string, find: FindProposals): AsyncGenerator<ProposalRow & { body: string }> {
    for (let last = 0; ;) {
      const rows = await this.reader.rows(sql<ProposalRow & { body: string }>`
        select ${ROW}, p.body from proposal p join theme t on t.id = p.theme_id
        where ${matching(processId, find)} and p.number > ${last} order by p.number limit ${EXPORT_BATCH}`);
      yield* rows;
      if (rows.length < EXPORT_BATCH) return;
      last = rows.at(-1)?.number ?? last;
    }
  }

  async counts(processId: string): Promise<ProposalCounts> {
    const rows = await this.reader.rows(sql<{
      themeId: string | null;
      state: ProposalState | null;
      isOrganisation: boolean | null;
      count: number;
    }>`
      select p.theme_id as "themeId", p.state, p.on_behalf_of is not null as "isOrganisation", count(*) as count from proposal p
      where p.process_id = ${processId} and p.state = any(${[...PUBLIC_STATES]}::text[])
      group by grouping sets ((p.theme_id), (p.state), (p.on_behalf_of is not null))`);
    const byState = new Map(rows.flatMap((row): [ProposalState, number][] => (row.state ? [[row.state, row.count]] : [])));
    return {
      total: [...byState.values()].reduce((sum, count) => sum + count, 0),
      byState,
      byTheme: new Map(rows.flatMap((row): [string, number][] => (row.themeId ? [[row.themeId, row.count]] : []))),
      organisations: rows.find((row) => row.isOrganisation === true)?.count ?? 0,
    };
  }

  /** How many public proposals each process has; processes without any are left out. One query. */
  async totals(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.reader.rows(sql<{ processId: string; count: number }>`
      select process_id as "processId", count(*) as count from proposal where state = any(${[...PUBLIC_STATES]}::text[]) group by process_id`);
    return new Map(rows.map((row) => [row.processId, row.count]));
  }

  /** Whatever its state: what may be shown of it is for the policy and the page. */
  byNumber(processId: string, number: number): Promise<ProposalDetail | null> {
    return this.reader.first(sql<ProposalDetail>`
      select ${ROW}, p.body, p.published_at as "publishedAt", p.tabled_at as "tabledAt", p.email_confirmed_at as "emailConfirmedAt",
        coalesce((select jsonb_agg(jsonb_build_object('areaId', s.area_id, 'areaName', a.name, 'dueOn', to_char(s.due_on, 'YYYY-MM-DD'),
          'assignedAt', s.assigned_at, 'reviewedAt', s.reviewed_at) order by s.assigned_at)
          from proposal_assignment s join area a on a.id = s.area_id where s.proposal_id = p.id), '[]'::jsonb) as assignments,
        coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'areaId', r.area_id, 'areaName', a.name, 'verdict', r.verdict,
          'reasons', r.reasons, 'existing', r.existing, 'budget', r.budget, 'law', r.law, 'responsible', r.responsible,
          'changes', r.changes, 'signedBy', r.signed_by, 'at', r.at) order by r.at desc, r.id desc)
          from feasibility_review r join area a on a.id = r.area_id where r.proposal_id = p.id), '[]'::jsonb) as reviews,
        coalesce((select jsonb_agg(jsonb_build_object('version', v.version, 'title', v.title, 'body', v.body, 'note', v.note, 'at', v.at)
          order by v.version desc) from proposal_version v where v.proposal_id = p.id), '[]'::jsonb) as versions,
        case p.state
          when 'hidden' then (select h.reason from hiding h where h.subject_kind = 'proposal' and h.subject_id = p.id::text and h.ended_at is null)
          when 'withdrawn' then (select w.reason from withdrawal w where w.proposal_id = p.id)
        end as "goneReason"
      from proposal p join theme t on t.id = p.theme_id
      where p.process_id = ${processId} and p.number = ${number}`);
  }

  /** Public proposals that may say the same already, the likeliest first: by words in common and by a title alike. */
  similar(
    processId: string,
    text: string,
    limit: number,
  ): Promise<(ProposalCard & { themePosition: number; themeName: LocalizedText })[]> {
    const anyWord = sql`(select to_tsquery('mesa_es', string_agg(quote_literal(lexeme), ' | ')) from
      (select lexeme from unnest(to_tsvector('mesa_es', ${text})) limit 40) as words)`;
    return this.reader.rows(sql<ProposalCard & { themePosition: number; themeName: LocalizedText }>`
      with asked as materialized (select ${anyWord} as words, mesa_unaccent(lower(${text})) as plain)
      select ${CARD}, t.position as "themePosition", t.name as "themeName"
      from proposal p join theme t on t.id = p.theme_id cross join asked
      where p.process_id = ${processId} and p.state = any(${[...PUBLIC_STATES]}::text[])
        and (p.search @@ asked.words or similarity(mesa_unaccent(lower(p.title)), asked.plain) > 0.3)
        and (ts_rank(p.search, asked.words) > 0.25 or similarity(mesa_unaccent(lower(p.title)), asked.plain) > 0.3)
      order by coalesce(ts_rank(p.search, asked.words), 0) + similarity(mesa_unaccent(lower(p.title)), asked.plain) desc, p.number
      limit ${limit}`);
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

  /** Every proposal of a process that is owed an answer: all public ones. */
  async owedIn(processId: string): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select id from proposal where process_id = ${processId} and state = any(${[...PUBLIC_STATES]}::text[]) order by number`);
    return rows.map((row) => row.id);
  }

  async hasEndorsed(proposalId: string, accountId: string): Promise<boolean> {
    return (
      (await this.reader.first(
        sql`select 1 from endorsement where proposal_id = ${proposalId} and account_id = ${accountId}`,
      )) !== null
    );
  }
}
