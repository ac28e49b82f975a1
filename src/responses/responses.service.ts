import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { RefusedError } from '../kernel/refusal.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { fits, isAnswered, type AnsweredKind, type Decision, type Disposition } from './domain/index.js';
import { Response, ResponseRetraction } from './response.entity.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'responses.response-given': {
      responseId: string;
      subjectKind: AnsweredKind;
      subjectId: string;
      disposition: Disposition;
      supersedes: string | null;
    };
    'responses.response-retracted': { responseId: string; subjectKind: AnsweredKind; subjectId: string };
  }
}

/** Writes the ledger of reasoned responses (OGP Participation and Co-creation Standard 4). */
@Injectable()
export class ResponsesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Answers a contribution: appends a response that supersedes the one before. The same decision given again changes nothing
   * (`isNew` is false), so a repeated call is safe. Who may is decided by the caller's policy (`mayResponse`). Refuses with `disposition-does-not-fit`.
   */
  async respond(processId: string, subject: Subject, decision: Decision, by: Actor): Promise<{ id: string; isNew: boolean }> {
    const { kind, id: subjectId } = subject;
    const refusal = fits(kind, decision.disposition);
    if (refusal || !isAnswered(kind)) throw new RefusedError(refusal ?? { code: 'disposition-does-not-fit' }, 409);
    return this.unitOfWork.run(async (em) => {
      // Two people answering at once become two responses in a row, not two heads.
      await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`response/${subjectKey(subject)}`]);
      await em.flush();
      const [latest] = await em.find(
        Response,
        { process: processId, subjectKind: kind, subjectId },
        { orderBy: { at: 'desc', id: 'desc' }, limit: 1 },
      );
      const isSame = latest?.disposition === decision.disposition && latest.reason === decision.reason;
      if (latest && isSame && (await em.count(ResponseRetraction, { response: latest })) === 0)
        return { id: latest.id, isNew: false };
      const response = em.create(Response, {
        id: this.ids.next(),
        process: processId,
        subjectKind: kind,
        subjectId,
        disposition: decision.disposition,
        reason: decision.reason,
        decidedBy: by.name,
        accountId: by.kind === 'account' ? by.id : null,
        at: this.clock.now(),
        supersedes: latest?.id ?? null,
      });
      em.persist(response);
      this.events.record(
        'responses.response-given',
        {
          responseId: response.id,
          subjectKind: kind,
          subjectId,
          disposition: response.disposition,
          supersedes: response.supersedes,
        },
        by,
        processId,
      );
      return { id: response.id, isNew: true };
    });
  }

  /** Takes a response back because what it said was undone: it stays readable and its subject is owed an answer again. Doing it twice changes nothing. */
  async retract(responseId: string, reason: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const response = await em.findOneOrFail(Response, { id: responseId });
      const { subjectKind, subjectId } = response;
      await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
        `response/${subjectKey({ kind: subjectKind, id: subjectId })}`,
      ]);
      if ((await em.count(ResponseRetraction, { response })) > 0) return;
      em.persist(
        em.create(ResponseRetraction, {
          id: this.ids.next(),
          response,
          reason,
          decidedBy: by.name,
          accountId: by.kind === 'account' ? by.id : null,
          at: this.clock.now(),
        }),
      );
      this.events.record('responses.response-retracted', { responseId, subjectKind, subjectId }, by, response.process.id);
    });
  }
}
