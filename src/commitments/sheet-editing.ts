import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { refuse, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { CitationsService } from './citations.service.js';
import { MILESTONES, type EditSheet } from './domain/index.js';
import { editsOf, readAct, sourceOf, type EditorAct } from './editor-form.js';
import { sheetTemplate } from './sheet-templates.js';
import type { SheetRow } from './sheets.queries.js';
import { SheetsService } from './sheets.service.js';

/**
 * Does what the editor's form asks. Every button of it sends every text, so that pressing one loses nothing that was typed elsewhere: the text is kept first,
 * then the rest is done. Where somebody else changed a text meanwhile, everything else is kept and the form comes back with both texts.
 */
@Injectable()
export class SheetEditing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sheets: SheetsService,
    private readonly citations: CitationsService,
    private readonly ids: Ids,
  ) {}

  /** Returns the place to show next. Refuses with `text-changed-meanwhile`, keeping what could be kept, and with what the act refuses. */
  async perform(sheet: SheetRow, form: EditSheet, locale: Locale, by: Actor): Promise<string | null> {
    return this.unitOfWork.run(async () => {
      const edits = editsOf(form, sheet.document, sheetTemplate(sheet.templateKey), locale);
      const { conflicts, refusals } =
        edits.length > 0 ? await this.sheets.saveFields(sheet.id, edits, by) : { conflicts: [], refusals: [] };
      if (conflicts.length > 0) throw new RefusedError(refuse('text-changed-meanwhile'), 409, true);
      if (refusals[0]) throw new RefusedError(refusals[0].refusal, 409, true);
      return this.act(sheet, readAct(form.act), form, locale, by);
    });
  }

  private async act(sheet: SheetRow, act: EditorAct, form: EditSheet, locale: Locale, by: Actor): Promise<string | null> {
    switch (act.t) {
      case 'save':
        return null;
      case 'cite':
      case 'insert':
      case 'uncite':
        await this.citations[act.t](sheet.id, act.place, act.source, by);
        return act.place;
      case 'cite-chosen':
      case 'insert-chosen': {
        const source = sourceOf(form.fields[act.place]?.source);
        if (!source) throw new RefusedError(refuse('choose-a-source'), 409, true);
        await this.citations[act.t === 'cite-chosen' ? 'cite' : 'insert'](sheet.id, act.place, source, by);
        return act.place;
      }
      case 'milestone-from':
        return this.citations.milestoneFrom(sheet.id, act.noteId, by);
      case 'add-milestone': {
        const milestone = this.ids.next();
        await this.sheets.mustSave(sheet.id, [{ kind: 'milestone-added', milestone, lang: locale }], by);
        return milestone;
      }
      case 'remove':
        await this.citations.removeMilestone(sheet.id, act.milestone, by);
        return MILESTONES;
      case 'up':
      case 'down': {
        const at = sheet.document.milestones.findIndex(({ id }) => id === act.milestone);
        await this.sheets.mustSave(
          sheet.id,
          [{ kind: 'milestone-moved', milestone: act.milestone, to: Math.max(0, at + (act.t === 'up' ? -1 : 1)) }],
          by,
        );
        return act.milestone;
      }
    }
  }
}
