import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { PgBoss } from 'pg-boss';
import type { z } from 'zod';
import { Ids } from '../../kernel/id.js';
import { Config } from '../config/config.js';
import { Log } from '../log/log.js';
import { asRequest } from '../log/request.js';
import { JobsConnection } from './jobs-connection.js';

/** A kind of job: its name, `<module>.<what-it-does>`, and what its body must be. A constant that both sides import. */
export interface JobKind<Body extends object> {
  readonly name: string;
  readonly body: z.ZodType<Body>;
}

export const jobKind = <Body extends object>(name: string, body: z.ZodType<Body>): JobKind<Body> => ({ name, body });

export type JobHandler<Body extends object> = (body: Body) => Promise<unknown>;

interface Definition {
  readonly kind: JobKind<object>;
  readonly handler: JobHandler<object>;
  readonly cron: string | null;
}

const POLL_S = 2;
/** A job that runs longer is taken for dead and given to another worker. */
const LONGEST_RUN_S = 15 * 60;
const RETRIES = 5;
const STOP_WAIT_MS = 20_000;

/**
 * Work for later or for elsewhere: exports, deadlines, digests.
 *
 *     export const CloseStage = jobKind('process.close-stage', z.object({ stageId: z.uuid() }));
 *     this.jobs.define(CloseStage, ({ stageId }) => this.stages.close(stageId));             // in onModuleInit
 *     await this.jobs.enqueue(CloseStage, { stageId }, { after: stage.closesAt, key: stageId });   // in a use case
 *
 * `enqueue` inside a use case writes in its transaction. A handler runs at least once (again after a failure, with growing waits, five
 * times), outside any transaction: it opens its own unit of work and must bear being repeated.
 */
@Injectable()
export class Jobs implements BeforeApplicationShutdown {
  private readonly definitions = new Map<string, Definition>();
  private readonly workers = new Map<string, string>();
  private boss: PgBoss | null = null;

  constructor(
    private readonly connection: JobsConnection,
    private readonly ids: Ids,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** Says who does this kind of job; with `cron` (five fields, in TIME_ZONE) it is also begun by the clock, with an empty body. */
  define<Body extends object>(kind: JobKind<Body>, handler: JobHandler<Body>, cron: string | null = null): void {
    if (this.definitions.has(kind.name)) throw new Error(`There is already a handler for the job ${kind.name}`);
    if (this.boss) throw new Error(`The job ${kind.name} is defined too late: define jobs in onModuleInit`);
    this.definitions.set(kind.name, { kind, handler: handler as unknown as JobHandler<object>, cron });
  }

  /**
   * Adds a job, to be begun at once or `after` a moment. While one with the same `key` still waits, another is not added.
   * Throws when the body is not what the kind says.
   */
  async enqueue<Body extends object>(
    kind: JobKind<Body>,
    body: Body,
    options: { after?: Date; key?: string } = {},
  ): Promise<void> {
    const parsed = kind.body.parse(body);
    const id = this.ids.next();
    const queue = this.workers.has(kind.name) ? this.boss : null;
    if (!queue) throw new Error(`The job ${kind.name} has no handler yet: jobs can be added when the application has started`);
    await queue.send(kind.name, parsed, {
      id,
      singletonKey: options.key ?? id,
      ...(options.after ? { startAfter: options.after } : {}),
    });
    this.connection.onceCommitted(() => this.wake(kind.name));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** Opens the queue, when there is any kind of job to do. A program that only writes and ends does not: it leaves the jobs to the product. */
  async start(): Promise<void> {
    if (this.definitions.size === 0) return;
    const boss = await this.connection.createBoss(this.config);
    boss.on('error', (error) => this.log.error('The job queue had a failure', error));
    boss.on('warning', (warning) => this.log.warn(`Job queue: ${warning.message}`));
    await boss.start();
    for (const definition of this.definitions.values()) await this.serve(boss, definition);
    this.boss = boss;
  }

  /** Takes no new job and waits for those that run, twenty seconds at most; what was not finished is given to the next start. */
  async stop(): Promise<void> {
    const { boss } = this;
    this.boss = null;
    await boss?.stop({ graceful: true, timeout: STOP_WAIT_MS });
    await this.connection.close();
  }

  private async serve(boss: PgBoss, { kind, handler, cron }: Definition): Promise<void> {
    // 'short' is one waiting job per key, which is what `key` promises.
    await boss.createQueue(kind.name, {
      policy: 'short',
      retryLimit: RETRIES,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: LONGEST_RUN_S,
    });
    const worker = await boss.work<object>(kind.name, { pollingIntervalSeconds: POLL_S, batchSize: 1 }, async ([job]) => {
      if (job) await asRequest(`job:${job.id}`, () => this.run(kind, handler, job.data));
    });
    this.workers.set(kind.name, worker);
    if (cron) await boss.schedule(kind.name, cron, {}, { tz: this.config.TIME_ZONE });
    else await boss.unschedule(kind.name);
  }

  /** Lets the worker of this process look at once, rather than at its next poll. */
  private wake(name: string): void {
    const worker = this.workers.get(name);
    if (worker) this.boss?.notifyWorker(worker);
  }

  private async run(kind: JobKind<object>, handler: JobHandler<object>, data: object): Promise<void> {
    try {
      await handler(kind.body.parse(data ?? {}));
    } catch (error) {
      this.log.error('A job failed', error, { job: kind.name });
      throw error;
    }
  }
}
