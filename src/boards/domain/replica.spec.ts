import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diceOf, randomStory } from '../../../test/support/board-chance.js';
import { BETO, BoardStory, CARO, DANI, EVA, OLI } from '../../../test/support/board-story.js';
import {
  acknowledged,
  apply,
  commandSchema,
  digest,
  emptyBoard,
  fold,
  project,
  projectEntry,
  propose,
  receive,
  refused,
  replicaOf,
  restart,
  viewerOf,
  visible,
  type Board,
  type Entry,
  type Replica,
} from './index.js';

const NOW = '2026-11-24T10:30:00.000Z';
const seeds = fc.integer({ min: 0, max: 2 ** 31 });

/** Sends a log over a bad line: entries come late, twice or never; a gap asks again from what is there. */
function overABadLine(start: Board, log: readonly Entry[], roll: (below: number) => number): { replica: Replica; gaps: number } {
  let replica = replicaOf(start);
  let gaps = 0;
  const take = (entry: Entry) => {
    const next = receive(replica, entry);
    if (next !== 'gap') return void (replica = next);
    gaps += 1;
    for (const missed of log.filter(({ seq }) => seq > replica.confirmed.seq && seq <= entry.seq)) {
      replica = receive(replica, missed) as Replica;
    }
  };
  const late: Entry[] = [];
  for (const entry of log) {
    const fate = roll(10);
    if (fate < 2) continue;
    if (fate < 4) late.push(entry);
    else take(entry);
    if (fate === 9) take(entry);
    if (roll(5) === 0) late.splice(0).reverse().forEach(take);
  }
  for (const entry of log.slice(-1)) take(entry);
  late.forEach(take);
  return { replica, gaps };
}

describe('the browser’s copy', () => {
  it('[B10] an entry already seen changes nothing; an entry after a hole asks for what is missing', () => {
    const story = new BoardStory();
    story.note(DANI);
    story.note(EVA);
    const [one, two, three] = story.log as [Entry, Entry, Entry];
    const replica = replicaOf(apply(emptyBoard(story.board.id), one));
    expect(receive(replica, one)).toBe(replica);
    expect(receive(replica, three)).toBe('gap');
    expect((receive(replica, two) as Replica).confirmed.seq).toBe(2);
  });

  it('[B11] copies converge however entries are lost, repeated or reordered', () => {
    let gaps = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const story = randomStory(seed, 60);
        const end = overABadLine(emptyBoard(story.board.id), story.log, diceOf(seed + 1));
        gaps += end.gaps;
        expect(end.replica.confirmed).toEqual(story.board);
        expect(digest(end.replica.confirmed)).toBe(digest(story.board));
      }),
      { numRuns: 300 },
    );
    expect(gaps).toBeGreaterThan(300);
  });

  it('[B11] every viewer’s own copy agrees with the server’s digest, whatever is veiled from them', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const story = randomStory(seed, 60);
        for (const person of [BETO, CARO, DANI, OLI]) {
          const seen = story.log.map((entry) => projectEntry(entry, story.board, viewerOf(person)));
          const end = overABadLine(emptyBoard(story.board.id), seen, diceOf(seed + 2));
          expect(digest(end.replica.confirmed)).toBe(digest(story.board));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('[B4] the fold of the log equals a snapshot at any point with the entries after it', () => {
    fc.assert(
      fc.property(seeds, fc.nat(), (seed, cut) => {
        const story = randomStory(seed, 60);
        const at = cut % story.log.length;
        const snapshot = JSON.parse(JSON.stringify(fold(emptyBoard(story.board.id), story.log.slice(0, at)))) as Board;
        const rest = JSON.parse(JSON.stringify(story.log.slice(at))) as Entry[];
        expect(fold(snapshot, rest)).toEqual(story.board);
      }),
    );
  });

  it('[B12] one’s own command shows at once and leaves with its entry, before or after the acknowledgement', () => {
    const story = new BoardStory();
    const id = story.newId();
    const command = commandSchema.parse({ op: story.newId(), t: 'note.add', id, section: 'problem', text: 'Mía' });
    const start = replicaOf(story.board);
    const proposed = propose(propose(start, command), command);
    expect(proposed.pending).toHaveLength(1);
    expect(visible(proposed, DANI, NOW).notes[id]).toMatchObject({ text: 'Mía', author: DANI.id, at: NOW });
    expect(proposed.confirmed.notes[id]).toBeUndefined();

    const entry = story.does(DANI, command);
    const entryFirst = receive(proposed, entry) as Replica;
    expect(entryFirst.pending).toEqual([]);
    expect(acknowledged(entryFirst, command.op, entry.seq)).toEqual(entryFirst);
    const ackFirst = acknowledged(proposed, command.op, entry.seq);
    expect(ackFirst.pending).toHaveLength(1);
    expect(receive(ackFirst, entry)).toEqual(entryFirst);
  });

  it('[B12] a final refusal rolls back, and a snapshot leaves the others waiting until they are answered', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'Antes');
    const edit = commandSchema.parse({ op: story.newId(), t: 'note.edit', id: note, base: 2, text: 'Después' });
    const proposed = propose(replicaOf(story.board), edit);
    expect(visible(proposed, DANI, NOW).notes[note]?.text).toBe('Después');
    expect(visible(refused(proposed, edit.op), DANI, NOW)).toEqual(story.board);

    const { seq } = story.does(DANI, edit);
    const restarted = restart(proposed, story.board);
    expect(restarted.pending).toHaveLength(1);
    expect(acknowledged(restarted, edit.op, seq).pending).toEqual([]);
    expect(restart(restarted, emptyBoard(story.board.id))).toBe(restarted);
  });

  it('[B12] what is no longer possible is not shown while it waits for its refusal', () => {
    const story = new BoardStory();
    const note = story.note(DANI);
    const move = commandSchema.parse({ op: story.newId(), t: 'note.move', id: note, section: 'solution' });
    const waiting = propose(replicaOf(project(story.board, viewerOf(EVA))), move);
    const gone = receive(
      waiting,
      projectEntry(story.does(DANI, { t: 'note.delete', id: note }), story.board, viewerOf(EVA)),
    ) as Replica;
    expect(visible(gone, EVA, NOW)).toBe(gone.confirmed);
  });
});
