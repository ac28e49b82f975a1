import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound, refuse, RefusedError } from '../kernel/refusal.js';
import { Config } from '../platform/config/config.js';
import { Sequence } from '../platform/database/sequence.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { ProcessQueries } from '../process/index.js';
import { RoundtablesQueries, type TopicRow } from '../roundtables/index.js';
import { TraceService } from '../trace/index.js';
import { CommitmentSheet } from './commitment-sheet.entity.js';
import {
  emptySheet,
  fieldByRole,
  mergeEdits,
  subjectAt,
  textByRole,
  type MergedSheet,
  type OpenSheet,
  type SheetEdit,
} from './domain/index.js';
import './happenings.js';
import { lockDraft } from './locked-sheet.js';
import { SHEET_TEMPLATES, sheetTemplate } from './sheet-templates.js';

/** What became of a batch of edits: conflicts and refusals changed nothing and are for their author to settle. */
export type SavedSheet = Pick<MergedSheet, 'conflicts' | 'refusals'> & { readonly revision: number };

/** Opens sheets and keeps their working text. Callers hold the permission. */
@Injectable()
export class SheetsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly processes: ProcessQueries,
    private readonly roundtables: RoundtablesQueries,
    private readonly trace: TraceService,
    private readonly events: Events,
    private readonly sequence: Sequence,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
  ) {}

  /**
   * A new sheet with its title. From a roundtable it takes the theme and the topic that was chosen there, with the notes that made the topic as
   * its source. Refuses with `no-such-template`, `no-topic-yet` (no title was given and none chosen); 404 for a table or theme of another process.
   */
  async open(
    processId: string,
    sheet: OpenSheet & { readonly lang?: Locale },
    by: Actor,
  ): Promise<{ id: string; number: number }> {
    const template = SHEET_TEMPLATES.find((each) => each.key === sheet.templateKey);
    if (!template) throw new RefusedError(refuse('no-such-template'));
    return this.unitOfWork.run(async (em) => {
      const { themeId, topic } = await this.origin(processId, sheet);
      const title = sheet.title ?? topic?.title;
      if (!title) throw new RefusedError(refuse('no-topic-yet'));
      const now = this.clock.now();
      const titleField = fieldByRole(template, 'title');
      const lang = sheet.lang ?? this.config.DEFAULT_LOCALE;
      const opened = em.create(CommitmentSheet, {
        id: this.ids.next(),
        process: processId,
        theme: themeId,
        roundtableId: sheet.roundtableId,
        declaredOrigin: sheet.declaredOrigin,
        templateKey: template.key,
        number: await this.sequence.next(processId, 'sheet'),
        title,
        state: 'topic',
        document: { ...emptySheet(template), values: titleField ? { [titleField.key]: { text: title, lang } } : {} },
        revision: 1,
        version: 0,
        createdAt: now,
        changedAt: now,
        publishedAt: null,
      });
      em.persist(opened);
      this.events.record(
        'commitments.sheet-opened',
        { sheetId: opened.id, number: opened.number, templateKey: template.key, roundtableId: sheet.roundtableId },
        by,
        processId,
      );
      if (topic && titleField) await this.linkTopic(opened, topic, titleField.key, by);
      return { id: opened.id, number: opened.number };
    });
  }

  /**
   * Applies edits in order, each with the text its author was looking at. Nobody's words are overwritten unseen: an edit whose `before` is no longer
   * there comes back as a conflict, with both texts, and changes nothing; the others are kept. Refuses with `sheet-is-final`.
   */
  async saveFields(sheetId: string, edits: readonly SheetEdit[], by: Actor): Promise<SavedSheet> {
    return this.unitOfWork.run(async (em) => {
      const sheet = await lockDraft(em, sheetId);
      const template = sheetTemplate(sheet.templateKey);
      const { sheet: document, conflicts, refusals } = mergeEdits(sheet.document, edits, template);
      if (!isDeepStrictEqual(document, sheet.document)) {
        const failed = new Set([...conflicts, ...refusals].map(({ edit }) => edit));
        const places = [
          ...new Set(
            edits.filter((edit) => !failed.has(edit)).map((edit) => (edit.kind === 'field' ? edit.key : edit.milestone)),
          ),
        ];
        sheet.write(document, textByRole(document, template, 'title') || sheet.title, this.clock.now());
        this.events.record('commitments.sheet-edited', { sheetId, revision: sheet.revision, places }, by, sheet.process.id);
        // What follows in this use case reads the text as it now is.
        await em.flush();
      }
      return { conflicts, refusals, revision: sheet.revision };
    });
  }

  /** The same, for code of ours: throws where anything was not kept. */
  async mustSave(sheetId: string, edits: readonly SheetEdit[], by: Actor): Promise<void> {
    const { conflicts, refusals } = await this.saveFields(sheetId, edits, by);
    const refusal = refusals[0]?.refusal ?? (conflicts.length > 0 ? refuse('text-changed-meanwhile') : null);
    if (refusal) throw new RefusedError(refusal);
  }

  /** Called by plans when the plan is published with this sheet. Doing it twice changes nothing. Refuses with `sheet-not-final`. */
  async markPublished(sheetId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const sheet = await em.findOne(CommitmentSheet, { id: sheetId });
      if (!sheet) throw notFound();
      if (sheet.state === 'published') return;
      sheet.publish(this.clock.now());
      this.events.record('commitments.sheet-published', { sheetId, version: sheet.version }, by, sheet.process.id);
    });
  }

  private async origin(processId: string, sheet: OpenSheet): Promise<{ themeId: string | null; topic: TopicRow | null }> {
    if (sheet.roundtableId) {
      const table = (await this.roundtables.list(processId)).find(({ id }) => id === sheet.roundtableId);
      if (!table) throw notFound();
      const topic = (await this.roundtables.topics(processId)).find(({ roundtableId }) => roundtableId === table.id) ?? null;
      return { themeId: table.themeId, topic };
    }
    if (sheet.themeId && !(await this.processes.themes(processId)).some(({ id }) => id === sheet.themeId)) throw notFound();
    return { themeId: sheet.themeId, topic: null };
  }

  private async linkTopic(sheet: CommitmentSheet, topic: TopicRow, titleKey: string, by: Actor): Promise<void> {
    const processId = sheet.process.id;
    const chosen = { kind: 'topic', id: topic.optionId } as const;
    for (const noteId of topic.noteIds)
      await this.trace.link(processId, { kind: 'note', id: `${topic.boardId}:${noteId}` }, chosen, by);
    await this.trace.link(processId, chosen, subjectAt(sheet.id, sheet.document, titleKey), by);
  }
}
