import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BoardsService } from '../boards/index.js';
import type { Subject } from '../kernel/subject.js';
import '../moderation/index.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Translator } from '../platform/i18n/translator.js';
import { tableActor } from './room-boards.js';
import { RoundtablesQueries } from './roundtables.queries.js';

/** A proposal that leaves sight leaves the boards it was laid on, closed ones too; when it is seen again, its notes are. */
@Injectable()
export class ModeratedNotes implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: RoundtablesQueries,
    private readonly boards: BoardsService,
    private readonly translator: Translator,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.events.on('moderation.subject-hidden', 'roundtables.hide-notes-of-proposal', ({ body }) =>
      this.follow(body.subject, true),
    );
    this.events.on('moderation.subject-restored', 'roundtables.show-notes-of-proposal', ({ body }) =>
      this.follow(body.subject, false),
    );
  }

  /** A board waits for a commit of its own, so it is told after this one. */
  private follow({ kind, id }: Subject, hides: boolean): void {
    if (kind === 'proposal') this.unitOfWork.afterCommit(() => this.settle(id, hides));
  }

  private async settle(proposalId: string, hides: boolean): Promise<void> {
    // Known by its reason: a note that somebody at the table hid stays hidden.
    const reason = this.translator.in(this.config.DEFAULT_LOCALE)('roundtables.note.proposal-hidden');
    for (const { boardId, roundtableId } of await this.queries.boardsWith(proposalId)) {
      const { board } = await this.boards.live(boardId);
      const laid = Object.values(board.notes).filter((note) => note.proposalId === proposalId);
      const commands = hides
        ? laid.filter(({ hidden }) => !hidden).map(({ id }) => ({ t: 'note.hide' as const, id, reason }))
        : laid.filter(({ hidden }) => hidden?.reason === reason).map(({ id }) => ({ t: 'note.unhide' as const, id }));
      await this.boards.moderate(boardId, commands, tableActor(roundtableId));
    }
  }
}
