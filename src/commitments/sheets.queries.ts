import { Injectable } from '@nestjs/common';
import { commentInSight, CommentsQueries, inSight, type CommentRow } from '../comments/index.js';
import type { LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { ProcessQueries } from '../process/index.js';
import {
  MILESTONES,
  subjectsOf,
  type Finding,
  type SheetDocument,
  type SheetFacts,
  type SheetState,
  type SheetTemplate,
  type VersionKind,
} from './domain/index.js';
import { SheetChecks } from './sheet-checks.js';
import { sheetTemplate } from './sheet-templates.js';

/** The comment round that is open, or was the last. Days are calendar days. */
export interface RoundRow {
  id: string;
  version: number;
  openedAt: Date;
  closesOn: string;
  closedAt: Date | null;
}

/** A sheet as lists show it. */
export interface SheetCard {
  id: string;
  processId: string;
  number: number;
  title: string;
  state: SheetState;
  templateKey: string;
  version: number;
  revision: number;
  themeId: string | null;
  themeName: LocalizedText | null;
  themePosition: number | null;
  roundtableId: string | null;
  declaredOrigin: string | null;
  createdAt: Date;
  changedAt: Date;
  publishedAt: Date | null;
  round: RoundRow | null;
  comments: number;
  answered: number;
}

/** A sheet with its working text, which is the final text once it is final. */
export interface SheetRow extends SheetCard {
  document: SheetDocument;
}

export interface SheetVersionRow {
  number: number;
  kind: VersionKind;
  document: SheetDocument;
  reason: string | null;
  at: Date;
  /** Who fixed it; null for a story or a job. */
  by: string | null;
}

type Stored<R extends SheetCard> = Omit<R, 'round'> & {
  round: { id: string; version: number; openedAt: string; closesOn: string; closedAt: string | null } | null;
};

const COMMENTS = sql`from comment c where c.process_id = s.process_id and ${commentInSight}
  and ((c.subject_kind in ('sheet-field', 'milestone') and starts_with(c.subject_id, s.id::text || ':')) or (c.subject_kind = 'sheet' and c.subject_id = s.id::text))`;
const CARD = sql`s.id, s.process_id as "processId", s.number, s.title, s.state, s.template_key as "templateKey", s.version, s.revision,
  s.theme_id as "themeId", t.name as "themeName", t.position as "themePosition", s.roundtable_id as "roundtableId", s.declared_origin as "declaredOrigin",
  s.created_at as "createdAt", s.changed_at as "changedAt", s.published_at as "publishedAt",
  (select jsonb_build_object('id', r.id, 'version', r.version, 'openedAt', r.opened_at, 'closesOn', to_char(r.closes_on, 'YYYY-MM-DD'), 'closedAt', r.closed_at)
    from comment_round r where r.sheet_id = s.id order by r.opened_at desc, r.id desc limit 1) as round,
  (select count(*) ${COMMENTS}) as comments,
  (select count(*) ${COMMENTS} and exists (select 1 from response a where a.subject_kind = 'comment' and a.subject_id = c.id::text)) as answered`;
const FROM = sql`commitment_sheet s left join theme t on t.id = s.theme_id`;

/** The read side of sheets. */
@Injectable()
export class SheetsQueries {
  constructor(
    private readonly reader: Reader,
    private readonly processes: ProcessQueries,
    private readonly commentsRead: CommentsQueries,
    private readonly checks: SheetChecks,
  ) {}

  /** The facts for policies. */
  async factsByNumber(slug: string, number: number): Promise<SheetFacts | null> {
    const [process, sheet] = await this.reader.together(() =>
      Promise.all([
        this.processes.facts({ slug }),
        this.reader.first(sql<Pick<SheetFacts, 'sheetId' | 'number' | 'state' | 'version'>>`
          select s.id as "sheetId", s.number, s.state, s.version from commitment_sheet s join process p on p.id = s.process_id
          where p.slug = ${slug} and s.number = ${number}`),
      ]),
    );
    return process && sheet && { ...process, ...sheet };
  }

  /** The sheets of a process in the order of their numbers. */
  list(processId: string): Promise<SheetCard[]> {
    return this.cards(sql<Stored<SheetCard>>`select ${CARD} from ${FROM} where s.process_id = ${processId} order by s.number`);
  }

  /** The sheets whose text was shared, those in comment round first. */
  shared(processId: string): Promise<SheetCard[]> {
    return this.cards(sql<Stored<SheetCard>>`
      select ${CARD} from ${FROM} where s.process_id = ${processId} and s.version > 0 order by s.state <> 'in-comment-round', s.number`);
  }

  /** The published sheets of a process with their texts. */
  published(processId: string): Promise<SheetRow[]> {
    return this.whole(sql`s.process_id = ${processId} and s.state = 'published'`);
  }

  async byNumber(processId: string, number: number): Promise<SheetRow | null> {
    return (await this.whole(sql`s.process_id = ${processId} and s.number = ${number}`))[0] ?? null;
  }

  byIds(ids: readonly string[]): Promise<SheetRow[]> {
    return this.whole(sql`s.id = any(${[...ids]}::uuid[])`);
  }

  /** The final sheets of a process, published ones among them, with what the checks say of each. */
  async readyToPublish(processId: string): Promise<(SheetRow & { findings: Finding[] })[]> {
    const sheets = await this.whole(sql`s.process_id = ${processId} and s.state in ('final', 'published')`);
    return Promise.all(sheets.map(async (sheet) => ({ ...sheet, findings: await this.checks.findings(sheet) })));
  }

  /** Every version of a sheet, the newest first. */
  versions(sheetId: string): Promise<SheetVersionRow[]> {
    return this.reader.rows(sql<SheetVersionRow>`
      select v.number, v.kind, v.document, v.reason, v.at, a.name as by from sheet_version v left join account a on a.id = v.by
      where v.sheet_id = ${sheetId} order by v.number desc`);
  }

  /** Every comment on the sheet, its fields and its milestones, those of earlier versions too, by number. */
  async comments(
    sheet: Pick<SheetRow, 'id' | 'document' | 'templateKey'>,
    removed: readonly string[] = [],
  ): Promise<CommentRow[]> {
    const subjects = subjectsOf(sheet.id, sheet.document, this.template(sheet.templateKey));
    const ids = (kind: string) => subjects.filter((subject) => subject.kind === kind).map((subject) => subject.id);
    const milestones = [...ids('milestone'), ...removed.map((id) => `${sheet.id}:${id}`)];
    const rows = await Promise.all([
      this.commentsRead.on('sheet-field', ids('sheet-field')),
      this.commentsRead.on('milestone', milestones),
      this.commentsRead.on('sheet', [sheet.id]),
    ]);
    return rows.flat().toSorted((a, b) => a.number - b.number);
  }

  /** Ids of everything that was commented on in the process's sheets: all of it is owed an answer. */
  async owedIn(processId: string): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select id from comment where process_id = ${processId} and subject_kind in ('sheet', 'sheet-field', 'milestone') and ${inSight} order by number`);
    return rows.map(({ id }) => id);
  }

  /** The form a sheet is written in. */
  template(key: string): SheetTemplate {
    return sheetTemplate(key);
  }

  /** Ids, as subjects of kind `sheet-field`, of every field and of the planning table. */
  fieldIds(sheet: Pick<SheetRow, 'id' | 'templateKey'>): string[] {
    return [...this.template(sheet.templateKey).fields.map((field) => field.key), MILESTONES].map((key) => `${sheet.id}:${key}`);
  }

  private whole(where: ReturnType<typeof sql>): Promise<SheetRow[]> {
    return this.cards(sql<Stored<SheetRow>>`select ${CARD}, s.document from ${FROM} where ${where} order by s.number`);
  }

  private async cards<R extends SheetCard>(query: ReturnType<typeof sql<Stored<R>>>): Promise<R[]> {
    const rows = await this.reader.rows(query);
    return rows.map((row) => ({ ...row, round: row.round && roundOf(row.round) }) as unknown as R);
  }
}

/** Rows inside a row come as JSON: their moments are ISO texts. */
const roundOf = (round: NonNullable<Stored<SheetCard>['round']>): RoundRow => ({
  ...round,
  openedAt: new Date(round.openedAt),
  closedAt: round.closedAt ? new Date(round.closedAt) : null,
});
