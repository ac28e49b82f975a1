import { Injectable } from '@nestjs/common';
import { ANYBODY, BoardsService, type Board } from '../boards/index.js';
import { notFound } from '../kernel/refusal.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { BoardKind, MinutesTexts } from './domain/index.js';
import { draftMinutes } from './minutes-draft.js';
import { MinutesQueries } from './minutes.queries.js';
import { RoomQueries } from './room.queries.js';
import { RoundtablesQueries } from './roundtables.queries.js';

/** Gathers the record of a sitting for the first text of its minutes. */
@Injectable()
export class MinutesDrafts {
  constructor(
    private readonly rooms: RoomQueries,
    private readonly tables: RoundtablesQueries,
    private readonly boards: BoardsService,
    private readonly minutes: MinutesQueries,
  ) {}

  /** From what everybody may see of the sitting: nothing that was hidden comes into it. 404 when there is no such table. */
  async of(roundtableId: string, t: Translate): Promise<MinutesTexts> {
    const state = await this.rooms.state(roundtableId, 'participant');
    if (!state) throw notFound();
    const boards = await this.tables.boardsOf(roundtableId);
    const board = async (kind: BoardKind): Promise<Board | null> => {
      const found = boards.find((each) => each.kind === kind);
      return found ? this.boards.board(found.id, ANYBODY) : null;
    };
    return draftMinutes(t, {
      state,
      attendance: await this.minutes.attendance(roundtableId),
      situation: await board('situation'),
      sheet: await board('sheet'),
    });
  }
}
