import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import type { LocalizedText } from '../kernel/localized.js';
import { Process, Theme } from '../process/index.js';
import { Proposal } from '../proposals/index.js';
import type { BoardKind, Progress, RoundtableState, StepKind, Timer } from './domain/index.js';

const RoundtableSchema = defineEntity({
  name: 'Roundtable',
  tableName: 'roundtable',
  uniques: [{ properties: ['process', 'slug'] }, { properties: ['process', 'number'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    theme: () => p.manyToOne(Theme).ref(),
    slug: p.string().length(60),
    /** Counts from 1 in its process. */
    number: p.integer(),
    title: p.json<LocalizedText>(),
    summary: p.json<LocalizedText>(),
    /** Six characters, read from the projector. */
    code: p.string().length(6).unique(),
    startsAt: p.datetime(),
    endsAt: p.datetime(),
    allowsGuests: p.boolean(),
    facilitator: () => p.manyToOne(Account).ref(),
    deputyIds: p.json<string[]>(),
    createdAt: p.datetime(),
    openedAt: p.datetime().strictNullable(),
    closedAt: p.datetime().strictNullable(),
    /** The account that runs it now; a deputy takes over by an act of their own. */
    conductorId: p.uuid().strictNullable(),
    stepId: p.uuid().strictNullable(),
    stepStartedAt: p.datetime().strictNullable(),
    timerEndsAt: p.datetime().strictNullable(),
    timerRemainingMs: p.integer().strictNullable(),
    /** Grows with every change of the room. */
    version: p.bigint('number'),
  },
});

/** The group that works one theme, and its sitting: when it meets, who runs it, where it stands. */
export class Roundtable extends RoundtableSchema.class {
  state(): RoundtableState {
    if (!this.openedAt) return 'scheduled';
    return this.closedAt ? 'closed' : 'open';
  }

  progress(): Progress | null {
    const timer = this.timer();
    return this.stepId && this.stepStartedAt && timer ? { stepId: this.stepId, startedAt: this.stepStartedAt, timer } : null;
  }

  timer(): Timer | null {
    if (this.timerEndsAt) return { endsAt: this.timerEndsAt, remainingMs: null };
    return this.timerRemainingMs === null ? null : { endsAt: null, remainingMs: this.timerRemainingMs };
  }

  open(by: string | null, first: Progress, now: Date): void {
    this.openedAt = now;
    this.conductorId = by;
    this.standAt(first);
  }

  standAt(progress: Progress): void {
    this.stepId = progress.stepId;
    this.stepStartedAt = progress.startedAt;
    this.time(progress.timer);
  }

  time(timer: Timer): void {
    this.timerEndsAt = timer.endsAt;
    this.timerRemainingMs = timer.remainingMs;
  }

  close(now: Date): void {
    this.closedAt = now;
    this.stepId = null;
    this.stepStartedAt = null;
    this.timerEndsAt = null;
    this.timerRemainingMs = null;
  }
}
RoundtableSchema.setClass(Roundtable);

const RoundtableProposalSchema = defineEntity({
  name: 'RoundtableProposal',
  tableName: 'roundtable_proposal',
  uniques: [{ properties: ['roundtable', 'proposal'] }],
  properties: {
    id: p.uuid().primary(),
    roundtable: () => p.manyToOne(Roundtable).ref(),
    proposal: () => p.manyToOne(Proposal).ref(),
    position: p.integer(),
    /** Why it is brought to the table; public. */
    why: p.text().strictNullable(),
    /** The notes it is on board 1: the proposal, and what the areas say. Made with the row, so that laying them down twice lays them once. */
    noteId: p.uuid(),
    stateNoteId: p.uuid(),
  },
});

/** A proposal brought to the table. */
export class RoundtableProposal extends RoundtableProposalSchema.class {}
RoundtableProposalSchema.setClass(RoundtableProposal);

const AgendaStepSchema = defineEntity({
  name: 'AgendaStep',
  tableName: 'agenda_step',
  uniques: [{ properties: ['roundtable', 'position'] }],
  indexes: [{ properties: ['boardId'] }],
  properties: {
    id: p.uuid().primary(),
    roundtable: () => p.manyToOne(Roundtable).ref(),
    position: p.integer(),
    kind: p.string().length(20).$type<StepKind>(),
    title: p.json<LocalizedText>(),
    minutes: p.integer(),
    boardKind: p.string().length(20).$type<BoardKind>().strictNullable(),
    /** Set when the room opens. */
    boardId: p.uuid().strictNullable(),
    startedAt: p.datetime().strictNullable(),
    endedAt: p.datetime().strictNullable(),
  },
});

/** A step of the agenda, with when it really began and ended. */
export class AgendaStep extends AgendaStepSchema.class {
  begin(now: Date): void {
    this.startedAt ??= now;
    this.endedAt = null;
  }

  end(now: Date): void {
    this.endedAt = now;
  }
}
AgendaStepSchema.setClass(AgendaStep);
