import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diceOf, randomAsk } from '../../../test/support/board-chance.js';
import { BETO, BoardStory, CARO, DANI, EVA, type Ask } from '../../../test/support/board-story.js';
import {
  NO_HISTORY,
  forget,
  inverseOf,
  redoCommand,
  remember,
  undoCommand,
  type Board,
  type Entry,
  type History,
} from './index.js';

const undo = (story: BoardStory, before: Board, entry: Entry) => inverseOf(before, entry, story.newId()) as Ask;

/** What people see and can tell apart: without the numbers and times that undoing adds to. */
const look = (board: Board) =>
  Object.values(board.notes)
    .filter((note) => !note.deleted)
    .map(({ id, section, order, parent, title, text, kind, dots, reactions, hidden }) => {
      const given = Object.entries(reactions).filter(([, count]) => count.total > 0);
      return { id, section, order, parent, title, text, kind, dots, given, hidden };
    });

describe('undo', () => {
  it('[B35] takes back one’s own change when nobody has changed the same thing since', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'Antes');
    const before = story.board;
    const edit = story.does(DANI, { t: 'note.edit', id: note, base: 2, text: 'Después' });
    story.does(EVA, { t: 'note.move', id: note, section: 'solution' });
    story.does(DANI, undo(story, before, edit));
    expect(story.get(note)).toMatchObject({ text: 'Antes', section: 'solution' });
  });

  it('[B35] never touches another’s later change', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'Antes');
    const before = story.board;
    const edit = story.does(DANI, { t: 'note.edit', id: note, base: 2, text: 'La mía' });
    story.does(CARO, { t: 'note.edit', id: note, base: edit.seq, text: 'La de Caro' });
    expect(story.asks(DANI, undo(story, before, edit))).toBe('changed');
    expect(story.get(note).text).toBe('La de Caro');
  });

  it('[B35] does not reach behind a lock or a reveal', () => {
    const story = new BoardStory();
    const note = story.note(DANI);
    const before = story.board;
    const moved = story.does(DANI, { t: 'note.move', id: note, section: 'solution' });
    story.does(BETO, { t: 'board.lock' });
    story.does(BETO, { t: 'board.unlock' });
    expect(story.asks(DANI, undo(story, before, moved))).toBe('phase');
  });

  it('[B35] a phase, a lock and a redaction are not taken back', () => {
    const story = new BoardStory();
    const note = story.note(DANI);
    const before = story.board;
    for (const ask of [{ t: 'board.lock' }, { t: 'note.redact', id: note }] as const) {
      expect(inverseOf(before, story.does(BETO, ask), story.newId())).toBeNull();
    }
  });

  it('[B35] undoing all and redoing all leads to the same board', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const roll = diceOf(seed);
        const story = new BoardStory(['problem', 'solution', 'results', 'removed'], { dotsBudget: 5 });
        let history = NO_HISTORY;
        const attempt = (ask: Ask | null) => {
          const before = story.board;
          const outcome = ask && story.asks(BETO, ask);
          if (outcome && typeof outcome !== 'string') history = remember(history, before, outcome);
          return outcome;
        };
        for (let i = 0; i < 40; i += 1) {
          const { ask } = randomAsk(story, roll, () => `Nota ${i}`);
          const undoable = ask.t.startsWith('note.') && !['note.delete', 'note.restore', 'note.redact'].includes(ask.t);
          if (undoable) attempt(ask);
        }
        const end = look(story.board);
        for (let i = 0; i < 2; i += 1) {
          while (history.done.length > 0) expect(attempt(undoCommand(history, story.newId()))).toBeInstanceOf(Object);
          expect(look(story.board)).toEqual([]);
          while (history.undone.length > 0) expect(attempt(redoCommand(history, story.newId()))).toBeInstanceOf(Object);
          expect(look(story.board)).toEqual(end);
        }
      }),
      { numRuns: 200, examples: [[555818972]] },
    );
  });

  it('[B35] a step that is refused is passed over, and a new act ends redoing', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'Uno');
    const act = (history: History, ask: Ask) => {
      const before = story.board;
      return remember(history, before, story.does(DANI, ask));
    };
    let history = act(NO_HISTORY, { t: 'note.move', id: note, section: 'solution' });
    history = act(history, { t: 'note.edit', id: note, base: 2, text: 'Dos' });
    story.does(CARO, { t: 'note.edit', id: note, base: story.board.seq, text: 'Tres' });
    const first = undoCommand(history, story.newId()) as Ask;
    expect(story.asks(DANI, first)).toBe('changed');
    history = forget(history, first.undoOf as string);
    history = act(history, undoCommand(history, story.newId()) as Ask);
    expect(story.get(note)).toMatchObject({ text: 'Tres', section: 'problem' });
    expect(redoCommand(history, story.newId())).toMatchObject({ t: 'note.move', section: 'solution' });
    expect(redoCommand(act(history, { t: 'note.react', id: note, reaction: 'agree' }), story.newId())).toBeNull();
  });

  it('[B35] whoever undoes whatever in whatever order, nobody’s later change is touched', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const roll = diceOf(seed);
        const story = new BoardStory(undefined, { dotsBudget: 5 });
        const note = story.note(DANI);
        const steps: { actor: typeof DANI; before: Board; entry: Entry }[] = [];
        for (let i = 0; i < 40; i += 1) {
          const actor = [DANI, EVA, CARO][roll(3)] ?? DANI;
          const before = story.board;
          const section = ['problem', 'solution'][roll(2)] ?? 'problem';
          if (roll(2) === 0) steps.push({ actor, before, entry: story.does(actor, { t: 'note.move', id: note, section }) });
          else {
            const step = steps[roll(Math.max(1, steps.length))];
            if (!step) continue;
            const wasLast = story.get(note).last.position === step.entry.seq;
            const outcome = story.asks(step.actor, undo(story, step.before, step.entry));
            expect(outcome === 'changed').toBe(!wasLast);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
