import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { Ids } from '../../kernel/id.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { currentRequestId } from '../log/request.js';
import { type ChainHead, ORIGIN, canonicalText, linkHash } from './chain.js';
import type { EventMap, EventType } from './event-map.js';

/** An event as a listener gets it. */
export interface Happened<T extends EventType = EventType> {
  readonly id: string;
  readonly seq: number;
  readonly at: Date;
  readonly type: T;
  readonly body: EventMap[T];
  readonly actor: Pick<Actor, 'kind' | 'id'>;
  readonly processId: string | null;
  readonly requestId: string | null;
}

export type Listener<T extends EventType = EventType> = (event: Happened<T>) => unknown;

interface Registration {
  readonly name: string;
  readonly type: EventType;
  readonly listener: Listener;
  readonly concerns: (body: EventMap[EventType]) => boolean;
}

type Unwritten = Omit<Happened, 'seq'>;

/** Serialises the writers of the chain until they commit: the first eight letters of "mesa-events", as a number. */
const CHAIN_LOCK = 0x6d657365;

/**
 * The record of what happened, and who is told.
 *
 *     this.events.record('proposals.proposal-submitted', { proposalId, number }, me, processId);   // in a use case
 *     this.events.on('proposals.proposal-submitted', 'notifications.tell-coordinators', (event) => …);   // in onModuleInit
 *
 * `record` belongs to the running use case: committed with it or not at all. Listeners are told after the commit, each in a unit of work
 * of its own that also remembers that it was told: at least once, after a crash too, and once as far as the listener only writes to the
 * database. The listener's name is its memory: unique, and never reused for something else.
 */
@Injectable()
export class Events {
  private readonly registrations = new Map<string, Registration>();
  private readonly unwritten = new WeakMap<object, Unwritten[]>();
  private announce: () => void = () => undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Records an event of the running use case; returns its id. Throws outside a use case. */
  record<T extends EventType>(
    type: T,
    body: EventMap[T],
    actor: Pick<Actor, 'kind' | 'id'>,
    processId: string | null = null,
  ): string {
    const { em } = this.work;
    const event: Unwritten = {
      id: this.ids.next(),
      at: this.clock.now(),
      type,
      body,
      actor: { kind: actor.kind, id: actor.id },
      processId,
      requestId: currentRequestId(),
    };
    const waiting = this.unwritten.get(em);
    if (waiting) {
      waiting.push(event);
    } else {
      this.unwritten.set(em, [event]);
      this.work.beforeCommit(() => this.write());
      this.work.afterCommit(() => this.announce());
    }
    return event.id;
  }

  /**
   * Tells `listener` of the events of this type from now on. `name` is `<module>.<what-it-does>`. Where only few of them concern the listener,
   * `concerns` says so from the body alone: for the others nothing has to be delivered.
   */
  on<T extends EventType>(
    type: T,
    name: string,
    listener: Listener<T>,
    concerns: (body: EventMap[T]) => boolean = () => true,
  ): void {
    if (this.registrations.has(name)) throw new Error(`There is already a listener named ${name}`);
    this.registrations.set(name, { name, type, listener: listener as Listener, concerns: concerns as Registration['concerns'] });
  }

  /** For the dispatcher: the listener of this name, if this version still has it. */
  listener(name: string): Listener | undefined {
    return this.registrations.get(name)?.listener;
  }

  /** For the dispatcher: the listeners of this version. An event for another waits for the version that has it. */
  listenerNames(): string[] {
    return [...this.registrations.keys()];
  }

  /** For the dispatcher: whom to call when events were committed. */
  onCommitted(announce: () => void): void {
    this.announce = announce;
  }

  /** Appends to the chain at the very end of the transaction, so that the lock is held for the commit and little more. */
  private async write(): Promise<void> {
    const { em } = this.work;
    const events = this.unwritten.get(em) ?? [];
    this.unwritten.delete(em);
    await em.execute('select pg_advisory_xact_lock(?)', [CHAIN_LOCK]);
    const [last] = await em.execute<ChainHead[]>('select seq, hash from recorded_event order by seq desc limit 1');
    let head = last ?? ORIGIN;
    const rows = events.map((event) => {
      const row = linked(event, head);
      head = { seq: row.seq, hash: row.hash };
      return row;
    });
    await em.execute(INSERT_EVENTS, [JSON.stringify(rows)]);
    const deliveries = rows.flatMap(({ id, seq, at, type, body }) =>
      this.listenersOf(type)
        .filter(({ concerns }) => concerns(body))
        .map(({ name }) => ({ event_id: id, listener: name, seq, due_at: at })),
    );
    if (deliveries.length > 0) await em.execute(INSERT_DELIVERIES, [JSON.stringify(deliveries)]);
  }

  private listenersOf(type: EventType): Registration[] {
    return [...this.registrations.values()].filter((registration) => registration.type === type);
  }
}

/** Whole and by the database's own names: nothing of the record is ever changed, so that nobody needs to keep track of it. */
const INSERT_EVENTS = `
  insert into recorded_event (id, seq, at, type, actor_kind, actor_id, process_id, request_id, body, canonical, prev_hash, hash)
  select * from jsonb_to_recordset(?::jsonb) as row (id uuid, seq int, at timestamptz, type text, actor_kind text, actor_id uuid,
    process_id uuid, request_id text, body jsonb, canonical text, prev_hash text, hash text) order by seq`;

const INSERT_DELIVERIES = `
  insert into event_delivery (event_id, listener, seq, due_at)
  select * from jsonb_to_recordset(?::jsonb) as row (event_id uuid, listener text, seq int, due_at timestamptz)`;

function linked({ id, at, type, body, actor, processId, requestId }: Unwritten, head: ChainHead) {
  const columns = {
    id,
    type,
    processId,
    requestId,
    seq: head.seq + 1,
    actorKind: actor.kind,
    actorId: actor.id,
    prevHash: head.hash,
  };
  const link = { ...columns, body, at: at.toISOString() };
  const canonical = canonicalText(link);
  return {
    ...{ id, type, seq: link.seq, at: link.at, body, canonical, hash: linkHash(canonical) },
    ...{ actor_kind: actor.kind, actor_id: actor.id, process_id: processId, request_id: requestId, prev_hash: head.hash },
  };
}
