import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BoardsService, type Board, type ModerateNote } from '../boards/index.js';
import type { Subject } from '../kernel/subject.js';
import '../moderation/index.js';
import { Config } from '../platform/config/config.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { tableActor } from './room-boards.js';
import { RoundtablesQueries } from './roundtables.queries.js';

/** A proposal that leaves sight leaves the boards it was laid on, closed ones too; when it is seen again, its notes are. */
@Injectable()
export class ModeratedNotes implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly queries: RoundtablesQueries,
    private readonly boards: BoardsService,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('moderation.subject-hidden', 'roundtables.hide-notes-of-proposal', ({ body }) => this.follow(body.subject));
    this.events.on('moderation.subject-restored', 'roundtables.show-notes-of-proposal', ({ body }) => this.follow(body.subject));
  }

  /** In the use case that remembers that this listener was told: the boards follow at least once, in whatever order it is told of what happened. */
  private async follow({ kind, id }: Subject): Promise<void> {
    if (kind !== 'proposal') return;
    const isHidden = await this.queries.isHidden(id);
    // Known by its reason: a note that somebody at the table hid stays hidden.
    const reason = this.translator.in(this.config.DEFAULT_LOCALE)('roundtables.note.proposal-hidden');
    const choose = ({ notes }: Board): ModerateNote[] => {
      const laid = Object.values(notes).filter(({ proposalId }) => proposalId === id);
      return isHidden
        ? laid.filter(({ hidden }) => !hidden).map((note) => ({ t: 'note.hide', id: note.id, reason }))
        : laid.filter(({ hidden }) => hidden?.reason === reason).map((note) => ({ t: 'note.unhide', id: note.id }));
    };
    for (const { boardId, roundtableId } of await this.queries.boardsWith(id))
      await this.boards.moderate(boardId, choose, tableActor(roundtableId));
  }
}
