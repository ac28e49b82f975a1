import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Config } from '../config/config.js';
import { Reader, sql } from '../database/reader.js';
import { dayOf, lengthDelimited, windowOf } from '../domain/index.js';

/** What is counted of whom: `['comment', 'person', 'browser:…']`. */
export type Counted = readonly string[];

/**
 * Counts what people send within an hour, in the database: one count, however many processes of the instance they reach. For what is rare and
 * changes something; `Budgets` is for what is asked all the time.
 */
@Injectable()
export class HourlyCounts {
  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Counts each, all different, once more, and tells how many that makes within this hour. Outside a use case it stands, whatever becomes of what was sent. */
  async add(whats: readonly Counted[]): Promise<number[]> {
    const now = this.clock.now();
    const buckets = whats.map((what) => this.bucket(now, what));
    const rows = await this.reader.rows(sql<{ bucket: string; sent: number }>`
      insert into form_budget (bucket, window_start, sent)
      select bucket, ${windowOf(now)}::timestamptz, 1 from unnest(${buckets}::text[]) as bucket order by bucket
      on conflict (bucket, window_start) do update set sent = form_budget.sent + 1 returning bucket, sent`);
    const counts = new Map(rows.map(({ bucket, sent }) => [bucket, sent]));
    return buckets.map((bucket) => counts.get(bucket) ?? 0);
  }

  /** Nobody is written down: only what this day's key makes of them. */
  private bucket(now: Date, what: Counted): string {
    return createHmac('sha256', this.config.key(`form budget ${dayOf(now)}`))
      .update(lengthDelimited(...what))
      .digest('base64url');
  }
}
