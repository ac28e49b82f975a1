import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomStory } from '../../../test/support/board-chance.js';
import { BETO, BoardStory, DANI, EVA } from '../../../test/support/board-story.js';
import { INBOX, isLive, orderAt, headsIn, placeOf, readingOrder } from './index.js';

describe('the reading order', () => {
  it('[B46] sections, their stacks, the notes of a stack; the inbox last', () => {
    const story = new BoardStory(['one', 'two', 'three']);
    const [a, b, c] = [story.note(DANI, 'two', 'A'), story.note(DANI, 'one', 'B'), story.note(EVA, 'two', 'C')];
    const first = story.newId();
    story.does(EVA, { t: 'note.add', id: first, section: 'two', text: 'Arriba', order: orderAt(headsIn(story.board, 'two'), 0) });
    story.does(EVA, { t: 'note.stack', id: b, onto: a });
    story.note(DANI, 'three', 'D');
    story.does(BETO, { t: 'section.remove', key: 'three' });
    const columns = readingOrder(story.board);
    expect(columns.map((column) => [column.key, column.stacks.map((stack) => stack.notes.map((note) => note.text))])).toEqual([
      ['one', []],
      ['two', [['Arriba'], ['A', 'B'], ['C']]],
      [INBOX, [['D']]],
    ]);
    expect(placeOf(columns, c)).toMatchObject({ position: 3, of: 3, inStack: null });
    expect(placeOf(columns, b)).toMatchObject({ position: 2, of: 3, inStack: { position: 2, of: 2 } });
    expect(placeOf(columns, story.newId())).toBeNull();
  });

  it('[B46] every live note is read exactly once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { board } = randomStory(seed, 80);
        const read = readingOrder(board).flatMap((column) =>
          column.stacks.flatMap((stack) => stack.notes.map((note) => note.id)),
        );
        const live = Object.values(board.notes).filter(isLive);
        expect([...read].sort()).toEqual(live.map((note) => note.id).sort());
      }),
    );
  });
});
