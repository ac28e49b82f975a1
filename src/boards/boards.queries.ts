import { Injectable } from '@nestjs/common';
import { Reader, sql } from '../platform/database/reader.js';
import { BoardsService } from './boards.service.js';
import { boardRows, digest, type Board, type EventType, type NoteRow, type Viewer } from './domain/index.js';

/** A board for somewhere else: everything this viewer may see, as one document. `format` is counted up when its shape changes. */
export interface BoardExport {
  readonly format: 'mesa-abierta/board';
  readonly version: 1;
  readonly digest: string;
  readonly board: Board;
}

/** The read side of boards. What it returns is already what the viewer may see. */
@Injectable()
export class BoardsQueries {
  constructor(
    private readonly boards: BoardsService,
    private readonly reader: Reader,
  ) {}

  /** One row per live note, in reading order: for lists, CSV and Markdown, and the fields of a sheet. */
  async rows(boardId: string, viewer: Viewer): Promise<NoteRow[]> {
    return boardRows(await this.boards.board(boardId, viewer));
  }

  /** The board as a document. */
  async document(boardId: string, viewer: Viewer): Promise<BoardExport> {
    const board = await this.boards.board(boardId, viewer);
    return { format: 'mesa-abierta/board', version: 1, digest: digest(board), board };
  }

  /** When each entry was committed, from the first: the line along which a board is replayed. */
  async timeline(boardId: string): Promise<{ seq: number; at: Date; type: EventType }[]> {
    return this.reader.rows(sql<{ seq: number; at: Date; type: EventType }>`
      select seq, at, type from board_entry where board_id = ${boardId} order by seq`);
  }

  /** How much was written on these boards, and by how many people. */
  async activity(boardIds: readonly string[]): Promise<{ boardId: string; entries: number; people: number; lastAt: Date }[]> {
    return this.reader.rows(sql<{ boardId: string; entries: number; people: number; lastAt: Date }>`
      select board_id as "boardId", count(*) as entries, count(distinct actor) as people, max(at) as "lastAt"
      from board_entry where board_id = any (${[...boardIds]}::uuid[]) group by board_id order by board_id`);
  }
}
