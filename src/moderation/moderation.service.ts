import { createHmac } from 'node:crypto';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { subjectKey, type Sight, type Subject } from '../kernel/subject.js';
import { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { SubjectRegistry, type ModeratedKind } from '../platform/subjects/subject-registry.js';
import {
  mayDecideAppeal,
  UNDOES,
  type AppealHiding,
  type Cause,
  type DecideAppeal,
  type Decision,
  type DecideSubjects,
  type ReportSubject,
  type SeenSubject,
} from './domain/index.js';
import './happenings.js';
import { Appeal, Hiding, ModerationCase } from './moderation.entity.js';

/** What became of an act on several: those it was done to, and those that somebody else had decided meanwhile. */
export interface Decided {
  readonly done: readonly Subject[];
  readonly missed: readonly Subject[];
}

/** Reports, hidings and appeals about any kind of subject that a feature registered. Callers hold the permission. */
@Injectable()
export class ModerationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly subjects: SubjectRegistry,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly config: Config,
  ) {}

  /** Takes a report down, one per person and subject: a second one changes nothing. `person` is whoever reports (see Exchange.person). */
  async report(processId: string, subject: Subject, { rule, words }: ReportSubject, person: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const id = this.ids.next();
      const reporter = createHmac('sha256', this.config.key('moderation reporter')).update(person).digest('base64url');
      const added: unknown[] = await em.execute(
        `insert into moderation_report (id, process_id, subject_kind, subject_id, rule, words, reporter, at) values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (subject_kind, subject_id, reporter) do nothing returning id`,
        [id, processId, subject.kind, subject.id, rule, words, reporter, this.clock.now()],
      );
      if (added.length === 0) return;
      await this.wait(em, processId, subject, 'reported');
      this.events.record('moderation.subject-reported', { subject, reportId: id, rule }, by, processId);
    });
  }

  /** Something came in that a person must see before it is public; its feature has held it already. */
  async hold(processId: string, subject: Subject, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      await this.wait(em, processId, subject, 'held');
      this.events.record('moderation.subject-held', { subject }, by, processId);
    });
  }

  /** Its author took it back: nothing is left to decide. */
  async close(subject: Subject, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const found = await this.caseOf(em, subject);
      if (found?.isWaiting) found.decide('dismissed', by.id, this.clock.now());
    });
  }

  /**
   * Decides several alike. A subject whose case is another than the page showed was decided or changed by somebody else meanwhile: it is left as it is and
   * named among the missed.
   */
  async decide(processId: string, { subjects, act, rule, reason }: DecideSubjects, by: Actor): Promise<Decided> {
    return this.unitOfWork.run(async (em) => {
      const done: Subject[] = [];
      const missed: Subject[] = [];
      for (const seen of inOrder(subjects)) {
        const subject: Subject = { kind: seen.kind, id: seen.id };
        const sight = await this.sightOf(processId, subject);
        const found = await this.caseFor(em, processId, subject);
        const decision = found.version === seen.version ? await this.apply(em, found, sight, { act, rule, reason }, by) : null;
        if (decision) found.decide(decision, by.id, this.clock.now());
        else if (found.version === 0) em.remove(found);
        (decision ? done : missed).push(subject);
      }
      return { done, missed };
    });
  }

  /** Takes the last decision back, and the case waits as it did before. Refuses with `nothing-to-undo` when somebody changed it meanwhile. */
  async undo(processId: string, seen: SeenSubject, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const subject: Subject = { kind: seen.kind, id: seen.id };
      const kind = this.kind(subject);
      const found = await this.caseOf(em, subject);
      if (!found || found.processId !== processId || found.version !== seen.version || found.isWaiting)
        throw new RefusedError({ code: 'nothing-to-undo' }, 409);
      const act = found.decision && UNDOES[found.decision];
      if (!act) throw new RefusedError({ code: 'nothing-to-undo' }, 409);
      if (act === 'hide') await this.restore(em, found, by, true);
      if (act === 'publish') await kind.hold(subject.id, by);
      this.events.record('moderation.decision-undone', { subject, act }, by, processId);
      const { cause, since } = found;
      found.wait(cause, since);
    });
  }

  /** Shows to others that somebody looks at it. Refuses with `taken-by-another`. */
  async take(processId: string, subject: Subject, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const found = await this.caseOf(em, subject);
      if (!found || found.processId !== processId) throw notFound();
      if (by.id && !found.take(by.id, this.clock.now()))
        throw new RefusedError({ code: found.isWaiting ? 'taken-by-another' : 'already-decided' }, 409);
    });
  }

  async release(processId: string, subject: Subject, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const found = await this.caseOf(em, subject);
      if (!found || found.processId !== processId) throw notFound();
      if (by.id) found.release(by.id);
    });
  }

  /** The author objects, once. Refuses with `hiding-ended`. A second appeal changes nothing. */
  async appeal(hidingId: string, { words }: AppealHiding, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const hiding = await em.findOne(Hiding, { id: hidingId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!hiding) throw notFound();
      if ((await em.count(Appeal, { hiding: hidingId })) > 0) return;
      if (hiding.endedAt) throw new RefusedError({ code: 'hiding-ended' }, 409);
      const now = this.clock.now();
      em.persist(
        em.create(Appeal, {
          id: this.ids.next(),
          hiding,
          words,
          at: now,
          outcome: null,
          reason: null,
          decidedBy: null,
          decidedAt: null,
        }),
      );
      const subject: Subject = { kind: hiding.subjectKind, id: hiding.subjectId };
      await this.wait(em, hiding.processId, subject, 'appealed');
      this.events.record('moderation.hiding-appealed', { subject, hidingId }, by, hiding.processId);
    });
  }

  /**
   * Decides an appeal: the hiding stands or is lifted, with a reason. `moderators` are the accounts that could decide. Refuses with
   * `appeal-by-another` and `already-decided`.
   */
  async decideAppeal(
    processId: string,
    subject: Subject,
    { outcome, reason }: DecideAppeal,
    moderators: readonly string[],
    by: Actor,
  ): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const found = await this.caseOf(em, subject);
      if (!found || found.processId !== processId) throw notFound();
      const hiding = await this.inForce(em, subject);
      const appeal = hiding && (await em.findOne(Appeal, { hiding }));
      if (!hiding || !appeal || appeal.decidedAt) throw new RefusedError({ code: 'already-decided' }, 409);
      const refusal = mayDecideAppeal({ hiddenBy: hiding.by, moderators }, by.id);
      if (refusal) throw new RefusedError(refusal, 403);
      const now = this.clock.now();
      Object.assign(appeal, { outcome, reason, decidedBy: by.id, decidedAt: now });
      if (outcome === 'lifted') await this.restore(em, found, by, false);
      found.decide(outcome, by.id, now);
      this.events.record('moderation.appeal-decided', { subject, hidingId: hiding.id, outcome }, by, processId);
    });
  }

  /** Does the act and names the decision that it is; null when the subject is not where it could be done to. */
  private async apply(
    em: EntityManager,
    found: ModerationCase,
    sight: Sight,
    { act, rule, reason }: Omit<DecideSubjects, 'subjects'>,
    by: Actor,
  ): Promise<Decision | null> {
    const subject: Subject = { kind: found.subjectKind, id: found.subjectId };
    const { processId } = found;
    if (sight === 'gone') return null;
    if (act === 'dismiss') {
      if (!found.isWaiting || found.cause !== 'reported') return null;
      this.events.record('moderation.reports-dismissed', { subject }, by, processId);
      return 'dismissed';
    }
    if (act === 'publish') {
      if (sight === 'public') return null;
      if (sight === 'hidden') await this.restore(em, found, by, false);
      if (sight === 'held' || (await this.sightOf(processId, subject)) === 'held') {
        await this.kind(subject).publish(subject.id, by);
        this.events.record('moderation.subject-published', { subject }, by, processId);
      }
      return sight === 'hidden' ? 'restored' : 'published';
    }
    if (sight === 'hidden' || !rule || !reason) return null;
    await this.kind(subject).hide(subject.id, by);
    const hiding = em.create(Hiding, {
      id: this.ids.next(),
      processId,
      subjectKind: subject.kind,
      subjectId: subject.id,
      rule,
      reason,
      by: by.kind === 'account' ? by.id : null,
      at: this.clock.now(),
      endedAt: null,
      endedBy: null,
      isUndone: false,
    });
    em.persist(hiding);
    this.events.record('moderation.subject-hidden', { subject, hidingId: hiding.id, rule }, by, processId);
    return 'hidden';
  }

  private async restore(em: EntityManager, found: ModerationCase, by: Actor, isUndone: boolean): Promise<void> {
    const subject: Subject = { kind: found.subjectKind, id: found.subjectId };
    const hiding = await this.inForce(em, subject);
    if (!hiding) throw new RefusedError({ code: 'already-decided' }, 409);
    hiding.end(by.kind === 'account' ? by.id : null, this.clock.now(), isUndone);
    await this.kind(subject).restore(subject.id, by);
    await em.flush();
    this.events.record('moderation.subject-restored', { subject, hidingId: hiding.id }, by, found.processId);
  }

  private inForce(em: EntityManager, subject: Subject): Promise<Hiding | null> {
    return em.findOne(Hiding, { subjectKind: subject.kind, subjectId: subject.id, endedAt: null });
  }

  private async wait(em: EntityManager, processId: string, subject: Subject, cause: Cause): Promise<void> {
    if (!(await this.opened(em, processId, subject, cause, 1))) (await this.caseOf(em, subject))?.wait(cause, this.clock.now());
  }

  /** Its case; one of version 0, which is not kept unless something is decided, when there was none. */
  private async caseFor(em: EntityManager, processId: string, subject: Subject): Promise<ModerationCase> {
    await this.opened(em, processId, subject, 'reported', 0);
    const found = await this.caseOf(em, subject);
    if (!found) throw notFound();
    return found;
  }

  /** Opens a case unless there is one. Past the entity manager, so that two who come at once get one case and no error. */
  private async opened(em: EntityManager, processId: string, subject: Subject, cause: Cause, version: number): Promise<boolean> {
    const rows: unknown[] = await em.execute(
      `insert into moderation_case (id, process_id, subject_kind, subject_id, cause, since, version) values (?, ?, ?, ?, ?, ?, ?)
       on conflict (subject_kind, subject_id) do nothing returning id`,
      [this.ids.next(), processId, subject.kind, subject.id, cause, this.clock.now(), version],
    );
    return rows.length > 0;
  }

  /** Its case, locked, so that two people deciding wait for one another. */
  private caseOf(em: EntityManager, subject: Subject): Promise<ModerationCase | null> {
    return em.findOne(
      ModerationCase,
      { subjectKind: subject.kind, subjectId: subject.id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
  }

  private async sightOf(processId: string, subject: Subject): Promise<Sight> {
    await this.unitOfWork.em.flush();
    const view = (await this.kind(subject).show([subject.id], this.config.DEFAULT_LOCALE)).get(subject.id);
    if (view?.processId !== processId) throw notFound();
    return view.sight;
  }

  private kind(subject: Subject): ModeratedKind {
    const kind = this.subjects.moderatedKind(subject.kind);
    if (!kind) throw notFound();
    return kind;
  }
}

/** Always in the same order, so that two people deciding many do not wait for each other in a ring. */
const inOrder = (subjects: readonly SeenSubject[]): SeenSubject[] =>
  [...new Map(subjects.map((subject) => [subjectKey(subject), subject])).values()].sort((a, b) =>
    subjectKey(a) < subjectKey(b) ? -1 : 1,
  );
