import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../kernel/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Jobs, jobKind } from '../jobs/jobs.js';
import { Log } from '../log/log.js';

/** Something that is kept for so many days and no longer. */
export interface Kept {
  /** `<module>.<what>`, as the README names it. */
  readonly name: string;
  readonly days: number;
  /** Removes what is older than the moment, in a unit of work of its own; says how many. Doing it again removes nothing more. */
  readonly forget: (before: Date) => Promise<number>;
}

const ForgetOld = jobKind('platform.forget-what-is-old', z.object({}));
/** Each night, in the instance's time zone. */
const NIGHT = '30 3 * * *';
const DAY_MS = 24 * 3600 * 1000;

/**
 * What is not kept for ever. Each module says what of its own it forgets, and after how long; once a day all of it is forgotten. The README
 * says the same to people, and a test holds the two together.
 *
 *     this.retention.keep({ name: 'accounts.sessions', days: 1, forget: (before) => … });   // in onModuleInit
 */
@Injectable()
export class Retention implements OnModuleInit {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly jobs: Jobs,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.jobs.define(ForgetOld, () => this.forget(), NIGHT);
  }

  keep(kept: Kept): void {
    if (this.kept.has(kept.name)) throw new Error(`It is already said how long ${kept.name} are kept`);
    this.kept.set(kept.name, kept);
  }

  list(): readonly Kept[] {
    return [...this.kept.values()];
  }

  /** Forgets all that is old enough. What fails leaves the rest its turn, and fails the job, which is then done again. */
  async forget(): Promise<void> {
    const failures: unknown[] = [];
    const now = this.clock.now().getTime();
    for (const { name, days, forget } of this.kept.values()) {
      try {
        const count = await this.work.run(() => forget(new Date(now - days * DAY_MS)));
        if (count > 0) this.log.info('Forgot what was old', { what: name, count });
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some of what is old could not be forgotten');
  }
}
