import { describe, expect, it } from '@jest/globals';
import { BETO, BoardStory, CARO, DANI, EVA, OLI } from '../../../test/support/board-story.js';
import {
  INBOX,
  commandSchema,
  decide,
  dotsLeft,
  emptyBoard,
  openBoardSchema,
  overruled,
  placeOf,
  readingOrder,
  sectionOf,
} from './index.js';

const textsIn = (story: BoardStory, key: string) =>
  readingOrder(story.board)
    .find((column) => column.key === key)
    ?.stacks.flatMap((stack) => stack.notes.map((note) => note.text)) ?? [];

describe('when two act at once', () => {
  it('[B20] the later of two moves wins, section and order together', () => {
    const story = new BoardStory();
    const note = story.note(DANI);
    story.does(DANI, { t: 'note.move', id: note, section: 'solution', order: 'a5' });
    story.does(EVA, { t: 'note.move', id: note, section: 'problem', order: 'a7' });
    expect(story.get(note)).toMatchObject({ section: 'problem', order: 'a7', parent: null });
  });

  it('[B20] a move after a stacking takes the note out of the stack; a stacking after a move lays it in', () => {
    const story = new BoardStory();
    const [head, note] = [story.note(DANI), story.note(EVA)];
    story.does(DANI, { t: 'note.stack', id: note, onto: head });
    story.does(EVA, { t: 'note.move', id: note, section: 'solution' });
    expect(story.get(note).parent).toBeNull();
    story.does(DANI, { t: 'note.stack', id: note, onto: head });
    expect(sectionOf(story.board, story.get(note))).toBe('problem');
  });

  it('[B21] deleting wins: editing, moving, dots and deleting again are gone', () => {
    const story = new BoardStory(undefined, { dotsBudget: 3 });
    const note = story.note(DANI);
    const base = story.board.seq;
    story.does(DANI, { t: 'note.delete', id: note });
    expect(story.asks(DANI, { t: 'note.edit', id: note, base, text: 'Otra' })).toBe('gone');
    expect(story.asks(EVA, { t: 'note.move', id: note, section: 'solution' })).toBe('gone');
    expect(story.asks(EVA, { t: 'note.dot', id: note })).toBe('gone');
    expect(story.asks(DANI, { t: 'note.delete', id: note })).toBe('gone');
  });

  it('[B21] restoring brings the note back as it last was', () => {
    const story = new BoardStory(undefined, { dotsBudget: 3 });
    const note = story.note(DANI, 'problem', 'Antes');
    story.does(EVA, { t: 'note.move', id: note, section: 'solution' });
    story.does(EVA, { t: 'note.dot', id: note });
    const { last: _, ...before } = story.get(note);
    story.does(DANI, { t: 'note.delete', id: note });
    story.does(DANI, { t: 'note.restore', id: note });
    const { last: __, ...after } = story.get(note);
    expect(after).toEqual(before);
  });

  it('[B22] an edit of words changed meanwhile is accepted, told over, and the other version can be shown', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'Uno');
    const base = story.get(note).last.words;
    const first = story.does(DANI, { t: 'note.edit', id: note, base, text: 'La mía' });
    const before = story.board;
    const second = story.does(CARO, { t: 'note.edit', id: note, base, text: 'La de Caro' });
    expect(second.event).toMatchObject({ over: { seq: first.seq, by: DANI.id } });
    expect(story.get(note).text).toBe('La de Caro');
    expect(overruled(before, second, DANI)).toEqual({ note, text: 'La mía' });
    expect(overruled(before, second, EVA)).toBeNull();
  });

  it('[B22] editing on top of one’s own words, or of the present ones, overrules nobody', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'Uno');
    const base = story.get(note).last.words;
    story.does(DANI, { t: 'note.edit', id: note, base, text: 'Dos' });
    expect(story.does(DANI, { t: 'note.edit', id: note, base, text: 'Tres' }).event).toMatchObject({ over: null });
    expect(story.does(CARO, { t: 'note.edit', id: note, base: story.board.seq, text: 'Cuatro' }).event).toMatchObject({
      over: null,
    });
  });

  it('[B23] a note for a removed section lies in the inbox, with those the section held', () => {
    const story = new BoardStory();
    const held = story.note(DANI, 'solution', 'Estaba');
    story.does(BETO, { t: 'section.remove', key: 'solution' });
    story.note(EVA, 'solution', 'Llega tarde');
    expect(textsIn(story, INBOX)).toEqual(['Estaba', 'Llega tarde']);
    expect(story.asks(EVA, { t: 'note.move', id: held, section: 'solution' })).toBe('gone');
    story.does(EVA, { t: 'note.move', id: held, section: 'problem' });
    expect(textsIn(story, 'problem')).toEqual(['Estaba']);
  });

  it('[B23] a section key that is a word of the language is no section', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'constructor');
    expect(sectionOf(story.board, story.get(note))).toBe(INBOX);
  });

  it('[B24] a stack lies in no stack, and a note laid on a stacked note joins its stack', () => {
    const story = new BoardStory();
    const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((text) => story.note(DANI, 'problem', text)) as [
      string,
      string,
      string,
      string,
    ];
    story.does(DANI, { t: 'note.stack', id: b, onto: a });
    expect(story.asks(DANI, { t: 'note.stack', id: a, onto: a })).toBe('depth');
    expect(story.asks(DANI, { t: 'note.stack', id: a, onto: b })).toBe('depth');
    expect(story.asks(DANI, { t: 'note.stack', id: a, onto: c })).toBe('depth');
    story.does(DANI, { t: 'note.stack', id: d, onto: b });
    expect(story.get(d).parent).toBe(a);
  });

  it('[B25] the next note in order takes a deleted head’s place and title', () => {
    const story = new BoardStory();
    const first = story.note(DANI, 'problem', 'Primera');
    const [a, b, c] = ['A', 'B', 'C'].map((text) => story.note(DANI, 'problem', text)) as [string, string, string];
    story.note(DANI, 'problem', 'Última');
    story.does(EVA, { t: 'note.stack', id: b, onto: a });
    story.does(EVA, { t: 'note.stack', id: c, onto: a });
    story.does(EVA, { t: 'stack.retitle', id: a, title: 'Formularios' });
    story.does(DANI, { t: 'note.delete', id: a });
    expect(story.get(b)).toMatchObject({ parent: null, title: 'Formularios' });
    expect(story.get(c).parent).toBe(b);
    expect(textsIn(story, 'problem')).toEqual(['Primera', 'B', 'C', 'Última']);
    story.does(DANI, { t: 'note.restore', id: a });
    expect(story.get(a)).toMatchObject({ parent: null, title: null });
    expect(placeOf(readingOrder(story.board), c)).toMatchObject({ position: 3, of: 4, inStack: { position: 2, of: 2 } });
    expect(story.get(first).parent).toBeNull();
  });

  it('[B25] a note restored after its head is gone stands alone', () => {
    const story = new BoardStory();
    const [a, b] = [story.note(DANI, 'problem', 'A'), story.note(DANI, 'problem', 'B')];
    story.does(DANI, { t: 'note.stack', id: b, onto: a });
    story.does(DANI, { t: 'note.delete', id: b });
    story.does(DANI, { t: 'note.delete', id: a });
    story.does(DANI, { t: 'note.restore', id: b });
    expect(story.get(b).parent).toBeNull();
    expect(textsIn(story, 'problem')).toEqual(['B']);
  });

  it('[B26] equal keys are settled by op id, whatever the order of arrival', () => {
    const story = new BoardStory();
    const late = '01890000-000d-7000-8000-0000000000ff';
    const early = '01890000-000d-7000-8000-0000000000ee';
    story.does(DANI, { t: 'note.add', op: late, id: story.newId(), section: 'problem', text: 'Op mayor', order: 'a5' });
    story.does(EVA, { t: 'note.add', op: early, id: story.newId(), section: 'problem', text: 'Op menor', order: 'a5' });
    expect(textsIn(story, 'problem')).toEqual(['Op menor', 'Op mayor']);
  });

  it('[B26] a key of more than 64 characters is rewritten with its neighbours’, and nobody’s order changes', () => {
    const story = new BoardStory();
    for (const text of ['A', 'B', 'C']) story.note(DANI, 'problem', text);
    const long = `a0${'1'.repeat(70)}`;
    const entry = story.does(EVA, { t: 'note.add', id: story.newId(), section: 'problem', text: 'Entre A y B', order: long });
    expect(Object.keys((entry.event as { rewritten: object }).rewritten)).toHaveLength(3);
    expect(textsIn(story, 'problem')).toEqual(['A', 'Entre A y B', 'B', 'C']);
    for (const note of Object.values(story.board.notes)) expect(note.order.length).toBeLessThan(5);
  });
});

describe('what the moment allows', () => {
  it('[B30] after a lock participants are refused, what was before stands, facilitators go on', () => {
    const story = new BoardStory(undefined, { dotsBudget: 3 });
    const note = story.note(DANI);
    story.does(BETO, { t: 'board.lock' });
    for (const ask of [
      { t: 'note.edit', id: note, base: 2, text: 'Otra' },
      { t: 'note.move', id: note, section: 'solution' },
      { t: 'note.delete', id: note },
      { t: 'note.dot', id: note },
      { t: 'note.react', id: note, reaction: 'agree' },
      { t: 'note.add', id: story.newId(), section: 'problem', text: 'Tarde' },
    ] as const) {
      expect(story.asks(DANI, ask)).toBe('locked');
    }
    expect(story.get(note).text).toBe('Una nota');
    story.does(BETO, { t: 'note.move', id: note, section: 'solution' });
    story.does(BETO, { t: 'board.unlock' });
    story.does(DANI, { t: 'note.delete', id: note });
  });

  it('[B31] in private writing everybody touches their own notes only, and nobody stacks or gives dots', () => {
    const story = new BoardStory(undefined, { dotsBudget: 3 });
    const [before, other] = [story.note(DANI), story.note(DANI)];
    story.does(BETO, { t: 'board.write-privately' });
    const mine = story.note(EVA);
    expect(story.get(mine).mask).toBe(true);
    story.does(EVA, { t: 'note.edit', id: mine, base: story.board.seq, text: 'Mejor' });
    story.does(EVA, { t: 'note.move', id: mine, section: 'solution' });
    expect(story.asks(EVA, { t: 'note.move', id: before, section: 'solution' })).toBe('phase');
    expect(story.asks(BETO, { t: 'note.edit', id: mine, base: 0, text: 'Ajena' })).toBe('phase');
    expect(story.asks(BETO, { t: 'note.hide', id: mine, reason: 'No se puede saber' })).toBe('phase');
    expect(story.asks(EVA, { t: 'note.stack', id: before, onto: other })).toBe('phase');
    expect(story.asks(EVA, { t: 'note.dot', id: mine })).toBe('phase');
    expect(story.asks(EVA, { t: 'note.react', id: before, reaction: 'agree' })).toBe('phase');
    expect(story.asks(EVA, { t: 'board.reveal' })).toBe('forbidden');
    expect(story.does(BETO, { t: 'board.reveal' }).event).toEqual({ t: 'board.revealed', notes: [mine] });
    story.does(DANI, { t: 'note.dot', id: mine });
  });

  it('[B32] dots are counted against the budget, and those on deleted or hidden notes are back', () => {
    const story = new BoardStory(undefined, { dotsBudget: 2 });
    const [a, b] = [story.note(DANI), story.note(DANI)];
    story.does(EVA, { t: 'note.dot', id: a });
    story.does(EVA, { t: 'note.dot', id: a });
    expect(story.asks(EVA, { t: 'note.dot', id: b })).toBe('budget');
    story.does(EVA, { t: 'note.undot', id: a });
    story.does(EVA, { t: 'note.dot', id: b });
    story.does(DANI, { t: 'note.delete', id: a });
    expect(dotsLeft(story.board, EVA.id)).toBe(1);
    story.does(BETO, { t: 'note.hide', id: b, reason: 'Nombra a una persona' });
    expect(dotsLeft(story.board, EVA.id)).toBe(2);
    expect(story.asks(BETO, { t: 'note.dot', id: b })).toBe('hidden');
    expect(story.asks(DANI, { t: 'note.undot', id: b })).toBe('hidden');
  });

  it('[B32] nobody takes back a dot they did not give', () => {
    const story = new BoardStory(undefined, { dotsBudget: 2 });
    const note = story.note(DANI);
    story.does(EVA, { t: 'note.dot', id: note });
    expect(story.asks(DANI, { t: 'note.undot', id: note })).toBe('changed');
  });

  it('[B33] words belong to their author and those who record; places to all who arrange; observers only look', () => {
    const story = new BoardStory(undefined, { dotsBudget: 2 });
    const note = story.note(DANI);
    expect(story.asks(EVA, { t: 'note.edit', id: note, base: 2, text: 'Ajena' })).toBe('forbidden');
    expect(story.asks(EVA, { t: 'note.delete', id: note })).toBe('forbidden');
    expect(story.asks(EVA, { t: 'note.hide', id: note, reason: 'No me gusta' })).toBe('forbidden');
    expect(story.asks(EVA, { t: 'board.lock' })).toBe('forbidden');
    expect(story.asks(OLI, { t: 'note.add', id: story.newId(), section: 'problem', text: 'Hola' })).toBe('forbidden');
    expect(story.asks(OLI, { t: 'note.dot', id: note })).toBe('forbidden');
    story.does(EVA, { t: 'note.move', id: note, section: 'solution' });
    story.does(CARO, { t: 'note.edit', id: note, base: story.board.seq, text: 'Corregida' });
    expect(story.get(note)).toMatchObject({ author: DANI.id, authorName: 'Dani', wordsBy: CARO.id });
  });

  it('[B34] a note entered for somebody carries their name and who entered it', () => {
    const story = new BoardStory();
    const onBehalfOf = { name: 'Nélida, por teléfono', sector: 'residents' };
    const note = story.note(CARO, 'problem', 'No recibo las cartas', { onBehalfOf });
    expect(story.get(note)).toMatchObject({
      author: null,
      authorName: 'Nélida, por teléfono',
      sector: 'residents',
      enteredBy: CARO.id,
    });
    expect(story.asks(EVA, { t: 'note.add', id: story.newId(), section: 'problem', text: 'Yo por ella', onBehalfOf })).toBe(
      'forbidden',
    );
    story.does(CARO, { t: 'note.edit', id: note, base: story.board.seq, text: 'No recibo las cartas en casa' });
  });

  it('[B36] limits are refused, never cut, and a note that says nothing is none', () => {
    const op = '01890000-000d-7000-8000-0000000000ff';
    const add = { op, t: 'note.add', id: op, section: 'problem' };
    expect(commandSchema.safeParse({ ...add, text: 'x'.repeat(2000) }).success).toBe(true);
    expect(commandSchema.safeParse({ ...add, text: 'x'.repeat(2001) }).success).toBe(false);
    expect(commandSchema.safeParse({ ...add, text: ' \u200b ' }).success).toBe(false);
    expect(commandSchema.safeParse({ ...add, milestone: { output: 'Lista pública' } }).success).toBe(true);
    expect(commandSchema.safeParse({ ...add, text: 'Hola', order: 'a0', admin: true }).success).toBe(false);
    expect(commandSchema.safeParse({ ...add, text: 'Hola', section: '__proto__' }).success).toBe(false);
    expect(commandSchema.safeParse({ ...add, text: 'Hola', order: 'a00' }).success).toBe(false);
    expect(commandSchema.safeParse({ op, t: 'board.open', sections: [{ key: 'a', title: 'A' }] }).success).toBe(false);
  });

  it('[B36] an edit may not empty a note, and an id is used once', () => {
    const story = new BoardStory();
    const note = story.note(DANI);
    expect(story.asks(DANI, { t: 'note.edit', id: note, base: 2, text: '' })).toBe('malformed');
    expect(story.asks(EVA, { t: 'note.add', id: note, section: 'problem', text: 'Encima' })).toBe('malformed');
  });

  it('[B36] a board is opened once, and before that holds no note', () => {
    const story = new BoardStory();
    const op = story.newId();
    const again = openBoardSchema.parse({ op, t: 'board.open', sections: [{ key: 'a', title: 'A' }] });
    expect(decide(story.board, again, BETO)).toEqual({ ok: false, code: 'changed' });
    const add = commandSchema.parse({ op, t: 'note.add', id: op, section: 'a', text: 'Antes de tiempo' });
    expect(decide(emptyBoard(story.board.id), add, DANI)).toEqual({ ok: false, code: 'gone' });
  });
});
