import { Injectable } from '@nestjs/common';
import { ANY_RECORDER, BoardsQueries, type NoteRow } from '../boards/index.js';
import { SYSTEM, type Actor } from '../kernel/actor.js';
import { Ids, isId } from '../kernel/id.js';
import { notFound, refuse, RefusedError } from '../kernel/refusal.js';
import type { Subject } from '../kernel/subject.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { ProcessQueries } from '../process/index.js';
import { ProposalsQueries, type ProposalCard } from '../proposals/index.js';
import { RoundtablesQueries } from '../roundtables/index.js';
import { TraceQueries, TraceService } from '../trace/index.js';
import type { CommitmentSheet } from './commitment-sheet.entity.js';
import { fieldOf, hasPlace, MILESTONES, subjectAt, textOf, type MilestoneColumn, type SheetEdit } from './domain/index.js';
import './happenings.js';
import { lockDraft } from './locked-sheet.js';
import { sheetTemplate } from './sheet-templates.js';
import { SheetsService } from './sheets.service.js';

/** A note (`<boardId>:<noteId>`) or a proposal that a place of a sheet came from. */
export interface Source {
  readonly kind: 'note' | 'proposal';
  readonly id: string;
}

/** A place of a sheet's text, and where it came from. */
export interface Citation {
  readonly place: string;
  readonly source: Source;
}

type Found = { readonly note: NoteRow; readonly proposal: null } | { readonly note: null; readonly proposal: ProposalCard };

/** Says which notes and proposals a sheet's text came from, and brings their words into it. Callers hold the permission. */
@Injectable()
export class CitationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sheets: SheetsService,
    private readonly boards: BoardsQueries,
    private readonly roundtables: RoundtablesQueries,
    private readonly proposals: ProposalsQueries,
    private readonly processes: ProcessQueries,
    private readonly trace: TraceService,
    private readonly traceRead: TraceQueries,
    private readonly events: Events,
    private readonly ids: Ids,
  ) {}

  /** This place came from that. A note that carries a proposal brings the proposal into the trace too. 404 for a source or place that is not of this process. */
  async cite(sheetId: string, place: string, source: Source, by: Actor): Promise<void> {
    await this.citeAll(sheetId, [{ place, source }], by);
  }

  /** Each of these places came from that: all of them, or none. */
  async citeAll(sheetId: string, citations: readonly Citation[], by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const sheet = await lockDraft(em, sheetId);
      const find = this.finder(sheet);
      for (const { place, source } of citations) await this.link(sheet, place, source, await find(source), by);
    });
  }

  /** Doing it twice changes nothing. */
  async uncite(sheetId: string, place: string, source: Source, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const sheet = await lockDraft(em, sheetId);
      await this.trace.unlink(sheet.process.id, source, subjectAt(sheetId, sheet.document, place), by);
      this.events.record('commitments.source-uncited', { sheetId, place, source }, by, sheet.process.id);
    });
  }

  /** Adds the source's words at the end of a field's text, in a paragraph of their own, and cites it. Refuses with `no-such-field`, `too-long`. */
  async insert(sheetId: string, fieldKey: string, source: Source, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const sheet = await lockDraft(em, sheetId);
      const template = sheetTemplate(sheet.templateKey);
      if (!fieldOf(template, fieldKey)) throw new RefusedError(refuse('no-such-field'));
      const found = await this.finder(sheet)(source);
      const before = sheet.document.values[fieldKey]?.text ?? '';
      const words = found.note ? found.note.text : found.proposal.body;
      const after = textOf(sheet.document, fieldKey) ? `${before.trimEnd()}\n\n${words}` : words;
      const lang = sheet.document.values[fieldKey]?.lang ?? this.langOf(sheet);
      await this.sheets.mustSave(sheetId, [{ kind: 'field', key: fieldKey, before, after, lang }], by);
      await this.link(sheet, fieldKey, source, found, by);
    });
  }

  /** Makes a milestone of a note that says what, when and who, with the note as its source. Returns its id. Refuses with `too-many-milestones`. */
  async milestoneFrom(sheetId: string, noteSource: string, by: Actor): Promise<string> {
    return this.unitOfWork.run(async (em) => {
      const source: Source = { kind: 'note', id: noteSource };
      const sheet = await lockDraft(em, sheetId);
      const found = await this.finder(sheet)(source);
      if (!found.note) throw notFound();
      const id = this.ids.next();
      const cell = (column: MilestoneColumn, after: string): SheetEdit => ({
        kind: 'milestone-cell',
        milestone: id,
        column,
        before: '',
        after,
      });
      const { text, milestone } = found.note;
      const edits: SheetEdit[] = [
        { kind: 'milestone-added', milestone: id, lang: this.langOf(sheet) },
        cell('title', text || (milestone?.output ?? '')),
        ...(milestone ? [cell('output', milestone.output), cell('due', milestone.when), cell('lead', milestone.who)] : []),
      ];
      await this.sheets.mustSave(sheetId, edits, by);
      await this.link(sheet, id, source, found, by);
      return id;
    });
  }

  /** Takes a milestone out with everything that was said of where it came from. */
  async removeMilestone(sheetId: string, milestoneId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const sheet = await lockDraft(em, sheetId);
      const subject = subjectAt(sheetId, sheet.document, milestoneId);
      if (subject.kind !== 'milestone') throw new RefusedError(refuse('no-such-milestone'));
      for (const { from } of await this.traceRead.sourcesOf([subject]))
        await this.trace.unlink(sheet.process.id, from, subject, by);
      await this.sheets.mustSave(sheetId, [{ kind: 'milestone-removed', milestone: milestoneId }], by);
    });
  }

  private async link(sheet: CommitmentSheet, place: string, source: Source, found: Found, by: Actor): Promise<void> {
    if (place !== MILESTONES && !hasPlace(sheet.document, sheetTemplate(sheet.templateKey), place))
      throw new RefusedError(refuse('no-such-place'));
    const processId = sheet.process.id;
    const proposalId = found.note?.proposalId;
    if (proposalId) await this.trace.link(processId, { kind: 'proposal', id: proposalId }, source, by);
    await this.trace.link(processId, source, subjectAt(sheet.id, sheet.document, place), by);
    this.events.record('commitments.source-cited', { sheetId: sheet.id, place, source: source satisfies Subject }, by, processId);
  }

  /** Finds sources; reads a board, and the themes of the process, once. */
  private finder(sheet: CommitmentSheet): (source: Source) => Promise<Found> {
    const boards = new Map<string, Promise<NoteRow[]>>();
    let themes: Promise<ReadonlySet<string>> | null = null;
    return async ({ kind, id }) => {
      if (kind === 'proposal') {
        const [proposal] = isId(id) ? await this.proposals.byIds([id]) : [];
        if (!proposal || !(await (themes ??= this.themesOf(sheet))).has(proposal.themeId)) throw notFound();
        return { note: null, proposal };
      }
      const [boardId = '', noteId] = id.split(':');
      const notes = boards.get(boardId) ?? this.notesOf(sheet, boardId);
      boards.set(boardId, notes);
      const note = (await notes).find((each) => each.id === noteId);
      if (!note || note.isHidden || !(note.text || note.milestone)) throw notFound();
      return { note, proposal: null };
    };
  }

  private async notesOf(sheet: CommitmentSheet, boardId: string): Promise<NoteRow[]> {
    const table = isId(boardId) ? await this.roundtables.factsOf({ board: boardId }, SYSTEM) : null;
    if (table?.processId !== sheet.process.id) throw notFound();
    return this.boards.rows(boardId, ANY_RECORDER);
  }

  /** A proposal's theme belongs to one process. */
  private async themesOf(sheet: CommitmentSheet): Promise<ReadonlySet<string>> {
    return new Set((await this.processes.themes(sheet.process.id)).map(({ id }) => id));
  }

  private langOf(sheet: CommitmentSheet): string {
    return Object.values(sheet.document.values)[0]?.lang ?? 'es';
  }
}
