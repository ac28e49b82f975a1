import { Injectable } from '@nestjs/common';
import { isId } from '../kernel/id.js';
import { Reader, sql } from '../platform/database/reader.js';
import type {
  ImportCounts,
  ImportKind,
  ImportMapping,
  ImportState,
  RowOutcome,
  RowRemark,
  TableColumn,
  TableFormat,
} from './domain/index.js';

export interface ImportRow {
  id: string;
  kind: ImportKind;
  sourceName: string;
  fileName: string;
  format: TableFormat;
  columns: TableColumn[];
  mapping: ImportMapping;
  state: ImportState;
  total: number;
  position: number;
  counts: ImportCounts;
  actorName: string;
  createdAt: Date;
  doneAt: Date | null;
  undoneAt: Date | null;
  /** When its job was given up; null while one is at work, or none is needed. */
  failedAt: Date | null;
}

/** A row about which there is something to say. */
export interface ToldRow {
  position: number;
  line: number;
  outcome: RowOutcome;
  remarks: RowRemark[];
  key: string | null;
  /** The proposal it became or answers. */
  number: number | null;
  title: string | null;
}

export const TOLD_ROWS = 50;

/** Imports as the team sees them. */
@Injectable()
export class ImportsQueries {
  constructor(private readonly reader: Reader) {}

  list(processId: string): Promise<Omit<ImportRow, 'columns' | 'mapping'>[]> {
    return this.reader.rows(sql<Omit<ImportRow, 'columns' | 'mapping'>>`
      select id, kind, source_name as "sourceName", file_name as "fileName", format, state, total, position, counts, actor_name as "actorName",
        created_at as "createdAt", done_at as "doneAt", undone_at as "undoneAt", failed_at as "failedAt"
      from proposal_import where process_id = ${processId} order by created_at desc, id desc limit 100`);
  }

  async one(processId: string, id: string): Promise<ImportRow | null> {
    if (!isId(id)) return null;
    return this.reader.first(sql<ImportRow>`
      select id, kind, source_name as "sourceName", file_name as "fileName", format, columns, mapping, state, total, position, counts,
        actor_name as "actorName", created_at as "createdAt", done_at as "doneAt", undone_at as "undoneAt", failed_at as "failedAt"
      from proposal_import where process_id = ${processId} and id = ${id}`);
  }

  /** How many of each outcome there are now, and about how many there is something to say. */
  async counts(importId: string): Promise<{ counts: ImportCounts; told: number; noted: number }> {
    const rows = await this.reader.rows(sql<{ outcome: RowOutcome; count: number; told: number }>`
      select outcome, count(*) as count, count(*) filter (where remarks <> '[]'::jsonb or outcome = 'known') as told
      from proposal_import_row where import_id = ${importId} group by outcome`);
    return {
      counts: Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])),
      told: rows.reduce((sum, { told }) => sum + told, 0),
      noted: rows.find(({ outcome }) => outcome === 'ready')?.told ?? 0,
    };
  }

  /** Rows with something to say, in the order of the file; those that stay out, or stay in, before mere notes. */
  told(importId: string, page: number): Promise<ToldRow[]> {
    return this.reader.rows(sql<ToldRow>`
      select r.position, r.line, r.outcome, r.remarks, r.key, p.number, p.title
      from proposal_import_row r left join proposal p on p.id = r.proposal_id
      where r.import_id = ${importId} and (r.remarks <> '[]'::jsonb or r.outcome = 'known')
      order by (r.outcome in ('ready', 'done', 'undone')), r.position limit ${TOLD_ROWS} offset ${(page - 1) * TOLD_ROWS}`);
  }
}
