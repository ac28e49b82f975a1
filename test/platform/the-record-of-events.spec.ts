import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { Events } from '../../src/platform/events/events.js';
import { verifyChain } from '../../src/platform/events/verify-chain.js';
import { SystemDice, SystemIds } from '../../src/platform/clock/system.js';
import { createLog } from '../../src/platform/log/log.js';
import { asRequest } from '../../src/platform/log/request.js';
import { storyTime } from '../support/clock.js';
import { type TestDatabase, describeOnServer, testDatabase } from '../support/database.js';

declare module '../../src/platform/events/event-map.js' {
  interface EventMap {
    'test.lamp-lit': { lampId: string; watts: number; nested?: { b: number; a: string[] } };
    'test.lamp-broken': { lampId: string };
  }
}

let db: TestDatabase;
let clock: ReturnType<typeof storyTime>['clock'];
let started: Dispatcher[] = [];

beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() => db.truncate());
afterEach(async () => {
  await Promise.all(started.map((dispatcher) => dispatcher.stop()));
  started = [];
});
afterAll(() => db.close());

/** One process of the product: its events and its dispatcher. */
function instance() {
  const time = storyTime();
  clock = time.clock;
  const events = new Events(db.uow, time.clock, new SystemIds(time.clock, new SystemDice()));
  const dispatcher = new Dispatcher(events, db.uow, db.reader, time.clock, createLog('silent'));
  started.push(dispatcher);
  return { events, dispatcher };
}

const light = (events: Events, watts = 5) =>
  db.uow.run(async () => events.record('test.lamp-lit', { lampId: 'x', watts, nested: { b: 1, a: ['é', '\u2028"'] } }, SYSTEM));
const open = async () => (await db.reader.rows(sql`select 1 from event_delivery where delivered_at is null`)).length;

describe('the record of events', () => {
  it('is committed with the use case or not at all', async () => {
    const { events } = instance();
    await light(events);
    await db.uow
      .run(async () => {
        events.record('test.lamp-broken', { lampId: 'x' }, SYSTEM);
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await db.reader.rows(sql`select seq, type, body from recorded_event`)).toEqual([
      { seq: 1, type: 'test.lamp-lit', body: { lampId: 'x', watts: 5, nested: { b: 1, a: ['é', '\u2028"'] } } },
    ]);
    expect(() => events.record('test.lamp-broken', { lampId: 'x' }, SYSTEM)).toThrow('outside a use case');
  });

  it('remembers who, in which process and in answer to which request', async () => {
    const { events } = instance();
    const [me, process] = ['0190b0a0-0000-7000-8000-00000000000a', '0190b0a0-0000-7000-8000-00000000000b'];
    await asRequest('req-1', () =>
      db.uow.run(async () => events.record('test.lamp-broken', { lampId: 'x' }, { kind: 'account', id: me }, process)),
    );
    expect(await db.reader.first(sql`select actor_kind, actor_id, process_id, request_id, at from recorded_event`)).toEqual({
      actor_kind: 'account',
      actor_id: me,
      process_id: process,
      request_id: 'req-1',
      at: clock.now(),
    });
  });

  it('refuses to be changed, cut or emptied by anybody', async () => {
    const { events } = instance();
    await light(events);
    for (const forbidden of [
      sql`update recorded_event set type = 'x'`,
      sql`delete from recorded_event`,
      sql`truncate recorded_event`,
    ]) {
      await expect(db.reader.rows(forbidden)).rejects.toThrow('append-only');
    }
  });
});

describe('the chain', () => {
  const tamper = (statement: string) =>
    db.database.pool.query(`begin; set local session_replication_role = replica; ${statement}; commit`);

  it('is intact over many events of one and of many use cases, and tells its head', async () => {
    const { events } = instance();
    for (let i = 0; i < 5; i++) await light(events, i);
    await db.uow.run(async () => {
      for (let i = 0; i < 5; i++) events.record('test.lamp-broken', { lampId: `${i}` }, SYSTEM);
    });
    expect(await verifyChain(db.reader)).toEqual({
      intact: true,
      head: { seq: 10, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it.each([
    [`update recorded_event set body = jsonb_set(body, '{watts}', '9000') where seq = 3`, 3, 'changed'],
    [`update recorded_event set at = at + interval '1 millisecond' where seq = 2`, 2, 'changed'],
    [
      `update recorded_event set canonical = replace(canonical, '"watts":2', '"watts":9'), body = jsonb_set(body, '{watts}', '9') where seq = 3`,
      3,
      'hash',
    ],
    [`update recorded_event set actor_kind = 'account', actor_id = id where seq = 4`, 4, 'changed'],
    [`delete from recorded_event where seq = 3`, 4, 'broken'],
    [
      `update recorded_event set seq = -seq where seq in (2, 3); update recorded_event set seq = case seq when -2 then 3 when -3 then 2 else seq end`,
      2,
      'broken',
    ],
    [`delete from recorded_event where seq = 5`, 5, 'shortened'],
  ])('shows where somebody did: %s', async (statement, seq, reason) => {
    const { events } = instance();
    for (let i = 0; i < 5; i++) await light(events, i);
    const before = await verifyChain(db.reader);
    if (!before.intact) throw new Error('broken before it was tampered with');
    await tamper(statement);
    expect(await verifyChain(db.reader, before.head)).toEqual({ intact: false, seq, reason });
  });
});

describe('listeners', () => {
  it('are told once, after the commit, in a unit of work of their own', async () => {
    const { events, dispatcher } = instance();
    const told: unknown[] = [];
    events.on('test.lamp-lit', 'test.watch', (event) => {
      expect(db.uow.isRunning).toBe(true);
      told.push([event.type, event.body.watts, event.actor.kind, event.seq]);
    });
    dispatcher.start();
    await light(events, 7);
    await dispatcher.settle();
    await dispatcher.settle();
    expect(told).toEqual([['test.lamp-lit', 7, 'system', 1]]);
  });

  it('are told by the process without being asked', async () => {
    const { events, dispatcher } = instance();
    const told = new Promise<number>((resolve) => events.on('test.lamp-lit', 'test.watch', (event) => resolve(event.body.watts)));
    dispatcher.start();
    await light(events, 9);
    expect(await told).toBe(9);
  });

  it('may cause further events, which are delivered too', async () => {
    const { events, dispatcher } = instance();
    const broken: string[] = [];
    events.on(
      'test.lamp-lit',
      'test.break',
      (event) => void events.record('test.lamp-broken', { lampId: event.body.lampId }, SYSTEM),
    );
    events.on('test.lamp-broken', 'test.sweep', (event) => broken.push(event.body.lampId));
    await light(events);
    await dispatcher.settle();
    expect(broken).toEqual(['x']);
  });

  it('are told of what concerns them only, and nothing waits for them of the rest', async () => {
    const { events, dispatcher } = instance();
    const told: number[] = [];
    events.on(
      'test.lamp-lit',
      'test.bright',
      ({ body }) => told.push(body.watts),
      ({ watts }) => watts > 10,
    );
    await light(events, 3);
    await light(events, 40);
    expect(await open()).toBe(1);
    await dispatcher.settle();
    expect(told).toEqual([40]);
  });

  it('that fail are told again later, what they wrote is undone, and the others do not wait', async () => {
    const { events, dispatcher } = instance();
    const told: string[] = [];
    events.on('test.lamp-lit', 'test.a-fails', () => {
      events.record('test.lamp-broken', { lampId: 'undone' }, SYSTEM);
      told.push('tried');
      if (told.filter((what) => what === 'tried').length < 2) throw new Error('not yet');
    });
    events.on('test.lamp-lit', 'test.b-works', () => told.push('other'));
    await light(events);
    await dispatcher.settle();
    expect(told).toEqual(['tried', 'other']);
    expect(await open()).toBe(1);
    expect(await db.reader.rows(sql`select 1 from recorded_event where type = 'test.lamp-broken'`)).toEqual([]);
    clock.advance({ minutes: 1 });
    await dispatcher.settle();
    expect(told).toEqual(['tried', 'other', 'tried']);
    expect(await open()).toBe(0);
  });

  it('of a process that died are told by the next one', async () => {
    const dead = instance();
    dead.events.on('test.lamp-lit', 'test.watch', () => {
      throw new Error('this process never delivers');
    });
    await light(dead.events, 3);
    const next = instance();
    const told = new Promise<number>((resolve) =>
      next.events.on('test.lamp-lit', 'test.watch', (event) => resolve(event.body.watts)),
    );
    next.dispatcher.start();
    expect(await told).toBe(3);
  });

  it('that this version does not have leave the event to the version that has them', async () => {
    const newer = instance();
    newer.events.on('test.lamp-lit', 'test.new', () => undefined);
    await light(newer.events);
    const older = instance();
    await older.dispatcher.settle();
    expect(await open()).toBe(1);
  });
});

describeOnServer('the record under a rush', () => {
  it('has one gap-free chain when forty use cases write at once, and tells each listener once over three processes', async () => {
    const processes = [instance(), instance(), instance()];
    const told: number[] = [];
    for (const { events } of processes) events.on('test.lamp-lit', 'test.count', (event) => told.push(event.seq));
    for (const { dispatcher } of processes) dispatcher.start();
    await Promise.all(Array.from({ length: 40 }, (_, i) => light(processes[i % 3]!.events, i)));
    await Promise.all(processes.map(({ dispatcher }) => dispatcher.settle()));
    await Promise.all(processes.map(({ dispatcher }) => dispatcher.stop()));
    expect(await verifyChain(db.reader)).toMatchObject({ intact: true, head: { seq: 40 } });
    expect(told.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });
});
