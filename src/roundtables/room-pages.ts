import { Injectable } from '@nestjs/common';
import { BoardsService, viewerOf, type Board } from '../boards/index.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Config } from '../platform/config/config.js';
import { Assets } from '../platform/web/assets.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import { consolePage, type ConsolePage } from './console.page.js';
import { currentStep } from './page-words.js';
import { staffRoundtablesPath, type RoomSnapshot } from './domain/index.js';
import { participantPage, type ParticipantPage } from './participant.page.js';
import { RoomBoards } from './room-boards.js';
import { FRESH, type Shown } from './room-forms.js';
import { RoomQueries } from './room.queries.js';
import type { SeatFacts } from './roundtables.queries.js';
import { screenPage, type ScreenPage } from './screen.page.js';
import { TableSeats } from './table-seats.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'roundtables/participant': ParticipantPage;
    'roundtables/console': ConsolePage;
    'roundtables/screen': ScreenPage;
  }
}

/** The three faces of a room as pages, complete without scripts. */
@Injectable()
export class RoomPages {
  constructor(
    private readonly rooms: RoomQueries,
    private readonly roomBoards: RoomBoards,
    private readonly boards: BoardsService,
    private readonly seats: TableSeats,
    private readonly assets: Assets,
    private readonly config: Config,
  ) {}

  /** What was refused is shown on the page it was asked from: `form` names the form, 'act' a bare button. */
  async participant(x: Exchange, shown: Shown = FRESH): Promise<Page> {
    const room = await this.snapshot(x);
    const model = participantPage(x, room, await this.board(x, room), shown, this.config.TIME_ZONE);
    return x.page('roundtables/participant', model, this.options(model.title));
  }

  async console(x: Exchange, shown: Shown = FRESH): Promise<Page> {
    const facts = x.facts<SeatFacts>();
    const room = await this.snapshot(x);
    const isBallot = currentStep(room.state)?.kind === 'ballot';
    const situation =
      isBallot && room.state.agenda.some(({ board }) => board?.kind === 'situation' && board.id)
        ? await this.roomBoards.situation(facts.roundtableId)
        : null;
    const parts = {
      board: await this.board(x, room),
      situation,
      editHref: staffRoundtablesPath(facts.slug, facts.roundtableSlug),
      timeZone: this.config.TIME_ZONE,
    };
    const model = consolePage(x, room, parts, shown);
    return x.page('roundtables/console', model, this.options(model.title));
  }

  async screen(x: Exchange): Promise<Page> {
    const room = await this.snapshot(x);
    const model = screenPage(x, room.state, await this.board(x, room), this.config.TIME_ZONE);
    return x.page('roundtables/screen', model, this.options(model.title));
  }

  /** The room as this person sees it. */
  async snapshot(x: Exchange): Promise<RoomSnapshot> {
    const snapshot = await this.rooms.snapshot(x.facts<SeatFacts>(), x.who);
    if (!snapshot) throw notFound();
    return snapshot;
  }

  /** For `again` of a bare button. */
  static refused(state: FormState): Shown {
    return { form: 'act', state };
  }

  private async board(x: Exchange, { state }: RoomSnapshot): Promise<Board | null> {
    const boardId = currentStep(state)?.board?.id;
    if (!boardId) return null;
    const actor = await this.seats.onBoards(x.facts<SeatFacts>(), x.actor);
    if (!actor) throw new RefusedError({ code: 'not-at-the-table' }, 403);
    return this.boards.board(boardId, viewerOf(actor));
  }

  private options(title: string) {
    return { title, layout: 'room' as const, scripts: this.assets.has('room.js') ? ['room'] : [] };
  }
}
