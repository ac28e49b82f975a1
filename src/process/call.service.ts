import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { LOCALES, type LocalizedText } from '../kernel/localized.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Call, CallRules } from './call.entity.js';
import type { CallQuestion, EditCall, PublishRules, SetOutline, SetQuestions } from './domain/index.js';
import { Process } from './process.entity.js';
import { processTemplate } from './templates.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'process.call-edited': { processId: string };
    'process.rules-published': { processId: string; version: number };
  }
}

type CallChange = Partial<EditCall> & Partial<SetOutline> & { questions?: CallQuestion[] };

/** What coordinators do with the page of the call and with the rules of the process. */
@Injectable()
export class CallService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async edit(processId: string, command: EditCall, by: Actor): Promise<void> {
    await this.change(processId, command, by);
  }

  /** The questions as they are asked from now on; answers that were given stay with the question as it was. */
  async setQuestions(processId: string, { questions }: SetQuestions, by: Actor): Promise<void> {
    await this.change(processId, { questions: questions.map((each) => ({ ...each, id: each.id ?? this.ids.next() })) }, by);
  }

  /** What maps of the process draw; null draws nothing of its own. */
  async setOutline(processId: string, { outline }: SetOutline, by: Actor): Promise<void> {
    await this.change(processId, { outline }, by);
  }

  private async change(processId: string, change: CallChange, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const values = { ...change, updatedAt: this.clock.now() };
      const call = await em.findOne(Call, { process: processId });
      if (call) em.assign(call, values);
      else {
        const { asks, purpose } = processTemplate().call;
        em.persist(
          em.create(Call, {
            process: processId,
            asks,
            purpose,
            contact: null,
            contactEmail: null,
            questions: [],
            outline: null,
            ...values,
          }),
        );
      }
      this.events.record('process.call-edited', { processId }, by, processId);
    });
  }

  /** A new version, with a number and a date that never change. Refuses with `rules-unchanged`. */
  async publishRules(processId: string, { terms, rules, note }: PublishRules, by: Actor): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      // Whoever publishes at the same time waits here, so that numbers have no gaps.
      const process = await em.findOne(Process, { id: processId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!process) throw notFound();
      const before = await em.findOne(CallRules, { process }, { orderBy: { version: 'desc' } });
      if (before && sameText(before.terms, terms) && sameText(before.rules, rules))
        throw new RefusedError({ code: 'rules-unchanged', params: { version: before.version } }, 409);
      const version = (before?.version ?? 0) + 1;
      em.persist(
        em.create(CallRules, {
          id: this.ids.next(),
          process,
          version,
          terms,
          rules,
          note,
          publishedAt: this.clock.now(),
          publishedBy: by.kind === 'account' ? by.id : null,
        }),
      );
      this.events.record('process.rules-published', { processId, version }, by, processId);
      return version;
    });
  }
}

const sameText = (one: LocalizedText, other: LocalizedText): boolean =>
  LOCALES.every((locale) => (one[locale] ?? '') === (other[locale] ?? ''));
