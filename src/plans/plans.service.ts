import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { SheetsService } from '../commitments/index.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { ProcessQueries } from '../process/index.js';
import {
  emptyAnswers,
  mayPublish,
  refuseAnswer,
  type AddEndorsement,
  type PlanAnswers,
  type SaveAnswers,
  type SetPlanFacts,
} from './domain/index.js';
import { ActionPlan, Publication } from './plan.entity.js';
import { PLAN_TEMPLATE } from './plan-template.js';
import { PublicationContexts } from './publication-contexts.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'plans.answers-saved': { planId: string; version: number; questions: string[] };
    'plans.plan-published': { planId: string; version: number; sheetIds: string[]; isOverridden: boolean };
  }
}

/** Writes and publishes action plans. Whoever calls it has decided that the person may. */
@Injectable()
export class PlansService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly processes: ProcessQueries,
    private readonly sheets: SheetsService,
    private readonly contexts: PublicationContexts,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The plan of a process, begun when there is none. */
  async ensure(processId: string): Promise<ActionPlan> {
    return this.unitOfWork.run(async (em) => {
      const known = await em.findOne(ActionPlan, { process: processId });
      if (known) return known;
      const process = await this.processes.byId(processId);
      if (!process) throw notFound();
      const plan = em.create(ActionPlan, {
        id: this.ids.next(),
        process: processId,
        name: process.name,
        startsOn: null,
        endsOn: null,
        submittedOn: null,
        answers: emptyAnswers(PLAN_TEMPLATE),
        version: 0,
        createdAt: this.clock.now(),
      });
      em.persist(plan);
      return plan;
    });
  }

  /** Keeps the answers that changed. Refuses with `changed-meanwhile` when somebody else changed one of them since the form was opened. */
  async saveAnswers(processId: string, { answers, before }: SaveAnswers, lang: Locale, by: Actor): Promise<void> {
    await this.change(processId, by, (stored) => {
      const changed: string[] = [];
      const next = { ...stored.answers };
      for (const [key, text] of Object.entries(answers)) {
        const now = stored.answers[key]?.text ?? '';
        if (text === (before[key] ?? '')) continue;
        if (now !== (before[key] ?? '') && now !== text) throw new RefusedError({ code: 'changed-meanwhile' }, 409);
        const refusal = refuseAnswer(PLAN_TEMPLATE, key, text);
        if (refusal) throw new RefusedError(refusal, 409);
        next[key] = { text, lang };
        changed.push(key);
      }
      return changed.length > 0 ? { answers: { ...stored, answers: next }, changed } : null;
    });
  }

  async setFacts(processId: string, facts: SetPlanFacts): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const plan = await this.locked(processId);
      em.assign(plan, facts);
    });
  }

  async addEndorsement(processId: string, endorsement: AddEndorsement, by: Actor): Promise<void> {
    await this.change(processId, by, (stored) => {
      const isThere = stored.endorsements.some(
        (each) => each.name === endorsement.name && each.organisation === endorsement.organisation,
      );
      return isThere
        ? null
        : {
            answers: { ...stored, endorsements: [...stored.endorsements, { ...endorsement, letter: null }] },
            changed: ['endorsements'],
          };
    });
  }

  async removeEndorsement(processId: string, index: number, by: Actor): Promise<void> {
    await this.change(processId, by, (stored) => ({
      answers: { ...stored, endorsements: stored.endorsements.filter((_, at) => at !== index) },
      changed: ['endorsements'],
    }));
  }

  /**
   * Publishes the plan with every sheet that is final. Blocked while a proposal or a comment has no reasoned response or a check blocks
   * (`publication-blocked`), unless a coordinator gives a public reason (`reason-too-short` under 20 characters).
   */
  async publish(processId: string, reason: string | null, by: Actor): Promise<{ version: number }> {
    return this.unitOfWork.run(async (em) => {
      const plan = await this.locked(processId);
      const context = await this.contexts.of(processId);
      const verdict = mayPublish({ ...context, ...(reason ? { override: { reason } } : {}) });
      if (!verdict.ok) throw new RefusedError({ code: verdict.refusal }, 409);
      const sheetIds = context.sheets.map((sheet) => sheet.id);
      if (sheetIds.length === 0) throw new RefusedError({ code: 'nothing-to-publish' }, 409);
      const version = (await em.count(Publication, { plan: plan.id })) + 1;
      em.persist(
        em.create(Publication, {
          id: this.ids.next(),
          plan,
          version,
          answers: plan.answers,
          sheetIds,
          overridden: verdict.overridden.length > 0 ? [...verdict.overridden] : null,
          reason: verdict.reason,
          publishedBy: by.id,
          publishedAt: this.clock.now(),
        }),
      );
      for (const id of sheetIds) await this.sheets.markPublished(id, by);
      this.events.record(
        'plans.plan-published',
        { planId: plan.id, version, sheetIds, isOverridden: verdict.overridden.length > 0 },
        by,
        processId,
      );
      return { version };
    });
  }

  private async change(
    processId: string,
    by: Actor,
    edit: (stored: PlanAnswers) => { answers: PlanAnswers; changed: string[] } | null,
  ): Promise<void> {
    await this.unitOfWork.run(async () => {
      const plan = await this.locked(processId);
      const edited = edit(plan.answers);
      if (!edited) return;
      plan.answers = edited.answers;
      plan.version += 1;
      this.events.record(
        'plans.answers-saved',
        { planId: plan.id, version: plan.version, questions: edited.changed },
        by,
        processId,
      );
    });
  }

  /** The plan with its row held until the use case ends: two people saving at once follow each other. */
  private async locked(processId: string): Promise<ActionPlan> {
    const { id } = await this.ensure(processId);
    const { em } = this.unitOfWork;
    await em.flush();
    await em.execute('select 1 from action_plan where id = ? for update', [id]);
    return em.findOneOrFail(ActionPlan, { id }, { refresh: true });
  }
}
