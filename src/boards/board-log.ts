import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { Clock } from '../kernel/clock.js';
import { Reader, sql } from '../platform/database/reader.js';
import { canonicalText } from '../platform/events/chain.js';
import { VERSION, blankContent, emptyBoard, eventSchema, fold, type Board, type Entry } from './domain/index.js';

/** A board as the database has it, with the ops behind it since its newest snapshot. */
export interface Loaded {
  readonly board: Board;
  readonly epoch: number;
  readonly isClosed: boolean;
  readonly recent: readonly Entry[];
  readonly snapshotSeq: number;
}

/** What became of an append: done, or not because the head had moved or the board is closed. */
export type Appended = 'appended' | 'overtaken';

interface EntryRow {
  readonly seq: number;
  readonly op: string;
  readonly actor: string | null;
  readonly at: Date;
  readonly body: unknown;
  readonly undo_of: string | null;
}

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** The tables of boards, and the one statement that writes an entry. Every method is one statement, and a statement is a transaction of its own. */
@Injectable()
export class BoardLog {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** Makes the board with its first entry. Joins the running use case: both are there with it or not at all. */
  async create(id: string, opening: Entry): Promise<void> {
    await this.reader.rows(sql`
      with made as (
        insert into board (id, seq, epoch, created_at) values (${id}, ${opening.seq}, 1, ${this.clock.now()}) returning id
      )
      insert into board_entry (board_id, seq, op, actor, at, type, v, body, undo_of, sha256)
      select made.id, row.* from made, ${recordset([opening])}`);
  }

  /**
   * Appends entries numbered from `expected` + 1, if the head is still at `expected`: rules were judged on exactly that state. The head's row stays
   * locked until the commit, so the order of numbers is the order of commits (a sequence would show holes). Throws a unique violation when an op
   * is there already; throws anything else when the outcome is unknown. Notes in `erased` lose their words from the log in the same transaction.
   */
  async append(
    board: string,
    expected: number,
    entries: readonly Entry[],
    erased: readonly string[],
    evenClosed = false,
  ): Promise<Appended> {
    const written = await this.reader.rows(sql<{ seq: number }>`
      with head as (
        update board set seq = seq + ${entries.length} where id = ${board} and seq = ${expected} and (closed_at is null or ${evenClosed}) returning id
      )${erased.length > 0 ? erasing(board, erased) : sql``}
      insert into board_entry (board_id, seq, op, actor, at, type, v, body, undo_of, sha256)
      select head.id, row.* from head, ${recordset(entries)} order by row.seq
      returning seq`);
    return written.length === entries.length ? 'appended' : 'overtaken';
  }

  /** The board folded from its newest snapshot; null when there is no such board. */
  async load(id: string): Promise<Loaded | null> {
    const head = await this.reader.first(sql<{ seq: number; epoch: number; closed: boolean }>`
      select seq, epoch, closed_at is not null as closed from board where id = ${id}`);
    if (!head) return null;
    const snapshot = await this.snapshot(id);
    const recent = await this.since(id, snapshot?.seq ?? 0);
    return {
      board: fold(snapshot ?? emptyBoard(id), recent),
      epoch: head.epoch,
      isClosed: head.closed,
      recent,
      snapshotSeq: snapshot?.seq ?? 0,
    };
  }

  /** Up to `limit` entries after a number, in order. */
  async since(board: string, seq: number, limit = Number.MAX_SAFE_INTEGER): Promise<Entry[]> {
    const rows = await this.reader.rows(sql<EntryRow>`
      select seq, op, actor, at, body, undo_of from board_entry where board_id = ${board} and seq > ${seq} order by seq limit ${limit}`);
    return rows.map(entryOf);
  }

  /** Which of these ops are in the log, with their number and who gave them. */
  async find(board: string, ops: readonly string[]): Promise<{ op: string; seq: number; actor: string | null }[]> {
    return this.reader.rows(sql<{ op: string; seq: number; actor: string | null }>`
      select op, seq, actor from board_entry where board_id = ${board} and op = any (${[...ops]}::uuid[])`);
  }

  /** The heads of these boards, as committed. */
  async heads(boards: readonly string[]): Promise<{ id: string; seq: number; closed: boolean }[]> {
    return this.reader.rows(sql<{ id: string; seq: number; closed: boolean }>`
      select id, seq, closed_at is not null as closed from board where id = any (${[...boards]}::uuid[])`);
  }

  /** Ends the writing on a board for good. */
  async close(board: string): Promise<void> {
    await this.reader.rows(sql`update board set closed_at = ${this.clock.now()} where id = ${board} and closed_at is null`);
  }

  /** Keeps a board as folded up to its number; writing the same one twice is harmless. */
  async keep(board: Board): Promise<void> {
    const json = Buffer.from(JSON.stringify(board));
    const state = await compress(json);
    await this.reader.rows(sql`
      insert into board_snapshot (board_id, seq, v, state, sha256, at)
      select ${board.id}, ${board.seq}, ${VERSION}, ${state}, ${sha256(json)}, ${this.clock.now()}
      where not exists (select 1 from board_entry where board_id = ${board.id} and seq > ${board.seq} and type = 'note.redacted')
      on conflict do nothing`);
  }

  private async snapshot(id: string): Promise<Board | null> {
    const row = await this.reader.first(sql<{ state: Buffer; sha256: string }>`
      select state, sha256 from board_snapshot where board_id = ${id} and v = ${VERSION} order by seq desc limit 1`);
    if (!row) return null;
    const json = await decompress(row.state);
    if (sha256(json) !== row.sha256)
      throw new Error(`The newest snapshot of board ${id} is damaged: delete it, and the log is folded again`);
    return JSON.parse(json.toString()) as Board;
  }
}

/** Empties the words of notes in the log, and forgets the snapshots that hold them: only if the head is ours to write. */
const erasing = (board: string, notes: readonly string[]) => sql`, emptied as (
  update board_entry set body = jsonb_set(body, '{content}', ${JSON.stringify(blankContent(false))}::jsonb)
  where board_id = (select id from head) and body ? 'content' and body ->> 'id' = any (${[...notes]}::text[])
), forgotten as (
  delete from board_snapshot where board_id = ${board} and exists (select 1 from head)
)`;

/** Entries as rows of the table, in one parameter. */
const recordset = (entries: readonly Entry[]) => sql`jsonb_to_recordset(${JSON.stringify(entries.map(rowOf))}::jsonb)
  as row (seq bigint, op uuid, actor uuid, at timestamptz, type text, v smallint, body jsonb, undo_of uuid, sha256 text)`;

function rowOf({ seq, op, actor, at, event, undoOf }: Entry) {
  const hash = sha256(canonicalText({ seq, op, actor, at, event }));
  return { seq, op, actor, at, type: event.t, v: VERSION, body: event, undo_of: undoOf ?? null, sha256: hash };
}

function entryOf({ seq, op, actor, at, body, undo_of }: EntryRow): Entry {
  const entry = { seq, op, actor, at: at.toISOString(), event: eventSchema.parse(body) };
  return undo_of === null ? entry : { ...entry, undoOf: undo_of };
}

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
