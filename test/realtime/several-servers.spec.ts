import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { digest, emptyBoard, fold } from '../../src/boards/index.js';
import { boardRooms, type BoardRooms } from '../support/board-rooms.js';
import { BETO, DANI, EVA } from '../support/board-story.js';
import { addNote, asked, boardsServer, codes, seqs } from '../support/boards-server.js';
import { describeOnServer, testDatabase, type TestDatabase } from '../support/database.js';

describeOnServer('several servers write one board', () => {
  let db: TestDatabase;
  let board: string;
  const servers = () => [boardsServer(db), boardsServer(db), boardsServer(db)];

  beforeAll(async () => {
    db = await testDatabase();
  });
  beforeEach(async () => {
    board = await boardsServer(db).boards.open({ sections: [{ key: 'problem', title: 'Problema' }], dotsBudget: 5 }, BETO);
  });
  afterAll(() => db.close());

  it('[B5] a hundred dots of one person on three servers at once are exactly the budget', async () => {
    const nodes = servers();
    const note = addNote();
    await nodes[0]?.boards.command(board, note, DANI);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, i) => nodes[i % 3]!.boards.command(board, asked({ t: 'note.dot', id: note.id }), EVA)),
    );
    const refused = codes(outcomes).filter((code) => code !== 'ok');
    expect(seqs(outcomes)).toHaveLength(5);
    expect(new Set(refused)).toEqual(new Set(['budget']));
  });

  it('[B5] nothing is numbered after a lock, however many write elsewhere', async () => {
    const nodes = servers();
    const writing = Array.from({ length: 60 }, (_, i) => nodes[i % 2]!.boards.command(board, addNote(`Nota ${i}`), DANI));
    const locking = nodes[2]!.boards.command(board, asked({ t: 'board.lock' }), BETO);
    const after = Promise.all(Array.from({ length: 30 }, (_, i) => nodes[i % 2]!.boards.command(board, addNote(), EVA)));
    const [lock] = seqs([await locking]);
    const accepted = seqs([...(await Promise.all(writing)), ...(await after)]);
    expect(accepted.filter((seq) => seq > (lock ?? 0))).toEqual([]);
  });

  it('[B1] [B3] writers on three servers, each command sent to all of them: one row each, no hole, one board', async () => {
    const nodes = servers();
    const notes = Array.from({ length: 40 }, (_, i) => addNote(`Nota ${i}`));
    const answers = await Promise.all(notes.flatMap((note) => nodes.map((node) => node.boards.command(board, note, DANI))));
    expect(codes(answers).filter((code) => code !== 'ok')).toEqual([]);
    for (let i = 0; i < notes.length; i += 1) expect(new Set(seqs(answers.slice(i * 3, i * 3 + 3))).size).toBe(1);
    const log = await nodes[0]!.log.since(board, 0);
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 41 }, (_, i) => i + 1));
    const replayed = digest(fold(emptyBoard(board), log));
    for (const node of nodes) expect(digest((await node.boards.live(board)).board)).toBe(replayed);
  });

  it('[B2] a connection killed under load loses nothing that was acknowledged and doubles nothing', async () => {
    const [node] = servers();
    const notes = Array.from({ length: 120 }, (_, i) => addNote(`Nota ${i}`));
    const acknowledged = new Set<string>();
    let cutOff = 0;
    for (let round = 0; acknowledged.size < notes.length; round += 1) {
      expect(round).toBeLessThan(50);
      const waiting = notes.filter(({ op }) => !acknowledged.has(op)).slice(0, 20);
      const sending = waiting.map((note) => node!.boards.command(board, note, DANI));
      if (round % 2 === 0) {
        await db.database.pool
          .query(
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
          )
          .catch(() => undefined);
      }
      for (const outcome of await Promise.all(sending)) {
        if (outcome.ok) acknowledged.add(outcome.op);
        else {
          expect(outcome.code).toBe('unavailable');
          cutOff += 1;
        }
      }
    }
    expect(cutOff).toBeGreaterThan(0);
    // The last connections that were killed may still stand in the pool: whoever meets one is told so, and it is gone.
    const server = boardsServer(db);
    const read = (tries: number): ReturnType<typeof server.log.since> =>
      server.log.since(board, 1).catch((error: unknown) => (tries > 0 ? read(tries - 1) : Promise.reject(error as Error)));
    const log = await read(20);
    expect(log.map(({ op }) => op).sort()).toEqual(notes.map(({ op }) => op).sort());
  });
});

describeOnServer('browsers on two servers without anything between them', () => {
  let db: TestDatabase;
  let nodes: [BoardRooms, BoardRooms];

  beforeAll(async () => {
    db = await testDatabase();
    nodes = [await boardRooms(db, [BETO, DANI, EVA]), await boardRooms(db, [BETO, DANI, EVA])];
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.close()));
    await db.close();
  });

  it('[B56] what is written through one server reaches those on the other, in order, by asking the database', async () => {
    const board = await nodes[0].boards.open({ sections: [{ key: 'problem', title: 'Problema' }] }, BETO);
    const [dani, eva] = [await nodes[0].enter(DANI), await nodes[1].enter(EVA)];
    await dani.joinFresh(board);
    const start = await eva.joinFresh(board);
    await dani.op(board, addNote('Uno'), addNote('Dos'));
    await eva.op(board, addNote('Tres'));
    await dani.op(board, addNote('Cuatro'));
    await Promise.all([dani.until(5), eva.until(5)]);
    expect(eva.entries().map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
    expect(dani.entries().map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
    expect(Object.keys(eva.boardFrom(start).notes)).toHaveLength(4);
  });
});
