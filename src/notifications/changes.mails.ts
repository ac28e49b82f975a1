import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events, type Happened } from '../platform/events/events.js';
import { RecordedEvents } from '../platform/events/recorded-events.js';
import { Jobs, jobKind } from '../platform/jobs/jobs.js';
import { Telling } from './telling.js';
import { TOLD } from './proposal-changes.js';

const SendDigests = jobKind('notifications.send-digests', z.object({}));
/** Each morning, in the instance's time zone. */
const EARLY = '0 7 * * *';
const DAY_MS = 24 * 3600 * 1000;

/** Begins the telling: with each change for those who chose that, each morning for all others. */
@Injectable()
export class ChangesMails implements OnModuleInit {
  constructor(
    private readonly events: Events,
    private readonly recorded: RecordedEvents,
    private readonly jobs: Jobs,
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly telling: Telling,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    for (const type of TOLD) {
      const name = `notifications.tell-at-once-of-${type.split('.')[1] ?? ''}`;
      this.events.on(type, name, (event) => this.telling.tellAtOnce(event as Happened<(typeof TOLD)[number]>));
    }
    this.jobs.define(SendDigests, () => this.sendDigests(), EARLY);
  }

  /** Tells all that happened since the last digest. Once a day: doing it again, or in another process, sends nothing. All of a day's mails are written or none. */
  async sendDigests(): Promise<void> {
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const day = dayOf(now, this.config.TIME_ZONE);
      const upTo = await this.recorded.last();
      const begun = await this.reader.first(sql`
        insert into digest_run (day, up_to, at) values (${day}::date, ${upTo}, ${now}) on conflict do nothing returning day`);
      if (!begun) return;
      const before = await this.reader.first(sql<{ upTo: number }>`
        select up_to as "upTo" from digest_run where day < ${day}::date order by day desc limit 1`);
      const after = before?.upTo ?? (await this.recorded.last(new Date(now.getTime() - DAY_MS)));
      await this.telling.tellTogether(await this.recorded.between(TOLD, after, upTo), day);
    });
  }
}
