import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Continuation, ContinuationPart, Objection } from './continuation.entity.js';
import './happenings.js';

/** What authors object to when their proposal goes on elsewhere, and what the team answers. */
@Injectable()
export class ObjectionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Objects, by the private link that was mailed to the origin's author. Refuses with `undo-undone`, and with `objection-waits` while one has no answer. */
  async object(partId: string, reason: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const part = await em.findOne(ContinuationPart, { id: partId, role: 'origin' }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!part) throw notFound();
      const continuation = await em.findOneOrFail(Continuation, { id: part.continuation.id });
      if (continuation.undoneAt) throw new RefusedError({ code: 'undo-undone' }, 409);
      if ((await em.count(Objection, { part, answeredAt: null })) > 0) throw new RefusedError({ code: 'objection-waits' }, 409);
      const objection = em.create(Objection, {
        id: this.ids.next(),
        part,
        reason,
        at: this.clock.now(),
        answer: null,
        answeredBy: null,
        answeredAt: null,
      });
      em.persist(objection);
      this.events.record(
        'proposals.objection-raised',
        { objectionId: objection.id, continuationId: continuation.id },
        by,
        continuation.process.id,
      );
    });
  }

  /** Answers an objection in the team's name. Refuses with `objection-answered`. */
  async answer(processId: string, objectionId: string, answer: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const objection = await em.findOne(Objection, { id: objectionId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const part = objection && (await em.findOneOrFail(ContinuationPart, { id: objection.part.id }));
      const continuation = part && (await em.findOne(Continuation, { id: part.continuation.id, process: processId }));
      if (!objection || !continuation) throw notFound();
      if (objection.answeredAt) throw new RefusedError({ code: 'objection-answered' }, 409);
      objection.reply(answer, by, this.clock.now());
      this.events.record('proposals.objection-answered', { objectionId, continuationId: continuation.id }, by, processId);
    });
  }
}
