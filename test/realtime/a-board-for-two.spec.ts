import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { project, viewerOf, type Joined, type Whereabouts } from '../../src/boards/index.js';
import { BETO, CARO, DANI, EVA, OLI } from '../support/board-story.js';
import { boardRooms, eventually, type BoardRooms, type Guest } from '../support/board-rooms.js';
import { addNote, asked, codes, newId, seqs } from '../support/boards-server.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

describe('a board for two, one socket each', () => {
  let db: TestDatabase;
  let rooms: BoardRooms;
  let board: string;

  beforeAll(async () => {
    db = await testDatabase();
  });
  beforeEach(async () => {
    rooms = await boardRooms(db, [BETO, CARO, DANI, EVA, OLI]);
    board = await rooms.boards.open({ sections: [{ key: 'problem', title: 'Problema' }], dotsBudget: 5 }, BETO);
  });
  afterEach(() => rooms.close());
  afterAll(() => db.close());

  it('[B50] what one writes the other sees, the writer included, and nothing falls between joining and the stream', async () => {
    const dani = await rooms.enter(DANI);
    await dani.joinFresh(board);
    const writing = (async () => {
      for (let i = 0; i < 30; i += 1) await dani.op(board, addNote(`Nota ${i}`));
    })();
    const late = await Promise.all(
      Array.from({ length: 5 }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, i * 5));
        const eva = await rooms.enter(EVA);
        return { eva, start: await eva.joinFresh(board) };
      }),
    );
    await writing;
    for (const { eva, start } of late) {
      await eva.until(31);
      const heard = eva.entries().filter(({ seq }) => seq > start.seq);
      expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: 31 - start.seq }, (_, i) => start.seq + 1 + i));
      expect(eva.boardFrom(start)).toEqual(project((await rooms.boards.live(board)).board, viewerOf(EVA)));
    }
    await dani.until(31);
  });

  it('[B50] who comes back gets what they missed by number, or the whole board when that is shorter', async () => {
    const dani = await rooms.enter(DANI);
    await dani.joinFresh(board);
    await dani.op(board, addNote('Uno'), addNote('Dos'));
    const eva = await rooms.enter(EVA);
    const missed = (have: number, epoch: number) => eva.join(board, have, epoch) as Promise<Extract<Joined, { ok: true }>>;
    expect((await missed(2, 1)).catchUp).toMatchObject({ entries: [{ seq: 3 }] });
    expect((await missed(3, 1)).catchUp).toEqual({ entries: [] });
    expect((await missed(2, 7)).catchUp).toHaveProperty('snapshot');
    expect((await missed(99, 1)).catchUp).toHaveProperty('snapshot');
    expect(await eva.say('board.pull', { board, from: 1 })).toMatchObject({
      ok: true,
      head: 3,
      entries: [{ seq: 2 }, { seq: 3 }],
    });
    expect((await missed(3, 1)).me).toMatchObject({ id: EVA.id, role: 'participant', dotsLeft: 5 });
  });

  it('[B51] a frame of commands is one frame of entries, for those who record and the many alike', async () => {
    const [dani, caro] = [await rooms.enter(DANI), await rooms.enter(CARO)];
    await Promise.all([dani.joinFresh(board), caro.joinFresh(board)]);
    await dani.op(board, addNote('Uno'), addNote('Dos'), addNote('Tres'));
    await Promise.all([dani.until(4), caro.until(4)]);
    expect(dani.frames.map(({ s, o }) => [s, o.length])).toEqual([[2, 3]]);
    expect(caro.frames).toEqual(dani.frames);
  });

  it('[B41] before the reveal no byte sent to anybody but the author holds a word of a note written privately', async () => {
    const people = await Promise.all([BETO, CARO, DANI, EVA, OLI].map((person) => rooms.enter(person)));
    const [beto, caro, dani, eva, oli] = people as [Guest, Guest, Guest, Guest, Guest];
    const starts = await Promise.all(people.map((person) => person.joinFresh(board)));
    await beto.op(board, asked({ t: 'board.write-privately' }));
    const note = addNote('Palabra secreta de Dani');
    await dani.op(board, note, asked({ t: 'note.edit', id: note.id, base: 3, text: 'Palabra secreta, mejor dicha' }));
    await Promise.all(people.map((person) => person.until(4)));
    for (const other of [beto, caro, eva, oli]) {
      await other.join(board);
      await other.say('board.pull', { board, from: 0 }).then((answer) => (other.heard += JSON.stringify(answer)));
      await other.op(
        board,
        asked({ t: 'note.edit', id: note.id, base: 4, text: 'Ajena' }),
        asked({ t: 'note.dot', id: note.id }),
        addNote('x', note.id),
      );
      expect(other.heard).not.toContain('secreta');
      expect(JSON.stringify(other.frames)).not.toContain(DANI.id);
    }
    expect(dani.heard).toContain('mejor dicha');
    const { length } = Object.keys((await rooms.boards.live(board)).board.notes);
    await beto.op(board, asked({ t: 'board.reveal' }));
    const { board: now } = await rooms.boards.live(board);
    await Promise.all(people.map((person) => person.until(now.seq)));
    expect(eva.heard).toContain('mejor dicha');
    expect(length).toBe(1);
    for (const [i, person] of people.entries()) {
      const actor = [BETO, CARO, DANI, EVA, OLI][i] as typeof BETO;
      expect(person.boardFrom(starts[i] as never)).toEqual(project(now, viewerOf(actor)));
    }
  });

  it('[B44] dots reach everybody as a total, and their giver as their own', async () => {
    const [beto, dani, eva] = [await rooms.enter(BETO), await rooms.enter(DANI), await rooms.enter(EVA)];
    const [start] = await Promise.all([eva.joinFresh(board), dani.joinFresh(board), beto.joinFresh(board)]);
    const note = addNote();
    await dani.op(board, note);
    await eva.op(board, asked({ t: 'note.dot', id: note.id }));
    await Promise.all([beto.until(3), eva.until(3), dani.until(3)]);
    expect(beto.entries().at(-1)).toMatchObject({ actor: null, event: { t: 'note.dotted' } });
    expect(dani.entries().at(-1)).toMatchObject({ actor: null, event: { t: 'note.dotted' } });
    expect(eva.entries().at(-1)).toMatchObject({ actor: EVA.id });
    expect(eva.boardFrom(start).notes[note.id]?.dots).toEqual({ total: 1, by: { [EVA.id]: 1 } });
  });

  it('[B52] who was never let in gets nothing, and who is put out hears no more', async () => {
    const [dani, eva, stranger] = [await rooms.enter(DANI), await rooms.enter(EVA), await rooms.enter(null)];
    expect(await stranger.join(board)).toEqual({ ok: false, code: 'forbidden' });
    expect(codes(await stranger.op(board, addNote()))).toEqual(['not_joined']);
    expect(await stranger.say('board.pull', { board, from: 0 })).toEqual({ ok: false, code: 'not_joined' });
    await Promise.all([dani.joinFresh(board), eva.joinFresh(board)]);

    const out = new Promise((resolve) => eva.socket.once('board.out', resolve));
    rooms.table.people.delete(EVA.id);
    await rooms.gateway.recheck(board, EVA.id);
    expect(await out).toEqual({ b: board, code: 'forbidden' });
    await dani.op(board, addNote('Después de Eva'));
    await dani.until(2);
    expect(codes(await eva.op(board, addNote()))).toEqual(['not_joined']);
    expect(eva.heard).not.toContain('Después de Eva');
  });

  it('[B52] a part that was taken away refuses the very next command, and a new part changes what is seen', async () => {
    const [dani, eva] = [await rooms.enter(DANI), await rooms.enter(EVA)];
    await Promise.all([dani.joinFresh(board), eva.joinFresh(board)]);
    rooms.table.people.delete(EVA.id);
    expect(codes(await eva.op(board, addNote()))).toEqual(['forbidden']);

    const note = addNote('El vecino Fulano');
    await dani.op(board, note);
    await rooms.boards.act(board, { t: 'note.hide', id: note.id, reason: 'Nombra a una persona' }, BETO);
    const resync = new Promise((resolve) => dani.socket.once('board.resync', resolve));
    rooms.table.people.set(DANI.id, { ...DANI, capabilities: CARO.capabilities });
    await dani.op(board, addNote('Otra'));
    expect(await resync).toMatchObject({ b: board });
  });

  it('[B53] more than a socket may send is rate, with the time to wait, and costs nothing', async () => {
    const [dani, beto] = [await rooms.enter(DANI), await rooms.enter(BETO)];
    await Promise.all([dani.joinFresh(board), beto.joinFresh(board)]);
    const forty = () => Array.from({ length: 40 }, () => addNote());
    expect(seqs(await dani.op(board, ...forty()))).toHaveLength(40);
    const [refusal] = await dani.op(board, ...forty());
    expect(refusal).toMatchObject({ ok: false, code: 'rate' });
    expect((refusal as { retryAfter: number }).retryAfter).toBeGreaterThan(1000);
    expect(codes(await dani.op(board, addNote()))).toEqual(['ok']);
    expect(codes(await beto.op(board, addNote()))).toEqual(['ok']);
  });

  it('[B54] whatever a socket sends is answered, and nothing it sends reaches a board', async () => {
    const dani = await rooms.enter(DANI);
    await dani.joinFresh(board);
    const deep = JSON.parse('['.repeat(1000) + ']'.repeat(1000)) as unknown;
    const polluted = JSON.parse(
      `{"op":"${newId()}","t":"note.add","id":"${newId()}","section":"problem","text":"x","__proto__":{"isAdmin":true}}`,
    ) as unknown;
    for (const body of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      deep,
      { board },
      { board, ops: [] },
      { board, ops: 'x' },
      { board: { $gt: '' }, ops: [{}] },
    ]) {
      expect(await dani.say('board.op', body)).toEqual([expect.objectContaining({ ok: false, code: 'malformed' })]);
      expect(await dani.say('board.join', body)).toEqual({ ok: false, code: 'malformed' });
      expect(await dani.say('board.pull', body)).toEqual({ ok: false, code: 'malformed' });
    }
    const { op } = asked({ t: 'board.lock' });
    const outcomes = await dani.op(
      board,
      { op, t: 'note.fly' },
      { op, t: '__proto__' },
      { t: 'board.open', op, sections: [{ key: 'a', title: 'A' }] },
      deep,
      polluted,
    );
    expect(codes(outcomes)).toEqual(['malformed', 'malformed', 'malformed', 'malformed', 'malformed']);
    expect(outcomes[0]).toMatchObject({ op });
    expect(codes(await dani.op(newId(), addNote()))).toEqual(['not_joined']);
    expect(codes(await dani.op(board, ...Array.from({ length: 51 }, () => addNote())))).toContain('too_big');
    dani.socket.io.engine.write(`2["board.op",${'['.repeat(20_000)}${']'.repeat(20_000)}]`);
    expect((await rooms.boards.live(board)).board.seq).toBe(1);
    expect(codes(await dani.op(board, addNote()))).toEqual(['ok']);
    const closed = new Promise((resolve) => dani.socket.once('disconnect', resolve));
    dani.socket.io.engine.write(`2["board.op","${'x'.repeat(70_000)}"]`);
    await closed;
    const eva = await rooms.enter(EVA);
    expect(Object.keys((await eva.joinFresh(board)).notes)).toHaveLength(1);
  });

  it('[B55] presence is told in one frame to all, not stored, and not told while people write privately', async () => {
    const [beto, dani, eva] = [await rooms.enter(BETO), await rooms.enter(DANI), await rooms.enter(EVA)];
    const told: (readonly Whereabouts[])[] = [];
    const people: string[][] = [];
    eva.socket.on('board.presence', ({ p }) => void told.push(p));
    eva.socket.on('board.people', (list) => void people.push(list.people.map(({ name }) => name).sort()));
    await Promise.all([beto.joinFresh(board), dani.joinFresh(board), eva.joinFresh(board)]);
    for (let x = 0; x < 5; x += 1) dani.socket.emit('board.presence', { board, at: 'problem', state: 'writing', x, y: 0 });
    await eventually(() => told.length > 0);
    expect(told.flat().at(-1)).toEqual([DANI.id, 'problem', 'writing', 4, 0]);
    expect(told.flat().length).toBeLessThan(5);
    await eventually(() => people.some((names) => names.join() === 'Beto,Dani,Eva'));
    dani.socket.close();
    await eventually(() => people.at(-1)?.join() === 'Beto,Eva');

    await beto.op(board, asked({ t: 'board.write-privately' }));
    told.length = 0;
    beto.socket.emit('board.presence', { board, at: 'problem', state: 'writing' });
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(told).toEqual([]);
    expect((await db.database.pool.query('select 1 from board_entry where board_id = $1', [board])).rows).toHaveLength(2);
  });

  it('[B12] a command sent again after a lost answer is there once, whichever socket sends it', async () => {
    const dani = await rooms.enter(DANI);
    await dani.joinFresh(board);
    const note = addNote('Una sola vez');
    const first = await dani.op(board, note);
    dani.socket.close();
    const again = await rooms.enter(DANI);
    await again.joinFresh(board);
    expect(await again.op(board, note, note)).toEqual([...first, ...first]);
    expect(Object.keys((await rooms.boards.live(board)).board.notes)).toEqual([note.id]);
  });
});
