import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { diceOf, randomStory } from '../../../test/support/board-chance.js';
import { BETO, BoardStory, CARO, DANI, EVA, EVERYBODY } from '../../../test/support/board-story.js';
import {
  ANYBODY,
  ANY_RECORDER,
  blankContent,
  concerned,
  contentOf,
  emptyBoard,
  fold,
  project,
  projectEntry,
  viewerOf,
  type Board,
  type Entry,
  type Viewer,
} from './index.js';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const VIEWERS = [ANYBODY, ANY_RECORDER, ...EVERYBODY.map(viewerOf)];
const stateAt = (story: BoardStory, seq: number): Board => fold(emptyBoard(story.board.id), story.log.slice(0, seq));

describe('what may be seen', () => {
  it('[B40] the fold of projected entries equals the projection, for every viewer, from any number on, in any batches', () => {
    fc.assert(
      fc.property(seeds, fc.nat(), (seed, cut) => {
        const story = randomStory(seed, 60);
        const roll = diceOf(seed + 3);
        for (const viewer of VIEWERS) {
          let seq = cut % story.log.length;
          let copy = project(stateAt(story, seq), viewer);
          while (seq < story.log.length) {
            const until = Math.min(story.log.length, seq + 1 + roll(8));
            const after = stateAt(story, until);
            const frame = story.log.slice(seq, until).map((entry) => projectEntry(entry, after, viewer));
            copy = fold(copy, JSON.parse(JSON.stringify(frame)) as Entry[]);
            seq = until;
          }
          expect(copy).toEqual(project(story.board, viewer));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('[B40] projecting twice shows no more and no less', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { board } = randomStory(seed, 60);
        for (const viewer of VIEWERS) {
          const once = project(board, viewer);
          for (const note of Object.values(project(once, viewer).notes))
            expect(note).toEqual({ ...once.notes[note.id], veiled: note.veiled });
        }
      }),
      { numRuns: 50 },
    );
  });

  it('[B51] who sees an entry otherwise than the many is always named', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const story = randomStory(seed, 60);
        for (const entry of story.log) {
          const after = stateAt(story, entry.seq);
          const apart = concerned(entry, after);
          for (const person of EVERYBODY.filter(({ id }) => !apart.has(id))) {
            const many = viewerOf(person).records ? ANY_RECORDER : ANYBODY;
            expect(projectEntry(entry, after, viewerOf(person))).toEqual(projectEntry(entry, after, many));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('[B41] no frame, snapshot or pull before the reveal holds a word, a length or an author of another’s note', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const marks: string[] = [];
        const story = randomStory(seed, 60, () => {
          marks.push(`marca-${marks.length}-${'x'.repeat(marks.length % 50)}`);
          return marks.at(-1) as string;
        });
        for (const viewer of VIEWERS) {
          for (let seq = 1; seq <= story.log.length; seq += 1) {
            const after = stateAt(story, seq);
            const secret = Object.values(after.notes).filter(
              (note) => note.mask && note.author !== viewer.id && note.enteredBy !== viewer.id && note.text !== '',
            );
            const entry = story.log[seq - 1] as Entry;
            const sent = JSON.stringify([projectEntry(entry, after, viewer), project(after, viewer)]);
            for (const note of secret) expect(sent).not.toContain(`"${note.text}"`);
            for (const note of secret)
              expect(contentOf(project(after, viewer).notes[note.id] as never)).toEqual(blankContent(true));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('[B41] the reveal brings the words along, and until then others learn only that there is a note in a section', () => {
    const story = new BoardStory();
    story.does(BETO, { t: 'board.write-privately' });
    const note = story.note(DANI, 'solution', 'Que cada carta traiga un teléfono', { kind: 'proposal' });
    const added = projectEntry(story.log.at(-1) as Entry, story.board, viewerOf(BETO));
    expect(added).toMatchObject({
      actor: null,
      event: { id: note, section: 'solution', mask: true, content: blankContent(true) },
    });
    expect(projectEntry(story.log.at(-1) as Entry, story.board, viewerOf(DANI))).toEqual(story.log.at(-1));
    const revealed = projectEntry(story.does(BETO, { t: 'board.reveal' }), story.board, viewerOf(EVA));
    expect(revealed.seen?.[note]).toMatchObject({
      text: 'Que cada carta traiga un teléfono',
      authorName: 'Dani',
      kind: 'proposal',
    });
  });

  it('[B42] a hidden note shows its place and the reason to all, its words to its author and those who record', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'El vecino Fulano…');
    story.does(BETO, { t: 'note.hide', id: note, reason: 'Nombra a una persona' });
    const seenBy = (viewer: Viewer) => project(story.board, viewer).notes[note];
    expect(seenBy(viewerOf(EVA))).toMatchObject({
      text: '',
      author: null,
      veiled: true,
      hidden: { reason: 'Nombra a una persona' },
    });
    expect(seenBy(viewerOf(DANI))?.text).toBe('El vecino Fulano…');
    expect(seenBy(viewerOf(CARO))?.text).toBe('El vecino Fulano…');
    expect(story.asks(EVA, { t: 'note.move', id: note, section: 'solution' })).toBe('hidden');
    expect(story.asks(DANI, { t: 'note.edit', id: note, base: 2, text: 'Un vecino…' })).toBe('hidden');
    story.does(BETO, { t: 'note.unhide', id: note });
    expect(seenBy(viewerOf(EVA))?.text).toBe('El vecino Fulano…');
  });

  it('[B42] somebody who pulls an old entry of a note that was hidden since does not get its words', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'El vecino Fulano…');
    const added = story.log.at(-1) as Entry;
    story.does(BETO, { t: 'note.hide', id: note, reason: 'Nombra a una persona' });
    story.does(CARO, { t: 'note.edit', id: note, base: 2, text: 'Un vecino…' });
    story.does(BETO, { t: 'note.unhide', id: note });
    expect(JSON.stringify(projectEntry(added, story.board, viewerOf(EVA)))).not.toContain('Fulano');
  });

  it('[B43] while names are hidden only the author and those who record know who wrote, moved and changed a note', () => {
    const story = new BoardStory(undefined, { authorsShown: false });
    const note = story.note(DANI, 'problem', 'Sin nombre');
    story.does(DANI, { t: 'note.move', id: note, section: 'solution' });
    const seen = (viewer: Viewer) =>
      JSON.stringify([project(story.board, viewer), story.log.map((entry) => projectEntry(entry, story.board, viewer))]);
    for (const viewer of [ANYBODY, viewerOf(EVA)]) {
      expect(seen(viewer)).not.toContain(DANI.id);
      expect(seen(viewer)).not.toContain('Dani');
      expect(seen(viewer)).toContain('Sin nombre');
    }
    for (const viewer of [viewerOf(DANI), viewerOf(BETO), viewerOf(CARO)]) expect(seen(viewer)).toContain('Dani');
    const shown = projectEntry(story.does(BETO, { t: 'board.show-authors' }), story.board, viewerOf(EVA));
    expect(shown.seen?.[note]?.authorName).toBe('Dani');
  });

  it('[B44] a dot or a reaction tells on no one, not even to those who facilitate', () => {
    const story = new BoardStory(undefined, { dotsBudget: 3 });
    const note = story.note(DANI);
    const given = [
      story.does(EVA, { t: 'note.dot', id: note }),
      story.does(EVA, { t: 'note.react', id: note, reaction: 'thanks' }),
    ];
    for (const viewer of [viewerOf(BETO), viewerOf(DANI), ANYBODY]) {
      const seen = [project(story.board, viewer), ...given.map((entry) => projectEntry(entry, story.board, viewer))];
      expect(JSON.stringify(seen)).not.toContain(EVA.id);
      expect(project(story.board, viewer).notes[note]).toMatchObject({
        dots: { total: 1, by: {} },
        reactions: { thanks: { total: 1, by: {} } },
      });
    }
    expect(project(story.board, viewerOf(EVA)).notes[note]?.dots).toEqual({ total: 1, by: { [EVA.id]: 1 } });
  });

  it('[B45] redacting erases words and author for everybody, the author and those who record included', () => {
    const story = new BoardStory();
    const note = story.note(DANI, 'problem', 'Mi documento es…');
    story.does(BETO, { t: 'note.redact', id: note });
    for (const viewer of VIEWERS) {
      const seen = JSON.stringify([
        project(story.board, viewer),
        ...story.log.map((entry) => projectEntry(entry, story.board, viewer)),
      ]);
      expect(seen).not.toContain('documento');
      expect(seen).not.toContain('Dani');
    }
    expect(story.asks(DANI, { t: 'note.edit', id: note, base: 2, text: 'Otra vez' })).toBe('gone');
  });
});
