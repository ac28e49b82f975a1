import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import type { LocalizedText } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { Sequence } from '../platform/database/sequence.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Theme } from '../process/index.js';
import { DecisionsService, Proposal } from '../proposals/index.js';
import { mayFollow } from '../proposals/domain/index.js';
import { TraceService } from '../trace/index.js';
import { Attendance, SpeakingTurn } from './attendance.entity.js';
import { Ballot } from './ballot.entity.js';
import { beginAgenda, newRoomCode, type PlannedStep } from './domain/index.js';
import './happenings.js';
import { lockOpenTable, lockTable, stepsOf } from './locking.js';
import { RoomBoards } from './room-boards.js';
import { RoomChanges } from './room-changes.js';
import { AgendaStep, Roundtable, RoundtableProposal } from './roundtable.entity.js';
import { DEFAULT_AGENDA } from './templates.js';

/** A roundtable to be. Moments are instants. */
export interface TablePlan {
  readonly slug: string;
  readonly themeId: string;
  readonly title: LocalizedText;
  readonly summary: LocalizedText;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly allowsGuests: boolean;
  readonly facilitatorId: string;
  readonly deputyIds: readonly string[];
  /** In the order in which they are presented. */
  readonly proposals: readonly { readonly proposalId: string; readonly why: string | null }[];
  /** The default agenda when left out. */
  readonly agenda?: readonly PlannedStep[];
  /** A code of one's own, six letters or digits; drawn when left out. */
  readonly code?: string;
}

/** Sets roundtables up, opens and closes them. Callers hold the permission. */
@Injectable()
export class RoundtablesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
    private readonly sequence: Sequence,
    private readonly decisions: DecisionsService,
    private readonly trace: TraceService,
    private readonly boards: RoomBoards,
    private readonly changes: RoomChanges,
  ) {}

  /** A table of this process, with its agenda and the proposals it will take. Refuses with `slug-taken`; 404 for a theme or proposal of another process. */
  async setUp(
    processId: string,
    plan: TablePlan,
    by: Actor,
  ): Promise<{ id: string; slug: string; number: number; code: string }> {
    return this.unitOfWork.run(async (em) => {
      if ((await em.count(Roundtable, { process: processId, slug: plan.slug })) > 0)
        throw new RefusedError({ code: 'slug-taken' });
      await this.mustHaveTheme(em, processId, plan.themeId);
      const table = em.create(Roundtable, {
        id: this.ids.next(),
        process: processId,
        theme: plan.themeId,
        slug: plan.slug,
        number: await this.sequence.next(processId, 'roundtable'),
        title: plan.title,
        summary: plan.summary,
        code: plan.code ?? (await this.freeCode(em)),
        startsAt: plan.startsAt,
        endsAt: plan.endsAt,
        allowsGuests: plan.allowsGuests,
        facilitator: plan.facilitatorId,
        deputyIds: [...plan.deputyIds],
        createdAt: this.clock.now(),
        openedAt: null,
        closedAt: null,
        conductorId: null,
        stepId: null,
        stepStartedAt: null,
        timerEndsAt: null,
        timerRemainingMs: null,
        version: 1,
      });
      em.persist(table);
      (plan.agenda ?? DEFAULT_AGENDA).forEach((step, position) => this.addStep(em, table, step, position + 1));
      await this.bring(em, table, plan.proposals);
      const proposalIds = plan.proposals.map(({ proposalId }) => proposalId);
      this.events.record(
        'roundtables.roundtable-scheduled',
        { roundtableId: table.id, number: table.number, proposalIds },
        by,
        processId,
      );
      return { id: table.id, slug: table.slug, number: table.number, code: table.code };
    });
  }

  /** Changes what was planned. Once it is open, only the minutes of steps to come, the team and the texts still change. */
  async revise(
    roundtableId: string,
    plan: Omit<TablePlan, 'agenda' | 'code'> & { readonly minutes: readonly number[] | null },
    by: Actor,
  ): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockTable(em, roundtableId);
      const processId = table.process.id;
      if (table.state() === 'closed') throw new RefusedError({ code: 'roundtable-closed' });
      const slugTaken = await em.count(Roundtable, { process: processId, slug: plan.slug, id: { $ne: roundtableId } });
      if (slugTaken > 0) throw new RefusedError({ code: 'slug-taken' });
      const { title, summary, allowsGuests } = plan;
      em.assign(table, {
        slug: plan.slug,
        title,
        summary,
        allowsGuests,
        facilitator: plan.facilitatorId,
        deputyIds: [...plan.deputyIds],
        startsAt: plan.startsAt,
        endsAt: plan.endsAt,
      });
      const steps = await stepsOf(em, roundtableId);
      for (const [index, minutes] of (plan.minutes ?? []).entries()) {
        const step = steps[index];
        if (step && !step.startedAt) step.minutes = minutes;
      }
      if (table.state() === 'scheduled') {
        await this.mustHaveTheme(em, processId, plan.themeId);
        em.assign(table, { theme: plan.themeId });
        await em.nativeDelete(RoundtableProposal, { roundtable: table });
        await this.bring(em, table, plan.proposals);
      }
      this.changes.changed(table);
      this.events.record('roundtables.roundtable-revised', { roundtableId }, by, processId);
    });
  }

  /** Opens the room: its boards, the first step, the proposals now on the table. Those that stopped being feasible meanwhile are left behind. Doing it twice changes nothing. */
  async open(roundtableId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockTable(em, roundtableId);
      if (table.state() === 'closed') throw new RefusedError({ code: 'roundtable-closed' });
      if (table.state() === 'open') return;
      const now = this.clock.now();
      const steps = await stepsOf(em, roundtableId);
      const begun = beginAgenda(steps, now);
      if (!begun.ok) throw new RefusedError(begun.refusal);
      await this.takeProposals(em, table, by);
      const boardIds = await this.boards.open(table, steps);
      await this.traceProposals(em, table, steps, by);
      table.open(by.kind === 'account' ? by.id : null, begun.progress, now);
      steps[0]?.begin(now);
      this.changes.changed(table);
      this.events.record('roundtables.roundtable-opened', { roundtableId, boardIds }, by, table.process.id);
      this.unitOfWork.afterCommit(() => this.boards.settle(roundtableId, null));
    });
  }

  /** Ends the sitting: boards are closed, hands go down, what people need is forgotten. Refuses with `ballot-still-open`. Doing it twice changes nothing. */
  async close(roundtableId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockTable(em, roundtableId);
      if (table.state() === 'closed') return;
      await lockOpenTable(em, roundtableId);
      if ((await em.count(Ballot, { roundtable: table, openedAt: { $ne: null }, closedAt: null })) > 0)
        throw new RefusedError({ code: 'ballot-still-open' });
      const now = this.clock.now();
      const steps = await stepsOf(em, roundtableId);
      steps.find((step) => step.id === table.stepId)?.end(now);
      table.close(now);
      await em.nativeUpdate(SpeakingTurn, { roundtable: table, endedAt: null }, { endedAt: now });
      await em.nativeUpdate(Attendance, { roundtable: table }, { needs: [] });
      this.changes.changed(table);
      this.events.record('roundtables.roundtable-closed', { roundtableId }, by, table.process.id);
      this.unitOfWork.afterCommit(() => this.boards.close(roundtableId));
    });
  }

  private addStep(em: EntityManager, table: Roundtable, step: PlannedStep, position: number): void {
    em.persist(
      em.create(AgendaStep, {
        ...step,
        id: this.ids.next(),
        roundtable: table,
        position,
        boardId: null,
        startedAt: null,
        endedAt: null,
      }),
    );
  }

  private async bring(em: EntityManager, table: Roundtable, proposals: TablePlan['proposals']): Promise<void> {
    const ids = proposals.map(({ proposalId }) => proposalId);
    if (
      new Set(ids).size !== ids.length ||
      (await em.count(Proposal, { id: { $in: ids }, process: table.process.id })) !== ids.length
    )
      throw notFound();
    proposals.forEach(({ proposalId, why }, position) =>
      em.persist(
        em.create(RoundtableProposal, {
          id: this.ids.next(), roundtable: table, proposal: proposalId, position: position + 1, why, noteId: this.ids.next(), stateNoteId: this.ids.next(),
        }), // prettier-ignore
      ),
    );
  }

  /** A proposal withdrawn since the table was planned must not keep a room full of people waiting. */
  private async takeProposals(em: EntityManager, table: Roundtable, by: Actor): Promise<void> {
    const brought = await em.find(RoundtableProposal, { roundtable: table }, { populate: ['proposal'] });
    const staying = brought.filter(({ proposal }) => mayFollow(proposal.$.state, 'on-the-table') === null);
    for (const left of brought) if (!staying.includes(left)) em.remove(left);
    await em.flush();
    await this.decisions.takeToTable(
      table.process.id,
      staying.map(({ proposal }) => proposal.id),
      by,
    );
  }

  /** The first links of the thread: from what a resident sent to the note it is on board 1. */
  private async traceProposals(em: EntityManager, table: Roundtable, steps: readonly AgendaStep[], by: Actor): Promise<void> {
    const boardId = steps.find(({ boardKind }) => boardKind === 'situation')?.boardId;
    if (!boardId) return;
    for (const { proposal, noteId } of await em.find(RoundtableProposal, { roundtable: table }))
      await this.trace.link(
        table.process.id,
        { kind: 'proposal', id: proposal.id },
        { kind: 'note', id: `${boardId}:${noteId}` },
        by,
      );
  }

  private async mustHaveTheme(em: EntityManager, processId: string, themeId: string): Promise<void> {
    if ((await em.count(Theme, { id: themeId, process: processId })) === 0) throw notFound();
  }

  private async freeCode(em: EntityManager): Promise<string> {
    for (;;) {
      const code = newRoomCode(this.dice);
      if ((await em.count(Roundtable, { code })) === 0) return code;
    }
  }
}
