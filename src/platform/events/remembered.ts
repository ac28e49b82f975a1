import { Injectable } from '@nestjs/common';
import { Reader, sql } from '../database/reader.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { EventType } from './event-map.js';

interface Known {
  seq: number;
  id: string;
  readonly value: Promise<unknown>;
}

interface Since {
  readonly seq: number;
  readonly id: string;
  readonly knownId: string | null;
  readonly isChanged: boolean;
}

/**
 * Counts and sums over many rows, read once and kept until something happened that may have changed them. Since every use case that
 * changes anything records an event in its transaction, and events are numbered in the order in which transactions become visible, the
 * record tells exactly whether what is known still holds: for every process of the product, without waiting and without a time to live.
 */
@Injectable()
export class Remembered {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly reader: Reader,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * What `read` gives, as it is now. `what` names it; `processId` is the process whose events can change it, null when those of any can;
   * `except` are frequent events that cannot. One query when nothing changed.
   */
  async of<T>(what: string, processId: string | null, except: readonly EventType[], read: () => Promise<T>): Promise<T> {
    if (this.work.isRunning) return read();
    const key = `${what} ${processId ?? ''}`;
    const before = this.known.get(key);
    const since = await this.since(processId, except, before?.seq ?? 0);
    if (!since) return read();
    const known = this.known.get(key);
    if (known && this.holds(known, since, before)) {
      if (since.seq > known.seq) Object.assign(known, { seq: since.seq, id: since.id });
      return known.value as Promise<T>;
    }
    const value = read();
    this.known.set(key, { seq: since.seq, id: since.id, value });
    value.catch(() => this.known.delete(key));
    return value;
  }

  /** Nothing happened since, or another request has read it anew in the meantime. */
  private holds(known: Known, since: Since, before: Known | undefined): boolean {
    if (known !== before) return known.seq >= since.seq;
    return !since.isChanged && since.knownId === known.id;
  }

  /** Where the record ends, and what came after `seq`. Null before the first event: then nothing can be remembered. */
  private since(processId: string | null, except: readonly EventType[], seq: number): Promise<Since | null> {
    const ofProcess = processId ? sql`e.process_id = ${processId}` : sql`true`;
    return this.reader.first(sql<Since>`
      select e.seq, e.id, (select k.id from recorded_event k where k.seq = ${seq}) as "knownId",
        exists (select from recorded_event e where ${ofProcess} and e.seq > ${seq} and e.type <> all(${[...except]}::text[])) as "isChanged"
      from recorded_event e where ${ofProcess} order by e.seq desc limit 1`);
  }
}
