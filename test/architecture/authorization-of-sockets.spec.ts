import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { ROOM_ACTS, type RoomAct, type RoomActInput, type RoomAnswer } from '../../src/roundtables/domain/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { furnish, principalSessions, PRINCIPALS, type Furnished, type Principal } from '../world/furnished.js';
import { expected, SETTINGS, type Setting } from './who-may.js';
import { waysIn, type WayIn } from './ways-in.js';

let app: TestApp;
let socketEvents: WayIn[];
const places = new Map<Setting, Furnished>();
const sockets = new Map<Principal, Socket>();
/** Everything each of them heard without having asked. */
const heard = new Map<Principal, string[]>();

beforeAll(async () => {
  app = await startApp();
  socketEvents = waysIn(app.nest).filter(({ name }) => name.startsWith('socket '));
  for (const [setting, options] of Object.entries(SETTINGS)) places.set(setting as Setting, await furnish(app, options));
  const url = (await app.listen()).replace('[::1]', '127.0.0.1');
  const sessions = await principalSessions(app, [...places.values()][0] as Furnished);
  for (const principal of PRINCIPALS) sockets.set(principal, await open(url, app.seal(sessions[principal]), principal));
}, 120_000);
afterAll(async () => {
  for (const socket of sockets.values()) socket.close();
  await app.close();
});

async function open(url: string, sealed: string, principal: Principal): Promise<Socket> {
  const extraHeaders = { cookie: `mesa=${encodeURIComponent(sealed)}`, origin: url };
  const socket = io(url, { extraHeaders, transports: ['websocket'], forceNew: true, reconnection: false });
  heard.set(principal, []);
  socket.onAny((event: string) => void heard.get(principal)?.push(event));
  await new Promise<void>((resolve, reject) => void socket.once('connect', resolve).once('connect_error', reject));
  return socket;
}

const say = async (principal: Principal, event: string, body: object): Promise<unknown> =>
  (sockets.get(principal) as Socket)
    .timeout(5000)
    .emitWithAck(event, body)
    .catch(() => Promise.reject(new Error(`Nothing answered ${event} of the ${principal}`)));

const nothing = randomUUID;

/** What each act sends, so that nothing but the permission can refuse it: what it names is there, or is not and would be missed only after the permission was given. */
const BODIES: { [A in RoomAct]: (place: Furnished['room']) => Omit<RoomActInput<A>, 'roundtable'> } = {
  'room.join': () => ({ v: 1 }),
  'room.leave': () => ({}),
  'hand.raise': () => ({}),
  'hand.lower': () => ({}),
  'question.ask': () => ({ id: nothing(), text: '¿Quién mide el plazo?' }),
  'question.support': () => ({ question: nothing() }),
  'question.unsupport': () => ({ question: nothing() }),
  'ballot.vote': ({ ballotId }) => ({ ballot: ballotId, choices: {} }),
  'room.open': () => ({}),
  'room.close': () => ({}),
  'room.conduct': () => ({}),
  'step.next': () => ({ from: nothing() }),
  'step.back': () => ({ from: nothing() }),
  'timer.extend': () => ({ minutes: 1 }),
  'timer.pause': () => ({}),
  'timer.resume': () => ({}),
  'floor.give': () => ({ turn: nothing() }),
  'floor.take': () => ({ turn: nothing() }),
  'question.answer': () => ({ question: nothing(), answer: 'La Dirección.' }),
  'question.hide': () => ({ question: nothing(), reason: 'Repetida.' }),
  'question.reopen': () => ({ question: nothing() }),
  'ballot.declare': () => ({
    question: '¿Cuál?',
    method: 'approval',
    quorum: 1,
    tieRule: 'second-round',
    options: [nothing(), nothing()],
  }),
  'ballot.open': () => ({ ballot: nothing() }),
  'ballot.close': () => ({ ballot: nothing() }),
  'ballot.decide': () => ({ ballot: nothing(), option: nothing(), reason: 'Por antigüedad.' }),
  'ballot.second-round': () => ({ ballot: nothing() }),
  'person.seat': () => ({ id: nothing(), name: 'Teresa Teléfono', sector: 'residents', presence: 'phone' }),
  'person.ban': () => ({ person: nothing() }),
};

/** `in`: done, or let in and then without its object. */
function outcomeOf(answer: RoomAnswer): string {
  if (answer.ok) return 'in';
  const { status, code } = answer.problem;
  return status === 409 || (status === 404 && code === 'not-found') ? `in or ${status}` : String(status);
}

describe('the authorization matrix of sockets', () => {
  it('knows every event of the container, and each asks for the action that its mark names', () => {
    const marked = socketEvents.flatMap(({ name, mark }) =>
      mark && 'action' in mark ? [[name.slice(7), mark.action] as const] : [],
    );
    expect(Object.fromEntries(marked)).toEqual(
      Object.fromEntries(Object.entries(ROOM_ACTS).map(([act, { action }]) => [act, action])),
    );
    const guarded = socketEvents.filter(({ mark }) => mark && 'guardedBy' in mark).map(({ name }) => name);
    expect(guarded).toEqual(['socket board.join', 'socket board.op', 'socket board.pull', 'socket board.presence']);
    expect(socketEvents).toHaveLength(marked.length + guarded.length);
  });

  it.each(Object.keys(SETTINGS) as Setting[])(
    'holds for every act of a room and everybody where the process is %s',
    async (setting) => {
      const place = places.get(setting) as Furnished;
      const found: string[] = [];
      for (const act of Object.keys(BODIES) as RoomAct[])
        for (const principal of PRINCIPALS) {
          const wanted = expected(ROOM_ACTS[act].action, principal, setting);
          const answer = (await say(principal, act, { roundtable: place.room.id, ...BODIES[act](place.room) })) as RoomAnswer;
          const outcome = outcomeOf(answer);
          const isAsWanted = wanted === 'in' ? outcome.startsWith('in') : outcome.endsWith(String(wanted));
          if (!isAsWanted)
            found.push(`${setting}: ${principal}, ${act} → ${answer.ok ? 'done' : answer.problem.code}, not ${wanted}`);
        }
      expect(found).toEqual([]);
    },
    300_000,
  );

  it('lets onto a board who has a part at its table, and sends nothing of it to anybody else', async () => {
    const atTheTable: readonly Principal[] = [
      'guest',
      'coordinator',
      'moderator',
      'facilitator',
      'reviewer',
      'forum member',
      'monitor',
      'administrator',
    ];
    for (const [setting, { room }] of places) {
      for (const principal of PRINCIPALS) heard.set(principal, []);
      const op = { op: nothing(), t: 'note.add', id: nothing(), section: 'problem', text: 'Solo para la mesa' };
      for (const principal of PRINCIPALS) {
        const joined = await say(principal, 'board.join', { board: room.boardId, have: 0, epoch: 0, v: 1 });
        const isIn = atTheTable.includes(principal);
        expect({ setting, principal, joined }).toMatchObject({
          setting,
          principal,
          joined: isIn ? { ok: true } : { ok: false, code: 'forbidden' },
        });
        if (isIn) continue;
        expect(await say(principal, 'board.pull', { board: room.boardId, from: 0 })).toEqual({ ok: false, code: 'not_joined' });
        expect(await say(principal, 'board.op', { board: room.boardId, ops: [op] })).toMatchObject([
          { ok: false, code: 'not_joined' },
        ]);
        sockets.get(principal)?.emit('board.presence', { board: room.boardId, at: null, state: 'reading' });
      }
      for (const observer of ['moderator', 'reviewer', 'forum member', 'monitor'] as const)
        expect(await say(observer, 'board.op', { board: room.boardId, ops: [op] })).toMatchObject([{ ok: false }]);
      expect(
        await say('facilitator', 'board.op', { board: room.boardId, ops: [{ op: nothing(), t: 'board.unlock' }, op] }),
      ).toMatchObject([{}, { ok: true }]);
      await say('visitor', 'board.pull', { board: room.boardId, from: 0 });
      for (const principal of PRINCIPALS)
        expect({ principal, heard: heard.get(principal)?.includes('board.ev') }).toEqual({
          principal,
          heard: atTheTable.includes(principal),
        });
    }
  });
});
