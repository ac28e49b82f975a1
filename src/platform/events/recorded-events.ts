import { Injectable } from '@nestjs/common';
import { Reader, sql } from '../database/reader.js';
import type { EventType } from './event-map.js';
import type { Happened } from './events.js';

/** Reads the record back, in order. Whatever has a number up to the last is there for everybody: writers wait for one another. */
@Injectable()
export class RecordedEvents {
  constructor(private readonly reader: Reader) {}

  /** The number of the last event; 0 before the first. `before` a moment, where one is given. */
  async last(before: Date | null = null): Promise<number> {
    const row = await this.reader.first(sql<{ seq: number }>`
      select coalesce(max(seq), 0)::int as seq from recorded_event where ${before}::timestamptz is null or at < ${before}`);
    return row?.seq ?? 0;
  }

  /** Events of these types with numbers above `after`, up to and with `upTo`. */
  between<T extends EventType>(types: readonly T[], after: number, upTo: number): Promise<Happened<T>[]> {
    return this.reader.rows(sql<Happened<T>>`
      select id, seq, at, type, body, jsonb_build_object('kind', actor_kind, 'id', actor_id) as actor, process_id as "processId",
        request_id as "requestId"
      from recorded_event where type = any(${[...types]}::text[]) and seq > ${after} and seq <= ${upTo} order by seq`);
  }
}
