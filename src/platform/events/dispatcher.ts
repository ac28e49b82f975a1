import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Reader, sql } from '../database/reader.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Poller } from '../jobs/poller.js';
import { Log } from '../log/log.js';
import { redactText } from '../log/redaction.js';
import { asRequest } from '../log/request.js';
import { Events, type Happened } from './events.js';

interface Due {
  readonly eventId: string;
  readonly listener: string;
}

type EventRow = Omit<Happened, 'actor'> & { readonly actorKind: Happened['actor']['kind']; readonly actorId: string | null };

const POLL_MS = 5_000;
const BATCH = 50;
const LONGEST_WAIT_S = 3_600;

/**
 * Tells the listeners of committed events: at once in the process that committed them, and by a poll every five seconds for what a crash
 * or a failing listener left. Several processes share the work: a delivery's row is locked while its listener runs.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly poller: Poller;

  constructor(
    private readonly events: Events,
    private readonly work: UnitOfWork,
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.poller = new Poller((mayGoOn) => this.deliverBatch(mayGoOn), POLL_MS, log);
  }

  onApplicationBootstrap(): void {
    this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  start(): void {
    this.events.onCommitted(() => this.poller.wake());
    this.poller.start();
  }

  /** Stops after the listener that runs now; the rest stays due for the next start. */
  async stop(): Promise<void> {
    await this.poller.stop();
  }

  /** Delivers everything that is due, and what that causes, before it returns: for stories and specs. */
  async settle(): Promise<void> {
    await this.poller.settle();
  }

  /** Whether there may be more: something was due, and at least one of it was delivered. */
  private async deliverBatch(mayGoOn: () => boolean): Promise<boolean> {
    const due = await this.reader.rows(sql<Due>`
      select event_id as "eventId", listener from event_delivery
      where delivered_at is null and due_at <= ${this.clock.now()} and listener = any(${this.events.listenerNames()}) order by seq, listener limit ${BATCH}`);
    let delivered = 0;
    for (const delivery of due) {
      if (!mayGoOn()) return false;
      if (await this.deliver(delivery)) delivered++;
    }
    return delivered > 0;
  }

  private async deliver(due: Due): Promise<boolean> {
    try {
      return await asRequest(`event:${due.eventId}`, () => this.work.run(() => this.tell(due)));
    } catch (error) {
      this.log.error('A listener failed and will be told again', error, { listener: due.listener, event: due.eventId });
      await this.postpone(due, error);
      return false;
    }
  }

  /** In one transaction: takes the delivery's row, remembers that the listener was told, and tells it. False when another process was faster. */
  private async tell({ eventId, listener }: Due): Promise<boolean> {
    const row = await this.reader.first(sql<EventRow>`
      select e.id, e.seq, e.at, e.type, e.body, e.actor_kind as "actorKind", e.actor_id as "actorId",
        e.process_id as "processId", e.request_id as "requestId"
      from event_delivery d join recorded_event e on e.id = d.event_id
      where d.event_id = ${eventId} and d.listener = ${listener} and d.delivered_at is null for update of d skip locked`);
    if (!row) return false;
    await this.reader.rows(sql`
      update event_delivery set delivered_at = ${this.clock.now()}, attempts = attempts + 1, error = null
      where event_id = ${eventId} and listener = ${listener}`);
    const { actorKind, actorId, ...event } = row;
    await this.events.listener(listener)?.({ ...event, actor: { kind: actorKind, id: actorId } });
    return true;
  }

  /** Waits twice as long after every failure, an hour at most. */
  private async postpone({ eventId, listener }: Due, error: unknown): Promise<void> {
    const message = redactText(error instanceof Error ? error.message : String(error)).slice(0, 300);
    await this.reader.rows(sql`
      update event_delivery set attempts = attempts + 1, error = ${message},
        due_at = ${this.clock.now()}::timestamptz + least(power(2, least(attempts, 20)), ${LONGEST_WAIT_S}) * interval '1 second'
      where event_id = ${eventId} and listener = ${listener} and delivered_at is null`);
  }
}
