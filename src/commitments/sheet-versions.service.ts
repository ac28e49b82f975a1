import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { refuse, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { SheetVersion, type CommitmentSheet } from './commitment-sheet.entity.js';
import { isUnchanged, sheetChanges, type VersionKind } from './domain/index.js';
import './happenings.js';
import { lockDraft, lockSheet } from './locked-sheet.js';
import { sheetTemplate } from './sheet-templates.js';

/** Fixes the working text as public versions. Callers hold the permission. */
@Injectable()
export class SheetVersionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Shares the working text as a new version, with a public reason. Refuses with `not-shared-yet`, `nothing-changed`, `sheet-is-final`. */
  async revise(sheetId: string, reason: string, by: Actor): Promise<{ version: number }> {
    return this.unitOfWork.run(async (em) => {
      const sheet = await lockDraft(em, sheetId);
      if (sheet.version === 0) throw new RefusedError(refuse('not-shared-yet'));
      if (!(await this.hasChanged(sheet))) throw new RefusedError(refuse('nothing-changed'));
      return { version: this.fix(sheet, 'revised', reason, by) };
    });
  }

  /** Ends the writing: from here on the text stays as it is. Refuses with `sheet-not-ready` while a round is open. */
  async finalise(sheetId: string, reason: string, by: Actor): Promise<{ version: number }> {
    return this.unitOfWork.run(async (em) => {
      const sheet = await lockSheet(em, sheetId);
      sheet.move('finalise');
      return { version: this.fix(sheet, 'final', reason, by) };
    });
  }

  /** Takes a final text up again; the next version says why. Refuses with `sheet-not-final`. */
  async reopen(sheetId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const sheet = await lockSheet(em, sheetId);
      sheet.move('reopen');
      this.events.record('commitments.sheet-reopened', { sheetId }, by, sheet.process.id);
    });
  }

  /** In a use case that holds the sheet: the working text becomes the next version. Returns its number. */
  fix(sheet: CommitmentSheet, kind: VersionKind, reason: string | null, by: Actor): number {
    const { em } = this.unitOfWork;
    sheet.version += 1;
    em.persist(
      em.create(SheetVersion, {
        id: this.ids.next(),
        sheet,
        number: sheet.version,
        kind,
        document: sheet.document,
        reason,
        at: this.clock.now(),
        by: by.kind === 'account' ? by.id : null,
      }),
    );
    this.events.record('commitments.version-fixed', { sheetId: sheet.id, version: sheet.version, kind }, by, sheet.process.id);
    return sheet.version;
  }

  /** In a use case: whether the working text differs from the newest version. */
  async hasChanged(sheet: CommitmentSheet): Promise<boolean> {
    const newest = await this.unitOfWork.em.findOne(SheetVersion, { sheet: sheet.id, number: sheet.version });
    return !newest || !isUnchanged(sheetChanges(newest.document, sheet.document, sheetTemplate(sheet.templateKey)));
  }
}
