import { Injectable } from '@nestjs/common';
import type { Locale, LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { FEASIBLE_STATES, PUBLIC_STATES, type ProposalState } from '../proposals/domain/index.js';
import type { Criterion, GivenScore, Marks, ScoringGroup, ShortlistChoice, ShortlistEntry } from './domain/index.js';

export interface PrioritisationRow {
  criteria: Criterion[];
  areasShare: number;
  begunAt: Date | null;
  endedAt: Date | null;
}

/** A proposal that can come on a shortlist. */
export interface CandidateRow {
  id: string;
  number: number;
  title: string;
  excerpt: string;
  lang: Locale;
  themeId: string;
  state: ProposalState;
}

export interface ShortlistRow {
  themeId: string;
  version: number;
  entries: ShortlistEntry[];
  publishedAt: Date;
  publishedBy: string;
}

/** What a shortlist says of one proposal, and where. */
export interface PlaceRow {
  isIn: boolean;
  reason: string;
  process: string;
  themePosition: number;
  themeName: LocalizedText;
  publishedAt: Date;
  publishedBy: string;
}

/** How many people of a group have scored, and how many scores they gave. */
export interface TurnoutRow {
  group: ScoringGroup;
  people: number;
  scores: number;
}

/** Those that a roundtable can take, and those that one has taken. */
const CANDIDATES = [...FEASIBLE_STATES, 'on-the-table'];

/** Reads the prioritisation of a process. Scores of single people are for themselves. */
@Injectable()
export class PrioritiesQueries {
  constructor(private readonly reader: Reader) {}

  prioritisation(processId: string): Promise<PrioritisationRow | null> {
    return this.reader.first(sql<PrioritisationRow>`
      select criteria, areas_share as "areasShare", begun_at as "begunAt", ended_at as "endedAt"
      from prioritisation where process_id = ${processId}`);
  }

  /** What can be scored, of a theme or of all. */
  candidates(processId: string, themeId: string | null = null): Promise<CandidateRow[]> {
    return this.reader.rows(sql<CandidateRow>`
      select id, number, title, left(body, 420) as excerpt, lang, theme_id as "themeId", state from proposal
      where process_id = ${processId} and state = any(${CANDIDATES}::text[]) and (${themeId}::uuid is null or theme_id = ${themeId})
      order by number`);
  }

  /** The themes in which these areas were asked about a proposal: those they score. */
  async themesOfAreas(processId: string, areaIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.reader.rows(sql<{ themeId: string }>`
      select distinct p.theme_id as "themeId" from proposal_assignment s join proposal p on p.id = s.proposal_id
      where p.process_id = ${processId} and s.area_id = any(${[...areaIds]}::uuid[])`);
    return new Set(rows.map(({ themeId }) => themeId));
  }

  scores(processId: string): Promise<GivenScore[]> {
    return this.reader.rows(sql<GivenScore>`
      select proposal_id as "proposalId", "group", marks from priority_score where process_id = ${processId} order by id`);
  }

  /** One person's own marks, by proposal. */
  async own(processId: string, accountId: string): Promise<ReadonlyMap<string, Marks>> {
    const rows = await this.reader.rows(sql<{ proposalId: string; marks: Marks }>`
      select proposal_id as "proposalId", marks from priority_score where process_id = ${processId} and account_id = ${accountId}`);
    return new Map(rows.map(({ proposalId, marks }) => [proposalId, marks]));
  }

  turnout(processId: string): Promise<TurnoutRow[]> {
    return this.reader.rows(sql<TurnoutRow>`
      select "group", count(distinct account_id)::int as people, count(*)::int as scores
      from priority_score where process_id = ${processId} group by 1 order by 1`);
  }

  /** The shortlist in force of each theme that has one. */
  shortlists(processId: string): Promise<ShortlistRow[]> {
    return this.reader.rows(sql<ShortlistRow>`
      select distinct on (s.theme_id) s.theme_id as "themeId", s.version, s.entries, s.published_at as "publishedAt",
        s.published_by as "publishedBy"
      from shortlist s where s.process_id = ${processId} order by s.theme_id, s.version desc`);
  }

  async draft(themeId: string): Promise<ShortlistChoice[]> {
    const row = await this.reader.first(
      sql<{ choices: ShortlistChoice[] }>`select choices from shortlist_draft where theme_id = ${themeId}`,
    );
    return row?.choices ?? [];
  }

  /** Titles of those that are still public, by id. */
  async titles(ids: readonly string[]): Promise<ReadonlyMap<string, { number: number; title: string; lang: Locale }>> {
    const rows = await this.reader.rows(sql<{ id: string; number: number; title: string; lang: Locale }>`
      select id, number, title, lang from proposal where id = any(${[...ids]}::uuid[]) and state = any(${[...PUBLIC_STATES]}::text[])`);
    return new Map(rows.map(({ id, ...rest }) => [id, rest]));
  }

  /** What the shortlists in force say of one proposal; the newest, where it moved from theme to theme. */
  placeOf(proposalId: string): Promise<PlaceRow | null> {
    return this.reader.first(sql<PlaceRow>`
      select (e.entry->>'isIn')::boolean as "isIn", e.entry->>'reason' as reason, c.slug as process, t.position as "themePosition",
        t.name as "themeName", s.published_at as "publishedAt", s.published_by as "publishedBy"
      from shortlist s join theme t on t.id = s.theme_id join process c on c.id = s.process_id
        cross join lateral jsonb_array_elements(s.entries) e (entry)
      where s.process_id = (select p.process_id from proposal p where p.id = ${proposalId}) and e.entry->>'proposalId' = ${proposalId}
        and not exists (select 1 from shortlist n where n.theme_id = s.theme_id and n.version > s.version)
      order by s.published_at desc limit 1`);
  }

  /** The reasons of the proposals that are on a shortlist in force, by proposal: what a roundtable takes first. */
  async shortlisted(processId: string): Promise<ReadonlyMap<string, string>> {
    const entries = (await this.shortlists(processId)).flatMap((shortlist) => shortlist.entries);
    return new Map(entries.filter(({ isIn }) => isIn).map(({ proposalId, reason }) => [proposalId, reason]));
  }
}
