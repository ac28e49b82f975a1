import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digest, emptyBoard, fold, viewerOf, type News } from '../../src/boards/index.js';
import { BETO, CARO, DANI, EVA, OLI } from '../support/board-story.js';
import { addNote, asked, boardsServer, codes, newId, seqs, type BoardsServer } from '../support/boards-server.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

describe('keeping the log of a board', () => {
  let db: TestDatabase;
  let server: BoardsServer;
  let board: string;
  const rows = async (id = board) =>
    (
      await db.database.pool.query<{ seq: number; op: string; body: object }>(
        'select * from board_entry where board_id = $1 order by seq',
        [id],
      )
    ).rows;

  beforeAll(async () => {
    db = await testDatabase();
  });
  afterAll(() => db.close());
  const fresh = async () => {
    server = boardsServer(db);
    board = await server.boards.open({ sections: [{ key: 'problem', title: 'Problema' }], dotsBudget: 5 }, BETO);
  };

  it('[B1] numbers from 1 without holes, in the order of the commits', async () => {
    await fresh();
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, i) => server.boards.command(board, addNote(`Nota ${i}`), i % 2 ? DANI : EVA)),
    );
    expect(seqs(outcomes)).toEqual(Array.from({ length: 60 }, (_, i) => i + 2));
    expect((await rows()).map(({ seq }) => seq)).toEqual(Array.from({ length: 61 }, (_, i) => i + 1));
  });

  it('[B2] what is answered or told is in the database', async () => {
    await fresh();
    const told: Promise<number>[] = [];
    const count = async (seq: number) => (await rows()).filter((row) => row.seq <= seq).length - seq;
    const stop = server.boards.onNews((news: News) => void told.push(count(news.board.seq)));
    const outcome = await server.boards.command(board, addNote(), DANI);
    expect((await rows()).map(({ op }) => op)).toContain(outcome.op);
    stop();
    expect(await Promise.all(told)).toEqual([0]);
  });

  it('[B2] nothing is answered ok or told when the database refuses, and the same op lands once it is back', async () => {
    await fresh();
    const told: News[] = [];
    server.boards.onNews((news) => told.push(news));
    const note = addNote();
    await db.database.pool.query('alter table board_entry rename to board_entry_away');
    expect(await server.boards.command(board, note, DANI)).toMatchObject({ op: note.op, ok: false, code: 'unavailable' });
    await db.database.pool.query('alter table board_entry_away rename to board_entry');
    expect(told).toEqual([]);
    expect(await server.boards.command(board, note, DANI)).toEqual({ op: note.op, ok: true, seq: 2 });
    expect((await rows()).length).toBe(2);
  });

  it('[B3] a repeat is answered with the first outcome: at once, later, by a server that never saw it, in one batch', async () => {
    await fresh();
    const note = addNote();
    const first = await server.boards.commands(board, [note, note], DANI);
    await server.boards.command(board, asked({ t: 'note.delete', id: note.id }), DANI);
    const late = await server.boards.command(board, note, DANI);
    const elsewhere = await boardsServer(db).boards.command(board, note, DANI);
    for (const outcome of [...first, late, elsewhere]) expect(outcome).toEqual({ op: note.op, ok: true, seq: 2 });
    expect((await rows()).length).toBe(3);
  });

  it('[B3] another person’s op id is malformed, and tells nothing', async () => {
    await fresh();
    const note = addNote();
    await server.boards.command(board, note, DANI);
    expect(await server.boards.command(board, note, EVA)).toEqual({ op: note.op, ok: false, code: 'malformed' });
  });

  it('[B3] a repeat older than memory is looked up in the log rather than judged again', async () => {
    await fresh();
    const note = addNote();
    await server.boards.command(board, note, DANI);
    for (let i = 0; i < 25; i += 1)
      await server.boards.commands(
        board,
        Array.from({ length: 20 }, () => addNote()),
        EVA,
      );
    await db.database.pool.query('select 1');
    const elsewhere = boardsServer(db);
    expect((await elsewhere.boards.live(board)).board.seq).toBe(502);
    expect(await elsewhere.boards.command(board, note, DANI)).toEqual({ op: note.op, ok: true, seq: 2 });
    const lockedOut = asked({ t: 'board.lock' });
    await elsewhere.boards.command(board, lockedOut, BETO);
    expect(await boardsServer(db).boards.command(board, note, DANI)).toEqual({ op: note.op, ok: true, seq: 2 });
  });

  it('[B4] the fold of the log equals snapshot and tail, equals the live board', async () => {
    await fresh();
    for (let i = 0; i < 26; i += 1)
      await server.boards.commands(
        board,
        Array.from({ length: 20 }, () => addNote()),
        DANI,
      );
    await server.boards.onApplicationShutdown();
    const { rows: snapshots } = await db.database.pool.query<{ seq: number }>(
      'select seq from board_snapshot where board_id = $1',
      [board],
    );
    expect(snapshots).toHaveLength(1);
    const replayed = fold(emptyBoard(board), await server.log.since(board, 0));
    const loaded = await server.log.load(board);
    expect(loaded?.snapshotSeq).toBe(snapshots[0]?.seq);
    expect(loaded?.board).toEqual(replayed);
    expect((await server.boards.live(board)).board).toEqual(replayed);
    expect(digest((await boardsServer(db).boards.live(board)).board)).toBe(digest(replayed));
  });

  it('[B7] a snapshot is kept every 500 entries, and a damaged one is told rather than believed', async () => {
    await fresh();
    for (let i = 0; i < 25; i += 1)
      await server.boards.commands(
        board,
        Array.from({ length: 20 }, () => addNote()),
        DANI,
      );
    await server.boards.onApplicationShutdown();
    await db.database.pool.query(`update board_snapshot set sha256 = repeat('0', 64) where board_id = $1`, [board]);
    await expect(server.log.load(board)).rejects.toThrow(/damaged/);
  });

  it('[B6] one refused command changes nothing for the others of its batch', async () => {
    await fresh();
    const outcomes = await server.boards.commands(
      board,
      [
        addNote('Uno'),
        asked({ t: 'note.delete', id: newId() }),
        { t: 'note.fly' },
        addNote('Dos'),
        asked({ t: 'board.lock' }),
        null,
      ],
      DANI,
    );
    expect(codes(outcomes)).toEqual(['ok', 'gone', 'malformed', 'ok', 'forbidden', 'malformed']);
    expect((await rows()).length).toBe(3);
  });

  it('[B6] commands of one frame are judged each on the board that the ones before it leave', async () => {
    await fresh();
    const note = addNote();
    const dots = Array.from({ length: 6 }, () => asked({ t: 'note.dot', id: note.id }));
    expect(codes(await server.boards.commands(board, [note, ...dots], DANI))).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'ok',
      'ok',
      'budget',
    ]);
  });

  it('[B36] a malformed command is answered with its op id; one for no board is gone', async () => {
    await fresh();
    const op = newId();
    expect(await server.boards.command(board, { op, t: 'note.add', id: op, section: '../etc', text: 'x' }, DANI)).toEqual({
      op,
      ok: false,
      code: 'malformed',
    });
    expect(await server.boards.command(newId(), addNote(), DANI)).toMatchObject({ ok: false, code: 'gone' });
    expect(await server.boards.command('no-id', addNote(), DANI)).toMatchObject({ ok: false, code: 'gone' });
    await expect(server.boards.board(newId(), viewerOf(OLI))).rejects.toMatchObject({ status: 404 });
  });

  it('[B45] redacting erases the words and the author from the log, which still folds to the same board', async () => {
    await fresh();
    const [note, other] = [addNote('Mi documento es 12.345.678'), addNote('Otra cosa')];
    await server.boards.commands(board, [note, other], DANI);
    await server.boards.command(board, asked({ t: 'note.edit', id: note.id, base: 2, text: 'Mi documento es 12.345.679' }), DANI);
    const live = (await server.boards.live(board)).board;
    await server.log.keep(live);
    const { op } = asked({ t: 'board.lock' });
    await server.boards.commands(board, [asked({ t: 'note.dot', id: other.id }), { op, t: 'note.redact', id: note.id }], BETO);
    const all = await db.database.pool.query(
      `select body::text || coalesce(actor::text, '') as text from board_entry where board_id = $1`,
      [board],
    );
    expect(JSON.stringify(all.rows)).not.toContain('documento');
    expect(JSON.stringify(all.rows)).toContain('Otra cosa');
    expect((await db.database.pool.query('select 1 from board_snapshot where board_id = $1', [board])).rows).toEqual([]);
    await server.log.keep(live);
    const replayed = fold(emptyBoard(board), await server.log.since(board, 0));
    expect((await server.log.load(board))?.board).toEqual(replayed);
    expect(replayed).toEqual((await server.boards.live(board)).board);
  });

  it('opens a board with the use case that asks for it, or not at all', async () => {
    await fresh();
    const { rows: before } = await db.database.pool.query('select id from board');
    await expect(
      server.work.run(async () => {
        await server.boards.open({ sections: [{ key: 'a', title: 'A' }] }, BETO);
        throw new Error('The sitting was not called after all');
      }),
    ).rejects.toThrow('not called');
    expect((await db.database.pool.query('select id from board')).rows).toEqual(before);
    await expect(server.boards.open({ sections: [{ key: 'a', title: 'A' }] }, DANI)).rejects.toMatchObject({
      refusal: { code: 'board-forbidden' },
    });
  });

  it('refuses to wait inside a use case for a commit of its own, and reads a board there in its transaction', async () => {
    await fresh();
    await server.work.run(async () => {
      expect(() => server.boards.commands(board, [addNote()], DANI)).toThrow(/after the use case/);
      const id = await server.boards.open({ sections: [{ key: 'a', title: 'A' }] }, BETO);
      expect((await server.boards.live(id)).board.seq).toBe(1);
    });
  });

  it('a command given by an act of ours throws where the board says no', async () => {
    await fresh();
    expect(await server.boards.act(board, { t: 'board.lock' }, BETO)).toBe(2);
    await expect(server.boards.act(board, { t: 'board.lock' }, BETO)).rejects.toMatchObject({
      status: 409,
      refusal: { code: 'board-changed' },
    });
    await expect(server.boards.act(board, { t: 'board.unlock' }, CARO)).rejects.toMatchObject({ status: 403 });
  });

  it('nobody writes on a closed board, and it can still be read', async () => {
    await fresh();
    const elsewhere = boardsServer(db);
    await elsewhere.boards.command(board, addNote(), DANI);
    await server.boards.close(board, BETO);
    expect(await server.boards.command(board, addNote(), BETO)).toMatchObject({ code: 'locked' });
    expect(await elsewhere.boards.command(board, addNote(), BETO)).toMatchObject({ code: 'locked' });
    expect(Object.keys((await server.boards.board(board, viewerOf(OLI))).notes)).toHaveLength(1);
  });
});
