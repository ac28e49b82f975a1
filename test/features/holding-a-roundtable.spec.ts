import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { ANYBODY } from '../../src/boards/index.js';
import { actorFor } from '../../src/accounts/index.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeTable, type Table } from '../world/table.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let table: Table;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  table = await makeTable(app, world);
});
afterAll(() => app.close());

const stateOf = async (proposalId: string) =>
  (await app.db.reader.first(sql<{ state: string }>`select state from proposal where id = ${proposalId}`))?.state;

describe('Opening a roundtable', () => {
  it('puts its proposals on the table, begins the first step, and opens two boards, locked until their turn', async () => {
    await table.open();
    const { state } = await table.sees(table.beto);
    expect(state.roundtable.state).toBe('open');
    expect(state.step?.id).toBe(state.agenda[0]?.id);
    expect(state.step?.timer.endsAt).toBe('2026-03-02T15:10:00.000Z');
    for (const { id } of table.proposals) expect(await stateOf(id)).toBe('on-the-table');
    for (const kind of ['situation', 'sheet'] as const)
      expect((await table.services.boards.live(await table.boardOf(kind))).board.locked).toBe(true);
  });

  it('lays every proposal on board 1 with its author’s name, and what the area said beside it, once', async () => {
    await table.open();
    await table.services.roomBoards.settle(table.id, null);
    const board = await table.services.boards.board(await table.boardOf('situation'), ANYBODY);
    const notes = Object.values(board.notes).map(({ section, kind, text, authorName, proposalId }) => ({
      section,
      kind,
      text,
      authorName,
      proposalId,
    }));
    expect(notes).toHaveLength(4);
    expect(notes).toContainEqual({
      section: 'problem',
      kind: 'proposal',
      text: 'P-001 Cartas que se entiendan',
      authorName: 'Nélida Q.',
      proposalId: table.proposals[0]?.id,
    });
    expect(notes).toContainEqual(
      expect.objectContaining({
        section: 'already-done',
        kind: 'evidence',
        text: 'P-001: Hay una guía de 2019.',
        authorName: 'Dirección de Datos',
      }),
    );
  });

  it('makes the questions of the commitment sheet the sections of board 2', async () => {
    await table.open();
    const board = await table.services.boards.board(await table.boardOf('sheet'), ANYBODY);
    expect(Object.keys(board.sections)).toEqual(['p1', 'p2', 'd1', 'd2', 'd3', 'a1', 'a2', 'a3', 'milestones']);
    expect(board.sections['milestones']?.holds).toBe('milestones');
  });

  it('leaves a proposal behind that was withdrawn since, rather than keeping everybody waiting', async () => {
    await app.db.database.pool.query(`update proposal set state = 'withdrawn' where id = '${table.proposals[1]?.id}'`);
    await table.open();
    expect((await table.sees(table.beto)).state.proposals.map(({ title }) => title)).toEqual(['Cartas que se entiendan']);
  });
});

describe('The steps', () => {
  it('open the board of the step and lock it when it is left', async () => {
    await table.open();
    const board = await table.boardOf('situation');
    const isLocked = async () => (await table.services.boards.live(board)).board.locked;
    await table.goTo('board', 'situation');
    expect(await isLocked()).toBe(false);
    await table.goTo('pause');
    expect(await isLocked()).toBe(true);
    const { state } = await table.sees(table.beto);
    await table.services.room.back(table.id, state.step?.id ?? '', table.beto);
    expect(await isLocked()).toBe(false);
  });

  it('move once when two press at once', async () => {
    await table.open();
    const from = (await table.sees(table.beto)).state.step?.id ?? '';
    await Promise.all([
      table.services.room.next(table.id, from, table.beto),
      table.services.room.next(table.id, from, table.beto),
    ]);
    const { state } = await table.sees(table.beto);
    expect(state.agenda.findIndex(({ id }) => id === state.step?.id)).toBe(1);
  });

  it('keep time by the server’s clock: a minute more, a pause, and on', async () => {
    await table.open();
    const { room } = table.services;
    app.clock.advance({ minutes: 4 });
    await room.pause(table.id);
    app.clock.advance({ minutes: 7 });
    expect((await table.sees(table.beto)).state.step?.timer).toEqual({ endsAt: null, remainingMs: 6 * 60_000 });
    await room.extend(table.id, 1);
    await room.resume(table.id);
    const { state } = await table.sees(table.beto);
    expect(Date.parse(state.step?.timer.endsAt ?? '') - Date.parse(state.serverNow)).toBe(7 * 60_000);
  });

  it('count every change, so that an older state is known as one', async () => {
    await table.open();
    const before = (await table.sees(table.beto)).state.version;
    await table.services.room.extend(table.id, 1);
    expect((await table.sees(table.beto)).state.version).toBe(before + 1);
  });
});

describe('The floor', () => {
  it('goes in turn; raising twice keeps one’s place; whoever is given it ends the turn before', async () => {
    await table.open();
    const [dani, eva] = [await table.seat('Dani'), await table.seat('Eva')];
    const { floor } = table.services;
    await floor.raiseHand(table.id, dani.seat);
    app.clock.advance({ seconds: 5 });
    await floor.raiseHand(table.id, eva.seat);
    await floor.raiseHand(table.id, dani.seat);
    const waiting = (await table.sees(dani.actor)).state.floor.waiting;
    expect(waiting.map(({ name }) => name)).toEqual(['Dani', 'Eva']);
    for (const turn of waiting) await floor.give(table.id, turn.id, table.beto);
    const { state, me } = await table.sees(eva.actor);
    expect(state.floor.speaking.map(({ name }) => name)).toEqual(['Eva']);
    expect(me.turnId).toBe(waiting[1]?.id);
  });

  it('shows a question by how many support it, and a hidden one to those who facilitate only', async () => {
    await table.open();
    const [dani, eva] = [await table.seat('Dani'), await table.seat('Eva')];
    const { floor } = table.services;
    const ids = [
      '0190b0a0-0000-7000-8000-00000000aaaa',
      '0190b0a0-0000-7000-8000-00000000bbbb',
      '0190b0a0-0000-7000-8000-00000000cccc',
    ] as const;
    await floor.ask(table.id, dani.seat, ids[0], '¿Cuándo?', dani.actor);
    await floor.ask(table.id, dani.seat, ids[0], '¿Cuándo?', dani.actor);
    await floor.ask(table.id, dani.seat, ids[1], '¿Quién?', dani.actor);
    await floor.ask(table.id, eva.seat, ids[2], 'Insulto', eva.actor);
    await floor.support(table.id, eva.seat, ids[1], true);
    await floor.hide(table.id, ids[2], 'No es una pregunta.', table.beto);
    expect((await table.sees(dani.actor)).state.questions.map(({ text, supports }) => [text, supports])).toEqual([
      ['¿Quién?', 1],
      ['¿Cuándo?', 0],
    ]);
    expect((await table.sees(eva.actor)).me.supported).toEqual([ids[1]]);
    expect((await table.sees(table.beto)).state.questions.map(({ text }) => text)).toContain('Insulto');
  });
});

describe('Closing a roundtable', () => {
  it('ends the sitting: nobody writes on its boards, and what people needed is forgotten', async () => {
    await table.open();
    const dani = await table.seat('Dani');
    await app.db.database.pool.query(`update attendance set needs = '["captions"]'`);
    await table.goTo('board', 'situation');
    const board = await table.boardOf('situation');
    await table.services.tables.close(table.id, table.beto);
    const actor = { id: dani.seat, name: 'Dani', role: 'participant' as const, sector: null, capabilities: ['write' as const] };
    expect(
      await table.services.boards.command(
        board,
        {
          t: 'note.add',
          op: '0190b0a0-0000-7000-8000-00000000dddd',
          id: '0190b0a0-0000-7000-8000-00000000dddd',
          section: 'problem',
          text: 'Tarde',
        },
        actor,
      ),
    ).toMatchObject({ ok: false });
    expect((await table.sees(table.beto)).state.people.map(({ needs }) => needs)).toEqual([[]]);
    expect((await table.sees(table.beto)).state.step).toBeNull();
  });
});

describe('Those a table concerns', () => {
  const mails = async (kind: string) => {
    await app.nest.get(Dispatcher).settle();
    return app.db.reader.rows(
      sql<{
        to: string;
        text: string;
      }>`select recipient as "to", text from outgoing_mail where kind = ${kind} order by recipient`,
    );
  };

  it('are invited: the authors of its proposals, with the code', async () => {
    const invited = await mails('roundtables.scheduled');
    expect(invited.map(({ to }) => to)).toEqual(['0@example.org', '1@example.org']);
    expect(invited[0]?.text).toContain(`${table.code.slice(0, 3)} ${table.code.slice(3)}`);
    expect(invited[0]?.text).toContain('P-001 «Cartas que se entiendan»');
  });

  it('are told what came of it: everybody who sat there with an account, and no guest', async () => {
    await table.open();
    await table.seat('Dani');
    await table.services.room.join(
      table.id,
      { name: 'Eva', sector: 'residents', organisation: null, needs: [] },
      actorFor(world.account('eva')),
    );
    await table.services.tables.close(table.id, table.beto);
    const told = await mails('roundtables.closed');
    expect(told.map(({ to }) => to)).toEqual([world.account('eva').email]);
    expect(told[0]?.text).toContain('/es/processes/ba/roundtables/lenguaje-claro');
  });
});
