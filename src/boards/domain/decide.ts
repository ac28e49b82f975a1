/** The judge of a board: what a command makes happen, or why it may not. Pure, so that the browser can show its own commands before the answer. */
import { can, type BoardActor, type Capability } from './actor.js';
import { LIMITS, contentOf, dotsLeft, isLive, sectionInUse, type Board, type Content, type LastSet, type Note } from './board.js';
import type { Command, CommandOf, CommandType } from './commands.js';
import type { BoardEvent, EventOf } from './events.js';
import { evenKeys, keyBetween } from './order.js';
import { placeAmong, placeFirstBelow } from './placing.js';
import { headsIn, notesUnder, sectionsInOrder } from './reading-order.js';
import type { RefusalCode } from './refusals.js';

/** Answered to an edit of words that somebody else had changed meanwhile: entry `seq`, written by `by`. Both texts are in the log. */
export interface Over {
  readonly seq: number;
  readonly by: string | null;
}

export type Decision =
  { readonly ok: true; readonly event: BoardEvent; readonly over?: Over } | { readonly ok: false; readonly code: RefusalCode };

/** Judges a command on exactly this state of the board. */
export function decide(board: Board, command: Command, actor: BoardActor): Decision {
  if (!can(actor, NEEDS[command.t])) return no('forbidden');
  if (command.undoOf !== undefined && board.turned > (command.ifSeq ?? 0)) return no('phase');
  return (JUDGES[command.t] as Judge<CommandType>)(board, command, actor);
}

const NEEDS: Readonly<Record<CommandType, Capability>> = {
  'note.add': 'write',
  'note.edit': 'write',
  'note.move': 'write',
  'note.delete': 'write',
  'note.restore': 'write',
  'note.stack': 'arrange',
  'note.unstack': 'arrange',
  'stack.retitle': 'arrange',
  'note.dot': 'dot',
  'note.undot': 'dot',
  'note.react': 'dot',
  'note.hide': 'facilitate',
  'note.unhide': 'facilitate',
  'note.redact': 'facilitate',
  'section.add': 'facilitate',
  'section.rename': 'facilitate',
  'section.remove': 'facilitate',
  'board.open': 'facilitate',
  'board.lock': 'facilitate',
  'board.unlock': 'facilitate',
  'board.write-privately': 'facilitate',
  'board.reveal': 'facilitate',
  'board.show-authors': 'facilitate',
  'board.hide-authors': 'facilitate',
  'board.dots-budget': 'facilitate',
  'board.bring': 'facilitate',
};

type Judge<T extends CommandType> = (board: Board, command: CommandOf<T>, actor: BoardActor) => Decision;

const no = (code: RefusalCode): Decision => ({ ok: false, code });
const yes = (event: BoardEvent): Decision => ({ ok: true, event });

/** Its author, or whoever typed it for somebody. */
export const owns = (actor: BoardActor, note: Note): boolean => note.author === actor.id || note.enteredBy === actor.id;

/** Which notes a command reaches. */
interface Reach {
  /** The group of properties it sets, which an undo (`ifSeq`) must find unchanged. */
  readonly guard: keyof LastSet | null;
  /** During private writing: only one's own notes, nothing at all, or what was there before. */
  readonly inPrivate: 'own' | 'nothing' | 'unmasked';
  /** Only for the note's owner and those who record. */
  readonly owned?: boolean;
  readonly deleted?: boolean;
}

/** The refusal that stands between this actor and this note, or the note. */
function reach(
  board: Board,
  command: { id: string; ifSeq?: number | undefined },
  actor: BoardActor,
  how: Reach,
): Note | RefusalCode {
  const note = board.notes[command.id];
  if (!note || note.redacted || note.deleted !== (how.deleted ?? false)) return 'gone';
  if (board.locked && !can(actor, 'facilitate')) return 'locked';
  if (note.hidden && !can(actor, 'record')) return 'hidden';
  if (board.writing === 'private' && !reachesInPrivate(how, note, actor)) return 'phase';
  if (how.owned && !owns(actor, note) && !can(actor, 'record')) return 'forbidden';
  if (how.guard && command.ifSeq !== undefined && note.last[how.guard] !== command.ifSeq) return 'changed';
  return note;
}

const reachesInPrivate = (how: Reach, note: Note, actor: BoardActor): boolean =>
  (how.inPrivate === 'own' && owns(actor, note)) || (how.inPrivate === 'unmasked' && !note.mask);

/** Judges a command about one note: `then` is asked only when the note may be reached. */
const onNote =
  <T extends CommandType & `${'note' | 'stack'}.${string}`>(
    how: Reach,
    then: (note: Note, command: CommandOf<T>, board: Board, actor: BoardActor) => Decision,
  ) =>
  (board: Board, command: CommandOf<T>, actor: BoardActor): Decision => {
    const reached = reach(board, command, actor, how);
    return typeof reached === 'string' ? no(reached) : then(reached, command, board, actor);
  };

/** Judges a facilitator's act on the board as a whole; `changes` is false when there is nothing to do. */
const onBoard =
  <T extends CommandType>(
    changes: (board: Board, command: CommandOf<T>) => boolean,
    event: (board: Board, command: CommandOf<T>) => BoardEvent,
  ) =>
  (board: Board, command: CommandOf<T>): Decision =>
    changes(board, command) ? yes(event(board, command)) : no('changed');

const JUDGES: { readonly [T in CommandType]: Judge<T> } = {
  'board.open': (board, { sections, authorsShown, dotsBudget }) => {
    if (board.seq > 0) return no('changed');
    if (new Set(sections.map((section) => section.key)).size < sections.length) return no('malformed');
    const keys = evenKeys(sections.length);
    return yes({
      t: 'board.opened',
      sections: sections.map((section, i) => ({ ...section, order: keys[i] ?? '' })),
      authorsShown,
      dotsBudget,
    });
  },
  'note.add': addNote,
  'note.edit': onNote<'note.edit'>({ guard: 'words', owned: true, inPrivate: 'own' }, editNote),
  'note.move': onNote<'note.move'>({ guard: 'position', inPrivate: 'own' }, (note, { section, order }, board, actor) => {
    if (!can(actor, 'arrange') && !owns(actor, note)) return no('forbidden');
    if (!sectionInUse(board, section)) return no('gone');
    return yes({ t: 'note.moved', id: note.id, section, ...placeAmong(() => headsIn(board, section), note.id, order) });
  }),
  'note.delete': onNote<'note.delete'>({ guard: 'life', owned: true, inPrivate: 'own' }, ({ id }) =>
    yes({ t: 'note.deleted', id }),
  ),
  'note.restore': onNote<'note.restore'>({ guard: 'life', owned: true, deleted: true, inPrivate: 'own' }, ({ id }) =>
    yes({ t: 'note.restored', id }),
  ),
  'note.stack': onNote<'note.stack'>({ guard: 'position', inPrivate: 'nothing' }, stackNote),
  'note.unstack': onNote<'note.unstack'>({ guard: 'position', inPrivate: 'nothing' }, (note, { order }, board) => {
    const head = board.notes[note.parent ?? ''];
    if (!head) return no('changed');
    const heads = headsIn(board, head.section);
    const wanted = order ?? placeFirstBelow(heads, head.id);
    return yes({ t: 'note.unstacked', id: note.id, section: head.section, ...placeAmong(() => heads, note.id, wanted) });
  }),
  'stack.retitle': onNote<'stack.retitle'>({ guard: 'title', inPrivate: 'nothing' }, (note, { title }) =>
    note.parent !== null ? no('gone') : yes({ t: 'stack.retitled', id: note.id, title: title || null }),
  ),
  'note.dot': onNote<'note.dot'>({ guard: null, inPrivate: 'nothing' }, (note, _, board, actor) => {
    if (note.hidden) return no('hidden');
    return dotsLeft(board, actor.id) > 0 ? yes({ t: 'note.dotted', id: note.id }) : no('budget');
  }),
  'note.undot': onNote<'note.undot'>({ guard: null, inPrivate: 'nothing' }, (note, _, __, actor) => {
    if (note.hidden) return no('hidden');
    return (note.dots.by[actor.id] ?? 0) > 0 ? yes({ t: 'note.undotted', id: note.id }) : no('changed');
  }),
  'note.react': onNote<'note.react'>({ guard: null, inPrivate: 'nothing' }, (note, { reaction }, _, actor) =>
    note.hidden ? no('hidden') : yes({ t: 'note.reacted', id: note.id, reaction, on: !note.reactions[reaction]?.by[actor.id] }),
  ),
  'note.hide': onNote<'note.hide'>({ guard: 'hiding', inPrivate: 'unmasked' }, (note, { reason }) =>
    note.hidden ? no('changed') : yes({ t: 'note.hidden', id: note.id, reason }),
  ),
  'note.unhide': onNote<'note.unhide'>({ guard: 'hiding', inPrivate: 'unmasked' }, (note) =>
    note.hidden ? yes({ t: 'note.unhidden', id: note.id }) : no('changed'),
  ),
  'note.redact': (board, { id }) => {
    const note = board.notes[id];
    return note && !note.redacted ? yes({ t: 'note.redacted', id }) : no('gone');
  },
  'section.add': (board, { section }) => {
    if (Object.keys(board.sections).length >= LIMITS.sections) return no('too_big');
    if (Object.hasOwn(board.sections, section.key)) return no('changed');
    const order = keyBetween(sectionsInOrder(board).at(-1)?.order ?? null, null);
    return yes({ t: 'section.added', section: { ...section, order } });
  },
  'section.rename': (board, { key, title, guidance, ifSeq }) => {
    const section = sectionInUse(board, key);
    if (!section) return no('gone');
    if (ifSeq !== undefined && section.lastTitled !== ifSeq) return no('changed');
    return yes({ t: 'section.renamed', key, title, guidance });
  },
  'section.remove': (board, { key }) => (sectionInUse(board, key) ? yes({ t: 'section.removed', key }) : no('gone')),
  'board.lock': onBoard<'board.lock'>(
    (board) => !board.locked,
    () => ({ t: 'board.locked' }),
  ),
  'board.unlock': onBoard<'board.unlock'>(
    (board) => board.locked,
    () => ({ t: 'board.unlocked' }),
  ),
  'board.write-privately': onBoard<'board.write-privately'>(
    (board) => board.writing === 'open',
    () => ({ t: 'board.private-writing-started' }),
  ),
  'board.reveal': onBoard<'board.reveal'>(
    (board) => board.writing === 'private',
    (board) => ({ t: 'board.revealed', notes: Object.values(board.notes).flatMap((note) => (note.mask ? [note.id] : [])) }),
  ),
  'board.show-authors': onBoard<'board.show-authors'>(
    (board) => !board.authorsShown,
    () => ({ t: 'board.authors-shown' }),
  ),
  'board.hide-authors': onBoard<'board.hide-authors'>(
    (board) => board.authorsShown,
    () => ({ t: 'board.authors-hidden' }),
  ),
  'board.dots-budget': onBoard<'board.dots-budget'>(
    (board, { budget }) => board.dotsBudget !== budget,
    (_, { budget }) => ({ t: 'board.dots-budget-set', budget }),
  ),
  'board.bring': (board, { note }) =>
    note === null || isLive(board.notes[note]) ? yes({ t: 'board.everybody-brought', note }) : no('gone'),
};

function addNote(board: Board, command: CommandOf<'note.add'>, actor: BoardActor): Decision {
  const { id, section, kind, text, milestone, proposalId, onBehalfOf } = command;
  if (board.seq === 0) return no('gone');
  if (board.locked && !can(actor, 'facilitate')) return no('locked');
  if (onBehalfOf && !can(actor, 'record')) return no('forbidden');
  if (board.notes[id]) return no('malformed');
  if (Object.keys(board.notes).length >= LIMITS.notes) return no('too_big');
  const signed = onBehalfOf
    ? { author: null, authorName: onBehalfOf.name, sector: onBehalfOf.sector, enteredBy: actor.id }
    : { author: actor.id, authorName: actor.name, sector: actor.sector, enteredBy: null };
  const content: Content = { kind, text, milestone, proposalId, ...signed, wordsBy: actor.id, veiled: false };
  const mask = board.writing === 'private';
  return yes({ t: 'note.added', id, section, ...placeAmong(() => headsIn(board, section), id, command.order), mask, content });
}

function editNote(note: Note, command: CommandOf<'note.edit'>, _: Board, actor: BoardActor): Decision {
  const { kind = note.kind, text = note.text, milestone = note.milestone, base } = command;
  if (text === '' && !milestone?.output) return no('malformed');
  const over = base < note.last.words && note.wordsBy !== actor.id ? { seq: note.last.words, by: note.wordsBy } : null;
  const content: Content = { ...contentOf(note), kind, text, milestone, wordsBy: actor.id };
  const event: EventOf<'note.edited'> = { t: 'note.edited', id: note.id, content, over };
  return over ? { ok: true, event, over } : yes(event);
}

function stackNote(note: Note, { onto, order }: CommandOf<'note.stack'>, board: Board, actor: BoardActor): Decision {
  const target = board.notes[onto];
  if (!isLive(target) || target.redacted) return no('gone');
  const head = target.parent === null ? target : board.notes[target.parent];
  if (!isLive(head)) return no('gone');
  if (head.hidden && !can(actor, 'record')) return no('hidden');
  if (head.id === note.id || notesUnder(board, note.id).length > 0) return no('depth');
  return yes({ t: 'note.stacked', id: note.id, head: head.id, ...placeAmong(() => notesUnder(board, head.id), note.id, order) });
}
