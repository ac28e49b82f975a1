import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids, isId } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Retention } from '../platform/retention/retention.js';
import {
  CHOICES_MAX,
  COLUMNS_MAX,
  FIELDS_OF,
  groupOf,
  guessColumns,
  kindOf,
  MAPPED_FIELDS,
  recogniseFormat,
  ROWS_MAX,
  type BringFile,
  type ImportMapping,
  type ImportState,
  type MapImport,
  type TableColumn,
} from './domain/index.js';
import './happenings.js';
import { ImportWork } from './import-work.js';
import { ProposalImport } from './proposal-import.entity.js';
import { openTable, type Table } from './readers/read-table.js';

/** A file that was neither done nor given up is forgotten after so many days; and what a done one held. */
const FORGOTTEN_DAYS = 7;
const CELLS_DAYS = 30;
const BATCH = 500;
const LONGEST_CHOICE = 300;

/** Brings files in: kept row by row, mapped, looked at, then done by a job. Callers hold the permission. */
@Injectable()
export class ImportsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly work: ImportWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.keep({ name: 'exchange.imports', days: FORGOTTEN_DAYS, forget: (before) => this.forget(before) });
    this.retention.keep({ name: 'exchange.rows', days: CELLS_DAYS, forget: (before) => this.empty(before) });
  }

  /** Keeps the rows of a file, and guesses what its columns are; says its id. Refuses with `file-unreadable`, `file-too-large`, `table-empty`, `table-too-long`. */
  async start(processId: string, { sourceName, kind, file }: BringFile, bytes: Buffer, by: Actor): Promise<string> {
    const table = await openTable(bytes);
    if (table.columns.length < 2) throw new RefusedError({ code: 'table-empty' }, 409);
    if (table.columns.length > COLUMNS_MAX) throw new RefusedError({ code: 'file-unreadable' }, 409);
    const format = recogniseFormat(table.columns);
    const meant = kind ?? kindOf(format);
    return this.unitOfWork.run(async (em) => {
      const [id, now] = [this.ids.next(), this.clock.now()];
      const { total, columns } = await this.keepRows(id, table);
      if (total === 0) throw new RefusedError({ code: 'table-empty' }, 409);
      em.persist(
        em.create(ProposalImport, {
          ...{ id, process: processId, account: by.kind === 'account' ? by.id : null, actorName: by.name },
          ...{ kind: meant, sourceName, fileName: file.slice(0, 200), format, columns, total },
          mapping: {
            columns: guessColumns(table.columns, meant),
            values: { theme: {}, state: {}, area: {} },
            themeId: null,
            areaId: null,
            lang: null,
          },
          ...{ state: 'mapping', position: 0, counts: { waiting: total } },
          ...{ createdAt: now, movedAt: now, tries: 0, failedAt: null, doneAt: null, undoneAt: null },
        }),
      );
      return id;
    });
  }

  /** Says what each column and value means, and has every row looked at. */
  async map(processId: string, importId: string, mapping: MapImport): Promise<void> {
    await this.moving(processId, importId, ['mapping', 'checked'], 'checking', (found) => {
      found.mapping = this.mappingOf(found, mapping);
    });
  }

  /** Has everything brought in that the last look found ready. */
  async begin(processId: string, importId: string, by: Actor): Promise<void> {
    await this.moving(processId, importId, ['checked'], 'running', (found) => {
      if ((found.counts.ready ?? 0) === 0) throw new RefusedError({ code: 'nothing-to-import' }, 409);
      this.events.record('exchange.import-begun', { importId, kind: found.kind, rows: found.counts.ready ?? 0 }, by, processId);
    });
  }

  /** Has everything taken out again that nothing was built on; what stayed the last time is tried again. */
  async undo(processId: string, importId: string): Promise<void> {
    await this.moving(processId, importId, ['done', 'undone', 'running'], 'undoing', ({ state, failedAt }) => {
      if (state === 'running' && !failedAt) throw elsewhere();
    });
  }

  /** Has a job that was given up go on behind the last batch. */
  async resume(processId: string, importId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const found = await this.locked(em, processId, importId);
      if (!found.failedAt) return;
      em.assign(found, { tries: 0, failedAt: null, movedAt: this.clock.now() });
      await this.work.enqueue(importId);
    });
  }

  /** Forgets a file that was not brought in. */
  async giveUp(processId: string, importId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const found = await this.locked(em, processId, importId);
      if (found.state !== 'mapping' && found.state !== 'checked' && found.state !== 'checking') throw notFound();
      await this.reader.rows(sql`delete from proposal_import_row where import_id = ${importId}`);
      em.remove(found);
    });
  }

  private async moving(
    processId: string,
    importId: string,
    from: readonly ImportState[],
    to: ImportState,
    change: (found: ProposalImport) => void,
  ): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const found = await this.locked(em, processId, importId);
      // Pressed twice, or by two people at once: it is on its way already.
      if (found.state === to) return;
      if (!from.includes(found.state)) throw elsewhere();
      change(found);
      em.assign(found, { state: to, position: 0, movedAt: this.clock.now(), tries: 0, failedAt: null });
      await this.work.enqueue(importId);
    });
  }

  /** Values that were typed beside a column hold while that column is chosen. */
  private mappingOf(found: ProposalImport, typed: MapImport): ImportMapping {
    const columns = Object.fromEntries(
      FIELDS_OF[found.kind].flatMap((field) => {
        const source = typed.columns[field];
        return source ? [[field, source]] : [];
      }),
    );
    const values = { ...found.mapping.values };
    for (const field of MAPPED_FIELDS) {
      const shown = found.mapping.columns[field];
      const isSame = shown !== undefined && shown === columns[field];
      const choices = isSame ? choicesOf(found.columns, shown) : [];
      values[field] = Object.fromEntries(
        choices.flatMap(({ value }, index) => {
          const meaning = typed.values[field]?.[String(index)];
          return meaning ? [[value, meaning]] : [];
        }),
      );
    }
    return { columns, values, themeId: typed.themeId, areaId: typed.areaId, lang: typed.lang };
  }

  private async locked(em: EntityManager, processId: string, importId: string): Promise<ProposalImport> {
    if (!isId(importId)) throw notFound();
    const found = await em.findOne(
      ProposalImport,
      { id: importId, process: processId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!found) throw notFound();
    return found;
  }

  private async keepRows(importId: string, table: Table): Promise<{ total: number; columns: TableColumn[] }> {
    const seen = table.columns.map((): Map<string, number> | null => new Map());
    let [batch, total]: [{ position: number; line: number; cells: string[] }[], number] = [[], 0];
    for await (const { line, cells } of table.rows()) {
      total += 1;
      if (total > ROWS_MAX) throw new RefusedError({ code: 'table-too-long', params: { max: ROWS_MAX } }, 409);
      const kept = table.columns.map((_, index) => storable(cells[index] ?? ''));
      kept.forEach((cell, index) => (seen[index] = counted(seen[index] ?? null, cell)));
      batch.push({ position: total, line, cells: kept });
      if (batch.length === BATCH) await this.insert(importId, batch);
      if (batch.length === BATCH) batch = [];
    }
    await this.insert(importId, batch);
    const columns = table.columns.map((name, index) => ({
      name: storable(name).slice(0, 200),
      choices: listed(seen[index] ?? null),
    }));
    return { total, columns };
  }

  private async insert(importId: string, batch: readonly object[]): Promise<void> {
    if (batch.length === 0) return;
    await this.reader.rows(sql`
      insert into proposal_import_row (import_id, position, line, cells, outcome, remarks)
      select ${importId}, r.position, r.line, r.cells, 'waiting', '[]'::jsonb
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as r(position int, line int, cells jsonb)`);
  }

  private async forget(before: Date): Promise<number> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      delete from proposal_import where state in ('mapping', 'checking', 'checked') and moved_at < ${before} returning id`);
    await this.reader.rows(sql`delete from proposal_import_row where import_id = any(${rows.map(({ id }) => id)}::uuid[])`);
    return rows.length;
  }

  private async empty(before: Date): Promise<number> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      update proposal_import set columns = '[]'::jsonb where state in ('done', 'undone') and moved_at < ${before} and columns <> '[]'::jsonb returning id`);
    await this.reader.rows(
      sql`update proposal_import_row set cells = '[]'::jsonb where import_id = any(${rows.map(({ id }) => id)}::uuid[])`,
    );
    return rows.length;
  }
}

const elsewhere = (): RefusedError => new RefusedError({ code: 'import-elsewhere' }, 409);

/** PostgreSQL holds no NUL and no half of a surrogate pair. */
const storable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

function counted(seen: Map<string, number> | null, cell: string): Map<string, number> | null {
  const value = cell.trim();
  if (seen === null || value === '') return seen;
  if (value.length > LONGEST_CHOICE) return null;
  seen.set(value, (seen.get(value) ?? 0) + 1);
  return seen.size > CHOICES_MAX ? null : seen;
}

const listed = (seen: Map<string, number> | null): TableColumn['choices'] =>
  seen &&
  [...seen].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

/** The values of a field's source that can be mapped: those of a column, or of all columns of a group. */
export function choicesOf(columns: readonly TableColumn[], source: string | undefined): { value: string; count: number }[] {
  if (source === undefined) return [];
  const members = columns.filter(({ name }) => name === source || groupOf(name) === source);
  if (members.some(({ choices }) => choices === null)) return [];
  const counts = new Map<string, number>();
  for (const { value, count } of members.flatMap(({ choices }) => choices ?? []))
    counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count }));
}
