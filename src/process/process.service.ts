import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import type { CreateProcess, StageKind } from './domain/index.js';
import { Area, Process, Stage, Theme } from './process.entity.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'process.process-created': { processId: string; slug: string; template: string };
    'process.process-published': { processId: string };
    'process.endorsements-shown': { processId: string; areHidden: boolean };
    'process.embedding-set': { origins: readonly string[] };
    'process.stage-opened': { processId: string; stageId: string; kind: StageKind };
    'process.stage-closed': { processId: string; stageId: string; kind: StageKind };
  }
}

/** Sets processes up and moves them through their stages. */
@Injectable()
export class ProcessService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A process with its stages, themes and areas, not public yet. Refuses with `slug-taken`. */
  async create(command: CreateProcess, by: Actor): Promise<{ id: string; slug: string }> {
    return this.unitOfWork.run(async (em) => {
      if ((await em.count(Process, { slug: command.slug })) > 0) throw new RefusedError({ code: 'slug-taken' }, 409);
      const process = em.create(Process, {
        id: this.ids.next(),
        slug: command.slug,
        name: command.name,
        summary: command.summary,
        template: command.template,
        createdAt: this.clock.now(),
        publishedAt: null,
        hidesEndorsements: false,
      });
      em.persist(process);
      command.stages.forEach((stage, position) =>
        em.persist(em.create(Stage, { id: this.ids.next(), process, position, ...stage, openedAt: null, closedAt: null })),
      );
      command.themes.forEach((theme, position) =>
        em.persist(
          em.create(Theme, {
            id: this.ids.next(),
            process,
            position,
            name: theme.name,
            description: theme.description ? { es: theme.description } : null,
          }),
        ),
      );
      command.areas.forEach((area, position) => em.persist(em.create(Area, { id: this.ids.next(), process, position, ...area })));
      this.events.record(
        'process.process-created',
        { processId: process.id, slug: process.slug, template: process.template },
        by,
        process.id,
      );
      return { id: process.id, slug: process.slug };
    });
  }

  /** Makes the timeline public. */
  async publish(processId: string, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const process = await em.findOne(Process, { id: processId });
      if (!process) throw notFound();
      if (process.publishedAt) return;
      process.publish(this.clock.now());
      this.events.record('process.process-published', { processId }, by, processId);
    });
  }

  /** Whether nobody sees how many stand behind a proposal until the call closes. The same again changes nothing. */
  async hideEndorsements(processId: string, areHidden: boolean, by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const process = await em.findOne(Process, { id: processId });
      if (!process) throw notFound();
      if (process.hidesEndorsements === areHidden) return;
      process.hidesEndorsements = areHidden;
      this.events.record('process.endorsements-shown', { processId, areHidden }, by, processId);
    });
  }

  /** Which sites may show parts of the process within theirs. */
  async setEmbedding(processId: string, origins: readonly string[], by: Actor): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const process = await em.findOne(Process, { id: processId });
      if (!process) throw notFound();
      process.embedOrigins = origins;
      this.events.record('process.embedding-set', { origins }, by, processId);
    });
  }

  async openStage(processId: string, stageId: string, by: Actor): Promise<void> {
    await this.changeStage(processId, stageId, (stage) => {
      stage.open(this.clock.now());
      this.events.record('process.stage-opened', { processId, stageId, kind: stage.kind }, by, processId);
    });
  }

  async closeStage(processId: string, stageId: string, by: Actor): Promise<void> {
    await this.changeStage(processId, stageId, (stage) => {
      stage.close(this.clock.now());
      this.events.record('process.stage-closed', { processId, stageId, kind: stage.kind }, by, processId);
    });
  }

  private async changeStage(processId: string, stageId: string, change: (stage: Stage) => void): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const stage = await em.findOne(Stage, { id: stageId, process: processId });
      if (!stage) throw notFound();
      change(stage);
    });
  }
}
