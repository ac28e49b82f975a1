import { Injectable } from '@nestjs/common';
import {
  BoardsGateway,
  BoardsService,
  ANY_RECORDER,
  LIMITS,
  capabilitiesOf,
  type Board,
  type BoardActor,
  type CommandInput,
} from '../boards/index.js';
import { Ids } from '../kernel/id.js';
import { localized } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { Config } from '../platform/config/config.js';
import { proposalNumber } from '../proposals/domain/index.js';
import { PROPOSALS_SECTION, SheetSections, STATE_OF_PLAY_SECTION } from './domain/index.js';
import type { AgendaStep, Roundtable } from './roundtable.entity.js';
import { RoundtablesQueries, type BroughtRow } from './roundtables.queries.js';
import { SITUATION_SECTIONS } from './templates.js';

const DOTS_BUDGET = 5;

/** The boards of a table: opened with it, locked but for the one whose step it is, closed with it. The table itself is who does this on them. */
@Injectable()
export class RoomBoards {
  constructor(
    private readonly boards: BoardsService,
    private readonly gateway: BoardsGateway,
    private readonly sheet: SheetSections,
    private readonly queries: RoundtablesQueries,
    private readonly config: Config,
    private readonly ids: Ids,
  ) {}

  /** In the use case that opens the table. Boards from an earlier try are kept. Returns the ids. */
  async open(table: Roundtable, steps: readonly AgendaStep[]): Promise<string[]> {
    for (const step of steps) {
      if (step.boardKind === null || step.boardId !== null) continue;
      const sections = step.boardKind === 'sheet' ? await this.sheet.forProcess(table.process.id) : SITUATION_SECTIONS;
      step.boardId = await this.boards.open({ sections, dotsBudget: DOTS_BUDGET }, tableActor(table.id));
    }
    return steps.flatMap(({ boardId }) => (boardId === null ? [] : [boardId]));
  }

  /**
   * After a step began: what was brought lies on board 1, every other board is locked, and the one just entered is open. Called again it changes nothing
   * but, with `entered` null, leaves the present board as those who facilitate have set it.
   */
  async settle(roundtableId: string, entered: string | null): Promise<void> {
    const boards = await this.queries.boardsOf(roundtableId);
    const actor = tableActor(roundtableId);
    const situation = boards.find(({ kind }) => kind === 'situation');
    if (situation) await this.layProposals(situation.id, roundtableId, actor);
    for (const board of boards) {
      const { locked } = (await this.boards.live(board.id)).board;
      if (board.id === entered && locked) await this.give(board.id, { t: 'board.unlock' }, actor);
      if (!board.isCurrent && board.id !== entered && !locked) await this.give(board.id, { t: 'board.lock' }, actor);
    }
  }

  async close(roundtableId: string): Promise<void> {
    for (const { id } of await this.queries.boardsOf(roundtableId)) {
      await this.boards.close(id, tableActor(roundtableId));
      await this.gateway.recheck(id);
    }
  }

  /** Somebody's part has changed: whoever may no longer be on a board is put out of it now. */
  async recheck(roundtableId: string): Promise<void> {
    for (const { id } of await this.queries.boardsOf(roundtableId)) await this.gateway.recheck(id);
  }

  /** Board 1 with everything on it; 404 before the opening. Not inside a use case. */
  async situation(roundtableId: string): Promise<Board> {
    const board = (await this.queries.boardsOf(roundtableId)).find(({ kind }) => kind === 'situation');
    if (!board) throw notFound();
    return this.boards.board(board.id, ANY_RECORDER);
  }

  /** Each proposal and the answer of its area, once however often: their ops are made with the table. */
  private async layProposals(boardId: string, roundtableId: string, actor: BoardActor): Promise<void> {
    const { board } = await this.boards.live(boardId);
    const brought = await this.queries.broughtTo(roundtableId);
    const missing = brought.filter(({ noteId }) => !Object.hasOwn(board.notes, noteId));
    await this.boards.commands(
      boardId,
      missing.flatMap((row) => this.notesOf(row)),
      actor,
    );
  }

  private notesOf(row: BroughtRow): CommandInput[] {
    const proposal: CommandInput = {
      t: 'note.add',
      op: row.noteId,
      id: row.noteId,
      section: PROPOSALS_SECTION,
      kind: 'proposal',
      text: `${proposalNumber(row.number)} ${row.title}`,
      proposalId: row.proposalId,
      onBehalfOf: { name: cut(row.onBehalfOf ?? row.authorName, LIMITS.personName), sector: row.sector },
    };
    const words = row.existing ?? row.reasons;
    if (words === null || row.areaName === null) return [proposal];
    const stateOfPlay: CommandInput = {
      t: 'note.add',
      op: row.stateNoteId,
      id: row.stateNoteId,
      section: STATE_OF_PLAY_SECTION,
      kind: 'evidence',
      text: cut(`${proposalNumber(row.number)}: ${words}`, LIMITS.noteText),
      proposalId: row.proposalId,
      onBehalfOf: { name: cut(localized(row.areaName, this.config.DEFAULT_LOCALE), LIMITS.personName), sector: 'public' },
    };
    return [proposal, stateOfPlay];
  }

  private async give(boardId: string, command: { t: 'board.lock' } | { t: 'board.unlock' }, actor: BoardActor): Promise<void> {
    await this.boards.command(boardId, { op: this.ids.next(), ...command }, actor);
  }
}

/** The table, as it acts on its own boards. */
export const tableActor = (roundtableId: string): BoardActor => ({
  id: roundtableId,
  name: '',
  role: 'facilitator',
  sector: null,
  capabilities: capabilitiesOf('facilitator'),
});

const cut = (text: string, max: number): string => (text.length <= max ? text : `${text.slice(0, max - 1)}…`);
