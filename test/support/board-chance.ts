/** Random but repeatable goings-on on a board: the same seed tells the same story. */
import { LIMITS, NOTE_KINDS, REACTIONS, keyAt, type BoardActor } from '../../src/boards/domain/index.js';
import { BETO, BoardStory, CARO, DANI, EVA, type Ask } from './board-story.js';

/** Mulberry32: an even draw in [0, below). */
export function diceOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const KINDS_OF_ASK = [
  ...[
    'add',
    'add',
    'add',
    'add',
    'edit',
    'edit',
    'move',
    'move',
    'stack',
    'stack',
    'unstack',
    'retitle',
    'dot',
    'dot',
    'undot',
    'react',
  ],
  ...[
    'delete',
    'restore',
    'hide',
    'unhide',
    'redact',
    'sections',
    'lock',
    'unlock',
    'private',
    'reveal',
    'reveal',
    'show',
    'names',
    'budget',
    'bring',
  ],
] as const;

/** Somebody who may do it more often than not. */
const ACTORS: readonly BoardActor[] = [BETO, CARO, DANI, EVA, DANI, EVA];
const FACILITATORS_ASK = new Set([
  'hide',
  'unhide',
  'redact',
  'sections',
  'lock',
  'unlock',
  'private',
  'reveal',
  'show',
  'names',
  'budget',
  'bring',
]);

/** Something that somebody might ask of this board now; it may be refused. `words` gives the text of notes. */
export function randomAsk(
  story: BoardStory,
  roll: (below: number) => number,
  words: () => string,
): { actor: BoardActor; ask: Ask } {
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)] as T;
  const kind = pick(KINDS_OF_ASK);
  const actor = FACILITATORS_ASK.has(kind) ? BETO : pick(ACTORS);
  const ids = Object.keys(story.board.notes);
  const id = ids.length > 0 ? pick(ids) : story.newId();
  const section = pick(['problem', 'solution', 'results', 'removed']);
  const order =
    roll(3) === 0 ? keyAt([...new Set(Object.values(story.board.notes).map((note) => note.order))].sort(), roll(4)) : undefined;
  const asks: Record<(typeof KINDS_OF_ASK)[number], () => Ask> = {
    add: () => ({
      t: 'note.add',
      id: story.newId(),
      section,
      text: words(),
      kind: pick(NOTE_KINDS),
      ...(order ? { order } : {}),
    }),
    edit: () => ({ t: 'note.edit', id, base: roll(story.board.seq + 1), text: words() }),
    move: () => ({ t: 'note.move', id, section, ...(order ? { order } : {}) }),
    stack: () => ({ t: 'note.stack', id, onto: ids.length > 0 ? pick(ids) : id }),
    unstack: () => ({ t: 'note.unstack', id }),
    retitle: () => ({ t: 'stack.retitle', id, title: `Pila ${roll(100)}` }),
    dot: () => ({ t: 'note.dot', id }),
    undot: () => ({ t: 'note.undot', id }),
    react: () => ({ t: 'note.react', id, reaction: pick(REACTIONS) }),
    delete: () => ({ t: 'note.delete', id }),
    restore: () => ({ t: 'note.restore', id }),
    hide: () => ({ t: 'note.hide', id, reason: 'Nombra a una persona' }),
    unhide: () => ({ t: 'note.unhide', id }),
    redact: () => (roll(4) === 0 ? { t: 'note.redact', id } : { t: 'note.unhide', id }),
    sections: () =>
      roll(2) === 0
        ? { t: 'section.remove', key: 'removed' }
        : { t: 'section.add', section: { key: 'results', title: 'Resultados' } },
    lock: () => ({ t: 'board.lock' }),
    unlock: () => ({ t: 'board.unlock' }),
    private: () => ({ t: 'board.write-privately' }),
    reveal: () => ({ t: 'board.reveal' }),
    show: () => ({ t: 'board.show-authors' }),
    names: () => ({ t: 'board.hide-authors' }),
    budget: () => ({ t: 'board.dots-budget', budget: roll(LIMITS.dotsBudget) }),
    bring: () => ({ t: 'board.bring', note: roll(2) === 0 ? id : null }),
  };
  return { actor, ask: asks[kind]() };
}

/** A board on which `asked` things were asked, most of them done. */
export function randomStory(seed: number, asked: number, words?: () => string): BoardStory {
  const roll = diceOf(seed);
  const story = new BoardStory(['problem', 'solution', 'removed'], { dotsBudget: 5, authorsShown: roll(2) === 0 });
  let said = 0;
  for (let i = 0; i < asked; i += 1) {
    const { actor, ask } = randomAsk(story, roll, words ?? (() => `Nota número ${(said += 1)}`));
    story.asks(actor, ask);
  }
  return story;
}
