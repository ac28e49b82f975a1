import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { SignInService } from '../../src/accounts/index.js';
import type { RoomAct, RoomAnswer, RoomClientEvents, RoomServerEvents, RoomState } from '../../src/roundtables/domain/index.js';
import { ROOM_ACTS, ROOM_VERSION } from '../../src/roundtables/domain/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeTable, type Table } from '../world/table.js';
import { makeWorld, type World } from '../world/world.js';

type RoomClient = Socket<RoomServerEvents, RoomClientEvents>;

let app: TestApp;
let url: string;
let world: World;
let table: Table;
const open: RoomClient[] = [];

beforeAll(async () => {
  app = await startApp();
  url = await app.listen();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  table = await makeTable(app, world);
  await table.open();
});
afterAll(async () => {
  for (const socket of open) socket.disconnect();
  await app.close();
});

interface Live {
  readonly socket: RoomClient;
  readonly states: RoomState[];
  act(act: RoomAct, more?: object): Promise<RoomAnswer>;
  /** The first state told from now on that fits. */
  told(fits: (state: RoomState) => boolean): Promise<RoomState>;
}

async function connect(session: Parameters<TestApp['seal']>[0]): Promise<Live> {
  const cookie = `mesa=${encodeURIComponent(app.seal(session))}`;
  const socket: RoomClient = io(url, {
    transports: ['websocket'],
    extraHeaders: { cookie, origin: url },
    forceNew: true,
    reconnection: false,
  });
  open.push(socket);
  const states: RoomState[] = [];
  socket.on('room.state', (state) => states.push(state));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', () => resolve());
    socket.on('connect_error', reject);
  });
  return {
    socket,
    states,
    act: (act, more = {}) =>
      socket.timeout(5000).emitWithAck(act as never, ...([{ roundtable: table.id, ...more }] as never)) as Promise<RoomAnswer>,
    told: (fits) =>
      new Promise((resolve) => {
        const look = (state: RoomState) => fits(state) && resolve(state);
        socket.on('room.state', look);
      }),
  };
}

async function guest(name: string): Promise<Live & { seat: string }> {
  const { actor, seat } = await table.seat(name);
  const live = await connect({ guest: { id: actor.id ?? '', name } });
  await live.act('room.join', { v: ROOM_VERSION, locale: 'es' });
  return { ...live, seat };
}

async function beto(): Promise<Live> {
  const { token } = await app.nest.get(SignInService).enterAs(world.account('beto'));
  const live = await connect({ signIn: token });
  await live.act('room.join', { v: ROOM_VERSION, locale: 'es' });
  return live;
}

const code = (answer: RoomAnswer): string | null => (answer.ok ? null : answer.problem.code);

describe('The room over sockets', () => {
  it('tells everybody of a step, and answers the one who took it with the same state', async () => {
    const [dani, eva, console_] = [await guest('Dani'), await guest('Eva'), await beto()];
    const from = (await table.sees(table.beto)).state.step?.id;
    const heard = [dani, eva].map((each) => each.told((state) => state.step?.id !== from));
    const answer = await console_.act('step.next', { from });
    if (!answer.ok) throw new Error(answer.problem.code);
    for (const state of await Promise.all(heard)) expect(state.step).toEqual(answer.state.step);
  });

  it('gives each their own part: hand, questions supported, vote; and tells the others none of it', async () => {
    const [dani, eva] = [await guest('Dani'), await guest('Eva')];
    const id = '0190b0a0-0000-7000-8000-0000000000aa';
    await dani.act('question.ask', { id, text: '¿Cuándo?' });
    const supported = await eva.act('question.support', { question: id });
    expect(supported).toMatchObject({ ok: true, me: { supported: [id] }, state: { questions: [{ supports: 1 }] } });
    expect(await dani.act('hand.raise')).toMatchObject({
      ok: true,
      me: { supported: [] },
      state: { floor: { waiting: [{ name: 'Dani' }] } },
    });
    expect(JSON.stringify(dani.states)).not.toContain(`"supported"`);
  });

  it('refuses with a reason in the asker’s words, and malformed input with its fields', async () => {
    const dani = await guest('Dani');
    const refused = await dani.act('step.next', { from: table.id });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'only-facilitators', status: 403, detail: 'Esto lo hace quien facilita la mesa.' },
    });
    expect(await dani.act('question.ask', { id: 'x', text: '' })).toMatchObject({
      ok: false,
      problem: { code: 'malformed', errors: { id: 'not-an-id', text: 'required' } },
    });
    expect(code(await dani.act('ballot.vote', { ballot: table.id, choices: {} }))).toBe('not-found');
  });

  it('is closed to who has no seat, and answers whatever is sent', async () => {
    const stranger = await connect({});
    for (const act of Object.keys(ROOM_ACTS) as RoomAct[]) {
      const answer = await stranger.act(act, {
        v: 1,
        from: table.id,
        turn: table.id,
        question: table.id,
        ballot: table.id,
        person: table.id,
        id: table.id,
        text: 'x',
        reason: 'x',
        option: table.id,
        name: 'x',
        sector: 'residents',
        presence: 'phone',
        method: 'dots',
        quorum: 1,
        tieRule: 'second-round',
        options: [table.id, table.id],
      });
      expect([act, code(answer)]).toEqual([act, expect.stringMatching(/not-at-the-table|only-facilitators/)]);
    }
    for (const junk of [null, 7, 'x', [], { roundtable: '__proto__' }])
      expect(((await stranger.socket.timeout(5000).emitWithAck('room.join', junk as never)) as RoomAnswer).ok).toBe(false);
  });

  it('puts somebody out at once who was banned, and tells them no more', async () => {
    const [dani, console_] = [await guest('Dani'), await beto()];
    const out = new Promise((resolve) => dani.socket.on('room.out', resolve));
    await console_.act('person.ban', { person: dani.seat });
    expect(await out).toEqual({ roundtable: table.id, code: 'banned' });
    const before = dani.states.length;
    await console_.act('timer.extend', {});
    expect(dani.states).toHaveLength(before);
    expect(code(await dani.act('hand.raise'))).toBe('banned');
  });

  it('tells hidden questions and needs to those who facilitate only', async () => {
    const [dani, console_] = [await guest('Dani'), await beto()];
    await app.db.database.pool.query(`update attendance set needs = '["captions"]'`);
    const id = '0190b0a0-0000-7000-8000-0000000000bb';
    await dani.act('question.ask', { id, text: 'Algo feo' });
    const heard = dani.told((state) => state.questions.length === 0);
    const answer = await console_.act('question.hide', { question: id, reason: 'No es una pregunta.' });
    expect(answer).toMatchObject({ ok: true, state: { questions: [{ text: 'Algo feo' }], people: [{ needs: ['captions'] }] } });
    expect((await heard).people).toMatchObject([{ needs: [] }]);
  });

  it('changes nothing when an act comes twice', async () => {
    const dani = await guest('Dani');
    const ask = { id: '0190b0a0-0000-7000-8000-0000000000cc', text: '¿Cuándo?' };
    for (let times = 0; times < 3; times++) {
      await dani.act('question.ask', ask);
      await dani.act('hand.raise');
    }
    const { state } = await table.sees(table.beto);
    expect([state.questions.length, state.floor.waiting.length]).toEqual([1, 1]);
  });
});
