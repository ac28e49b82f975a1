import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Question, QuestionSupport, SpeakingTurn } from './attendance.entity.js';
import './happenings.js';
import { lockOpenTable } from './locking.js';
import { RoomChanges } from './room-changes.js';

/** Who speaks, and what is asked. Repeating an act changes nothing. */
@Injectable()
export class FloorService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly changes: RoomChanges,
  ) {}

  /** Puts somebody at the end of the speaking queue. */
  async raiseHand(roundtableId: string, attendanceId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      if ((await em.count(SpeakingTurn, { roundtable: table, attendance: attendanceId, endedAt: null })) > 0) return;
      em.persist(
        em.create(SpeakingTurn, {
          id: this.ids.next(),
          roundtable: table,
          attendance: attendanceId,
          raisedAt: this.clock.now(),
          givenAt: null,
          endedAt: null,
        }),
      );
      this.changes.changed(table);
    });
  }

  /** Takes one's hand down, or says that one has finished. */
  async lowerHand(roundtableId: string, attendanceId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const turn = await em.findOne(SpeakingTurn, { roundtable: table, attendance: attendanceId, endedAt: null });
      if (!turn) return;
      turn.endedAt = this.clock.now();
      this.changes.changed(table);
    });
  }

  /** Gives the floor; whoever had it has finished. */
  async give(roundtableId: string, turnId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const turn = await em.findOne(SpeakingTurn, { id: turnId, roundtable: table });
      if (!turn) throw notFound();
      if (turn.endedAt || turn.givenAt) return;
      const now = this.clock.now();
      for (const speaking of await em.find(SpeakingTurn, { roundtable: table, givenAt: { $ne: null }, endedAt: null }))
        speaking.endedAt = now;
      turn.givenAt = now;
      this.changes.changed(table);
      this.events.record('roundtables.floor-given', { roundtableId, turnId }, by, table.process.id);
    });
  }

  /** Ends a turn, or takes somebody off the list. */
  async take(roundtableId: string, turnId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const turn = await em.findOne(SpeakingTurn, { id: turnId, roundtable: table });
      if (!turn) throw notFound();
      if (turn.endedAt) return;
      turn.endedAt = this.clock.now();
      this.changes.changed(table);
    });
  }

  /** `questionId` is the asker's, so that a repeat is known as one. */
  async ask(roundtableId: string, attendanceId: string, questionId: string, text: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      if ((await em.count(Question, { id: questionId })) > 0) return;
      em.persist(
        em.create(Question, {
          id: questionId, roundtable: table, attendance: attendanceId, text, askedAt: this.clock.now(), answeredAt: null, answer: null, hiddenAt: null, hiddenReason: null,
        }), // prettier-ignore
      );
      this.changes.changed(table);
      this.events.record('roundtables.question-asked', { roundtableId, questionId }, by, table.process.id);
    });
  }

  /** "Me too", or no longer. */
  async support(roundtableId: string, attendanceId: string, questionId: string, wants: boolean): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const question = await em.findOne(Question, { id: questionId, roundtable: table, hiddenAt: null });
      if (!question) throw notFound();
      const known = await em.findOne(QuestionSupport, { question, attendance: attendanceId });
      if (wants === (known !== null)) return;
      if (known) em.remove(known);
      else em.persist(em.create(QuestionSupport, { question, attendance: attendanceId, at: this.clock.now() }));
      this.changes.changed(table);
    });
  }

  /** Answered, in words or aloud (`answer` null). */
  answer(roundtableId: string, questionId: string, answer: string | null, by: Actor): Promise<void> {
    return this.changeQuestion(roundtableId, questionId, 'roundtables.question-answered', by, (question, now) => {
      question.answeredAt ??= now;
      question.answer = answer ?? question.answer;
    });
  }

  hide(roundtableId: string, questionId: string, reason: string, by: Actor): Promise<void> {
    return this.changeQuestion(roundtableId, questionId, 'roundtables.question-hidden', by, (question, now) => {
      question.hiddenAt ??= now;
      question.hiddenReason = reason;
    });
  }

  /** Open again: neither answered nor hidden. */
  reopen(roundtableId: string, questionId: string, by: Actor): Promise<void> {
    return this.changeQuestion(roundtableId, questionId, null, by, (question) => {
      question.answeredAt = null;
      question.hiddenAt = null;
      question.hiddenReason = null;
    });
  }

  private async changeQuestion(
    roundtableId: string,
    questionId: string,
    event: 'roundtables.question-answered' | 'roundtables.question-hidden' | null,
    by: Actor,
    change: (question: Question, now: Date) => void,
  ): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const question = await em.findOne(Question, { id: questionId, roundtable: table });
      if (!question) throw notFound();
      change(question, this.clock.now());
      this.changes.changed(table);
      if (event) this.events.record(event, { roundtableId, questionId }, by, table.process.id);
    });
  }
}
