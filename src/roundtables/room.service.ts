import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Attendance } from './attendance.entity.js';
import { extend, move, pause, resume, type JoinRoom, type SeatPerson, type Timer } from './domain/index.js';
import './happenings.js';
import { lockOpenTable, lockTable, stepsOf } from './locking.js';
import { RoomBoards } from './room-boards.js';
import { RoomChanges } from './room-changes.js';
import type { Roundtable } from './roundtable.entity.js';

/** Seats, steps and time of a room. Every act is one use case under the table's lock; callers hold the permission. */
@Injectable()
export class RoomService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly boards: RoomBoards,
    private readonly changes: RoomChanges,
  ) {}

  /** Takes a seat, or the same seat again. `by` is an account or a guest. Refuses with `roundtable-closed`, and with `banned` for somebody who was put out. */
  async join(roundtableId: string, person: JoinRoom, by: Actor): Promise<{ attendanceId: string }> {
    const key = by.id;
    if (key === null) throw new RefusedError({ code: 'sign-in-to-join' }, 403);
    return this.unitOfWork.run(async (em) => {
      const table = await lockTable(em, roundtableId);
      if (table.state() === 'closed') throw new RefusedError({ code: 'roundtable-closed' });
      const { name, ...about } = person;
      const known = await em.findOne(Attendance, { roundtable: table, participantKey: key });
      if (known?.bannedAt) throw new RefusedError({ code: 'banned' }, 403);
      this.changes.changed(table);
      if (known) {
        em.assign(known, { displayName: name, ...about, leftAt: null, lastSeenAt: this.clock.now() });
        return { attendanceId: known.id };
      }
      const account = by.kind === 'account' ? key : null;
      return { attendanceId: this.seat(em, table, { id: this.ids.next(), key, account, presence: 'online', person }, by) };
    });
  }

  /** A seat for somebody by phone or in the room, entered by those who facilitate. `id` becomes the seat's; doing it twice changes nothing. */
  async seatPerson(roundtableId: string, id: string, person: SeatPerson, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      if ((await em.count(Attendance, { id })) > 0) return;
      const { presence, ...about } = person;
      this.seat(em, table, { id, key: id, account: null, presence, person: { ...about, needs: [] } }, by);
      this.changes.changed(table);
    });
  }

  /** Gets up; may sit down again. */
  async leave(roundtableId: string, attendanceId: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockTable(em, roundtableId);
      const seat = await em.findOne(Attendance, { id: attendanceId, roundtable: table });
      if (!seat || seat.leftAt) return;
      seat.leftAt = this.clock.now();
      this.changes.changed(table);
    });
  }

  /** Puts somebody out for good; what they wrote stays, and can be hidden note by note. */
  async ban(roundtableId: string, attendanceId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockTable(em, roundtableId);
      const seat = await em.findOne(Attendance, { id: attendanceId, roundtable: table });
      if (!seat) throw notFound();
      if (seat.bannedAt) return;
      seat.bannedAt = this.clock.now();
      this.changes.changed(table, seat.id);
      this.events.record('roundtables.person-banned', { roundtableId, attendanceId }, by, table.process.id);
      this.unitOfWork.afterCommit(() => this.boards.recheck(roundtableId));
    });
  }

  /** Takes the running of the table over, by one's own act: it never falls to anybody by itself. */
  async conduct(roundtableId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      if (by.id === null || table.conductorId === by.id) return;
      table.conductorId = by.id;
      this.changes.changed(table);
      this.events.record('roundtables.facilitation-taken', { roundtableId, accountId: by.id }, by, table.process.id);
    });
  }

  next(roundtableId: string, from: string, by: Actor): Promise<void> {
    return this.moveStep(roundtableId, from, 1, by);
  }

  back(roundtableId: string, from: string, by: Actor): Promise<void> {
    return this.moveStep(roundtableId, from, -1, by);
  }

  extend(roundtableId: string, minutes: number): Promise<void> {
    return this.time(roundtableId, (timer, now) => extend(timer, minutes, now));
  }

  pause(roundtableId: string): Promise<void> {
    return this.time(roundtableId, pause);
  }

  resume(roundtableId: string): Promise<void> {
    return this.time(roundtableId, resume);
  }

  /** The step that ends is locked with its board, the one that begins is opened with its own. A step that has moved on already is left alone. */
  private async moveStep(roundtableId: string, from: string, by: 1 | -1, actor: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const steps = await stepsOf(em, roundtableId);
      const at = table.progress();
      if (!at) throw new RefusedError({ code: 'agenda-empty' });
      const now = this.clock.now();
      const moved = move(steps, at, from, by, now);
      if (!moved.ok) {
        if (moved.refusal.code === 'agenda-moved-on') return;
        throw new RefusedError(moved.refusal);
      }
      const to = steps.find((step) => step.id === moved.progress.stepId);
      steps.find((step) => step.id === from)?.end(now);
      to?.begin(now);
      table.standAt(moved.progress);
      this.changes.changed(table);
      if (to)
        this.events.record('roundtables.step-begun', { roundtableId, stepId: to.id, kind: to.kind }, actor, table.process.id);
      this.unitOfWork.afterCommit(() => this.boards.settle(roundtableId, to?.boardId ?? null));
    });
  }

  private async time(roundtableId: string, change: (timer: Timer, now: Date) => Timer): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const timer = table.timer();
      if (!timer) return;
      table.time(change(timer, this.clock.now()));
      this.changes.changed(table);
    });
  }

  private seat(
    em: EntityManager,
    table: Roundtable,
    {
      id,
      key,
      account,
      presence,
      person,
    }: { id: string; key: string; account: string | null; presence: Attendance['presence']; person: JoinRoom },
    by: Actor,
  ): string {
    const now = this.clock.now();
    const { name, ...about } = person;
    em.persist(
      em.create(Attendance, {
        id, roundtable: table, participantKey: key, account, displayName: name, ...about, presence, joinedAt: now, lastSeenAt: now, leftAt: null, bannedAt: null,
      }), // prettier-ignore
    );
    this.events.record('roundtables.person-seated', { roundtableId: table.id, attendanceId: id, presence }, by, table.process.id);
    return id;
  }
}
