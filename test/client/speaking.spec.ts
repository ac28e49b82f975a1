import { describe, expect, it } from '@jest/globals';
import { emptyBoard, type Board, type Entry, type Note } from '../../src/boards/domain/index.js';
import { Announcer, DIGEST_EVERY } from '../../src/client/room/announcer.js';
import { clockFace, leftOn } from '../../src/client/room/clock.js';
import { deedOf, type Ground } from '../../src/client/room/keyboard.js';
import { linkWords, waitBefore } from '../../src/client/room/link-words.js';

const note = (id: string, section: string, author: string) => ({ id, section, author }) as Note;
const board: Board = {
  ...emptyBoard('b'),
  notes: { a: note('a', 'ideas', 'dani'), b: note('b', 'ideas', 'eva'), c: note('c', 'causes', 'eva') },
};
const entry = (t: string, id: string) =>
  ({ seq: 1, op: 'o', actor: 'eva', at: '', event: { t, id, notes: [id] } }) as unknown as Entry;
const title = (key: string) => `«${key}»`;

describe('What is said aloud', () => {
  it('gathers a hundred events of ten seconds into three digests at most, and loses none in the counts', () => {
    const announcer = new Announcer('all');
    let told = 0;
    let counted = 0;
    for (let at = 0; at < 100; at += 1) {
      const now = at * 100;
      announcer.hear(entry('note.added', 'b'), board, 'dani');
      if (announcer.dueIn(now) !== 0) continue;
      const said = announcer.digest(now, title);
      told += 1;
      counted += said.reduce((sum, { args }) => sum + Number(args['count']), 0);
    }
    counted += announcer.digest(10_000, title).reduce((sum, { args }) => sum + Number(args['count']), 0);
    expect(told + 1).toBeLessThanOrEqual(3);
    expect(counted).toBe(100);
    expect(announcer.dueIn(10_001)).toBeNull();
    announcer.hear(entry('note.added', 'b'), board, 'dani');
    expect(announcer.dueIn(10_001)).toBe(DIGEST_EVERY - 1);
  });

  it('names the section when all happened in one, and counts sections when not', () => {
    const announcer = new Announcer('all');
    announcer.hear(entry('note.added', 'a'), board, 'x');
    announcer.hear(entry('note.added', 'b'), board, 'x');
    expect(announcer.digest(0, title)).toEqual([
      { key: 'roundtables.live.say.added-in', args: { count: 2, section: '«ideas»' } },
    ]);
    announcer.hear(entry('note.edited', 'a'), board, 'x');
    announcer.hear(entry('note.edited', 'c'), board, 'x');
    expect(announcer.digest(0, title)).toEqual([{ key: 'roundtables.live.say.edited', args: { count: 2, sections: 2 } }]);
  });

  it('says only what concerns my notes and the board itself with `mentions`, and nothing with `none`', () => {
    const [mentions, none] = [new Announcer('mentions'), new Announcer('none')];
    for (const announcer of [mentions, none]) {
      announcer.hear(entry('note.edited', 'a'), board, 'dani');
      announcer.hear(entry('note.edited', 'b'), board, 'dani');
      announcer.hear(entry('board.locked', ''), board, 'dani');
    }
    expect(mentions.digest(0, title).map(({ key, args }) => [key, args['count']])).toEqual([
      ['roundtables.live.say.locked', undefined],
      ['roundtables.live.say.edited-in', 1],
    ]);
    expect(none.dueIn(0)).toBeNull();
  });
});

describe('The connection in words', () => {
  const facts = { joined: true, offline: false, waiting: 0, isPrivate: false };
  it('says saved, saving, offline with what waits, and reconnecting', () => {
    expect(linkWords(facts)).toMatchObject({ key: 'roundtables.live.link.saved', isOff: false });
    expect(linkWords({ ...facts, isPrivate: true }).key).toBe('roundtables.live.link.saved-private');
    expect(linkWords({ ...facts, waiting: 2 })).toEqual({ key: 'roundtables.live.link.saving', count: 2, isOff: false });
    expect(linkWords({ ...facts, joined: false, offline: true, waiting: 3 })).toEqual({
      key: 'roundtables.live.link.offline-waiting',
      count: 3,
      isOff: true,
    });
    expect(linkWords({ ...facts, joined: false }).key).toBe('roundtables.live.link.reconnecting');
  });

  it('waits longer from try to try, spread by half, never more than half a minute', () => {
    expect([waitBefore(0, 0), waitBefore(0, 1), waitBefore(3, 0.5)]).toEqual([250, 750, 4000]);
    expect(waitBefore(50, 1)).toBe(30_000);
  });
});

describe('The timer', () => {
  it('runs on the server’s clock, stands still when paused, and shows time over as time', () => {
    expect(leftOn({ endsAt: '2026-08-16T16:35:00Z', remainingMs: null }, Date.parse('2026-08-16T16:22:20Z'))).toBe(760_000);
    expect(leftOn({ endsAt: null, remainingMs: 5000 }, 0)).toBe(5000);
    expect([clockFace(760_000), clockFace(3_661_000), clockFace(-61_000), clockFace(400)]).toEqual([
      '12:40',
      '1:01:01',
      '01:01',
      '00:01',
    ]);
  });
});

describe('The keyboard', () => {
  const ground: Ground = { onNote: true, typing: false, shortcuts: true };
  const stroke = (key: string, more: object = {}) => ({ key, shift: false, control: false, alt: false, ...more });

  it('walks with arrows and carries with shift', () => {
    expect(deedOf(stroke('ArrowDown'), ground)).toBe('next');
    expect(deedOf(stroke('ArrowRight', { shift: true }), ground)).toBe('move-right');
    expect(deedOf(stroke('ArrowDown'), { ...ground, onNote: false })).toBeNull();
  });

  it('leaves single letters alone when they are turned off, and every key where people type', () => {
    expect([deedOf(stroke('m'), ground), deedOf(stroke('n'), ground)]).toEqual(['move', 'write']);
    expect(deedOf(stroke('m'), { ...ground, shortcuts: false })).toBeNull();
    expect(deedOf(stroke('ArrowDown'), { ...ground, shortcuts: false })).toBe('next');
    expect(deedOf(stroke('z', { control: true }), { ...ground, typing: true })).toBeNull();
    expect(deedOf(stroke('ArrowLeft', { alt: true }), ground)).toBeNull();
  });

  it('undoes and redoes with control, whatever the case of the letter', () => {
    expect([deedOf(stroke('z', { control: true }), ground), deedOf(stroke('Z', { control: true, shift: true }), ground)]).toEqual(
      ['undo', 'redo'],
    );
    expect(deedOf(stroke('c', { control: true }), ground)).toBeNull();
  });
});
