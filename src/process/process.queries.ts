import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { featuresOf, type ProcessFacts, type StageKind } from './domain/index.js';

export interface ProcessRow {
  id: string;
  slug: string;
  name: LocalizedText;
  summary: LocalizedText;
  publishedAt: Date | null;
}

export interface StageRow {
  id: string;
  kind: StageKind;
  name: LocalizedText;
  startsOn: string;
  endsOn: string;
  openedAt: Date | null;
  closedAt: Date | null;
}

export interface ThemeRow {
  id: string;
  position: number;
  name: LocalizedText;
  description: LocalizedText | null;
}

export interface AreaRow {
  id: string;
  name: LocalizedText;
}

/** A process with how it divides its matter. */
export interface ProcessOutline {
  process: ProcessRow;
  themes: ThemeRow[];
  areas: AreaRow[];
  /** Whether the number of endorsements is hidden now. */
  hidesEndorsements: boolean;
}

/** A process `p` wants the number of endorsements hidden, and its call has not closed. */
const HIDES_ENDORSEMENTS = sql<boolean>`(p.hides_endorsements
  and exists (select 1 from stage s where s.process_id = p.id and s.kind = 'call' and s.closed_at is null))`;

/** The read side of processes: what every other module asks about the process at hand. */
@Injectable()
export class ProcessQueries {
  constructor(private readonly reader: Reader) {}

  bySlug(slug: string): Promise<ProcessRow | null> {
    return this.reader.first(sql<ProcessRow>`
      select id, slug, name, summary, published_at as "publishedAt" from process where slug = ${slug}`);
  }

  byId(id: string): Promise<ProcessRow | null> {
    return this.reader.first(sql<ProcessRow>`
      select id, slug, name, summary, published_at as "publishedAt" from process where id = ${id}`);
  }

  /** A process with its themes and areas; one query. */
  async outline(id: string): Promise<ProcessOutline | null> {
    const row = await this.reader.first(sql<ProcessRow & Omit<ProcessOutline, 'process'>>`
      select p.id, p.slug, p.name, p.summary, p.published_at as "publishedAt",
        coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'position', t.position, 'name', t.name, 'description', t.description)
          order by t.position) from theme t where t.process_id = p.id), '[]'::jsonb) as themes,
        coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.position)
          from area a where a.process_id = p.id), '[]'::jsonb) as areas, ${HIDES_ENDORSEMENTS} as "hidesEndorsements"
      from process p where p.id = ${id}`);
    if (!row) return null;
    const { themes, areas, hidesEndorsements, ...process } = row;
    return { process, themes, areas, hidesEndorsements };
  }

  /** The facts of a process for policies, by slug or id; one query. */
  async facts(by: { slug: string } | { id: string }): Promise<ProcessFacts | null> {
    const condition = 'slug' in by ? sql`p.slug = ${by.slug}` : sql`p.id = ${by.id}`;
    const row = await this.reader.first(sql<{
      id: string;
      slug: string;
      isPublic: boolean;
      stages: { kind: StageKind; openedAt: string | null; closedAt: string | null }[];
    }>`
      select p.id, p.slug, p.published_at is not null as "isPublic",
        coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'openedAt', s.opened_at, 'closedAt', s.closed_at) order by s.position)
          from stage s where s.process_id = p.id), '[]'::jsonb) as stages
      from process p where ${condition}`);
    if (!row) return null;
    const stages = row.stages.map((stage) => ({
      kind: stage.kind,
      openedAt: stage.openedAt ? new Date(stage.openedAt) : null,
      closedAt: stage.closedAt ? new Date(stage.closedAt) : null,
    }));
    return { processId: row.id, slug: row.slug, isPublic: row.isPublic, features: featuresOf(stages) };
  }

  /** Public processes, newest first, whether a stage of each is open and whether it hides now how many stand behind a proposal. */
  list(): Promise<(ProcessRow & { isRunning: boolean; hidesEndorsements: boolean })[]> {
    return this.reader.rows(sql<ProcessRow & { isRunning: boolean; hidesEndorsements: boolean }>`
      select id, slug, name, summary, published_at as "publishedAt", ${HIDES_ENDORSEMENTS} as "hidesEndorsements",
        exists (select 1 from stage s where s.process_id = p.id and s.opened_at is not null and s.closed_at is null) as "isRunning"
      from process p
      where published_at is not null order by created_at desc`);
  }

  /** Every process, also those being prepared; for administrators. */
  all(): Promise<ProcessRow[]> {
    return this.reader.rows(sql<ProcessRow>`
      select id, slug, name, summary, published_at as "publishedAt" from process order by created_at desc`);
  }

  /** The process that the home page is about: the newest public one with an open stage, else the newest public one. */
  running(): Promise<ProcessRow | null> {
    return this.reader.first(sql<ProcessRow>`
      select id, slug, name, summary, published_at as "publishedAt" from process p
      where published_at is not null
      order by exists (select 1 from stage s where s.process_id = p.id and s.opened_at is not null and s.closed_at is null) desc, created_at desc
      limit 1`);
  }

  stages(processId: string): Promise<StageRow[]> {
    return this.reader.rows(sql<StageRow>`
      select id, kind, name, to_char(starts_on, 'YYYY-MM-DD') as "startsOn", to_char(ends_on, 'YYYY-MM-DD') as "endsOn",
        opened_at as "openedAt", closed_at as "closedAt"
      from stage where process_id = ${processId} order by position`);
  }

  async hidesEndorsements(processId: string): Promise<boolean> {
    return (await this.reader.first(sql`select 1 from process p where p.id = ${processId} and ${HIDES_ENDORSEMENTS}`)) !== null;
  }

  /** The sites that may show parts of it. */
  async embedOrigins(processId: string): Promise<readonly string[]> {
    const row = await this.reader.first(
      sql<{ origins: string[] }>`select embed_origins as origins from process where id = ${processId}`,
    );
    return row?.origins ?? [];
  }

  /** The setting, whatever the stage. */
  async wantsEndorsementsHidden(processId: string): Promise<boolean> {
    return (await this.reader.first(sql`select 1 from process p where p.id = ${processId} and p.hides_endorsements`)) !== null;
  }

  themes(processId: string): Promise<ThemeRow[]> {
    return this.reader.rows(sql<ThemeRow>`
      select id, position, name, description from theme where process_id = ${processId} order by position`);
  }

  areas(processId: string): Promise<AreaRow[]> {
    return this.reader.rows(sql<AreaRow>`select id, name from area where process_id = ${processId} order by position`);
  }
}
