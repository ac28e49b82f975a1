/** What one person can undo and redo in this visit: their own entries, the newest first, each with the command that takes it back. */
import type { Board, LastSet } from './board.js';
import type { CommandInput } from './commands.js';
import type { Entry, EventType } from './events.js';
import { inverseOf } from './inverse.js';

interface Step {
  /** The entry that would be taken back, by its op. */
  readonly op: string;
  readonly inverse: CommandInput;
  /** The property it set, such as the words of a note; null where nothing is guarded (dots). */
  readonly property: string | null;
  /** The entry that had set the property before this one. */
  readonly lastBefore: number;
}

export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
  /**
   * Undoing entry 7 makes the property as entry 5 had set it, under a new number, 9: what was guarded by 5 is then guarded by 9.
   * Without this, only the last of several changes to one note could be undone. Keys are `<property>@<number>`.
   */
  readonly ledBackTo: Readonly<Record<string, number>>;
}

export const NO_HISTORY: History = { done: [], undone: [], ledBackTo: {} };

/** Steps kept for undoing. */
export const HISTORY_STEPS = 100;

/** Takes note of one's own entry as it comes; `before` is the confirmed board in front of it. What cannot be undone is passed over. */
export function remember(history: History, before: Board, entry: Entry): History {
  const inverse = inverseOf(before, entry, entry.op);
  if (!inverse) return history;
  const step: Step = { op: entry.op, inverse, ...setBy(before, entry) };
  const undoes = history.done.find(({ op }) => op === entry.undoOf);
  const redoes = history.undone.find(({ op }) => op === entry.undoOf);
  if (undoes) {
    const done = history.done.filter((other) => other !== undoes);
    return { done, undone: [...history.undone, step], ledBackTo: leading(history, undoes, entry.seq) };
  }
  if (redoes) {
    const undone = history.undone.filter((other) => other !== redoes);
    return { done: [...history.done, step], undone, ledBackTo: leading(history, redoes, entry.seq) };
  }
  return { ...history, done: [...history.done, step].slice(-HISTORY_STEPS), undone: [] };
}

/** The command that undoes the last own act, or null when there is none. `op` is its id. */
export const undoCommand = (history: History, op: string): CommandInput | null => guarded(history, history.done.at(-1), op);

/** The command that redoes what was undone last, or null. */
export const redoCommand = (history: History, op: string): CommandInput | null => guarded(history, history.undone.at(-1), op);

/** Passes over a step that the board refused to take back (`changed`, `gone`, `phase`): the next one is tried instead. `undoOf` names it. */
export const forget = (history: History, undoOf: string): History => ({
  ...history,
  done: history.done.filter(({ op }) => op !== undoOf),
  undone: history.undone.filter(({ op }) => op !== undoOf),
});

function guarded(history: History, step: Step | undefined, op: string): CommandInput | null {
  if (!step) return null;
  const ifSeq = now(history, step.property, step.inverse.ifSeq ?? 0);
  return step.inverse.t === 'note.edit' ? { ...step.inverse, op, ifSeq, base: ifSeq } : { ...step.inverse, op, ifSeq };
}

function now({ ledBackTo }: History, property: string | null, seq: number): number {
  let last = seq;
  for (let next = ledBackTo[`${property}@${last}`]; next !== undefined; next = ledBackTo[`${property}@${last}`]) last = next;
  return last;
}

const leading = (history: History, { property, lastBefore }: Step, seq: number): History['ledBackTo'] =>
  property === null ? history.ledBackTo : { ...history.ledBackTo, [`${property}@${now(history, property, lastBefore)}`]: seq };

const GROUPS: Readonly<Partial<Record<EventType, keyof LastSet>>> = {
  'note.added': 'life',
  'note.edited': 'words',
  'note.moved': 'position',
  'note.stacked': 'position',
  'note.unstacked': 'position',
  'note.deleted': 'life',
  'note.restored': 'life',
  'note.hidden': 'hiding',
  'note.unhidden': 'hiding',
  'stack.retitled': 'title',
};

function setBy(before: Board, { event }: Entry): Pick<Step, 'property' | 'lastBefore'> {
  if (event.t === 'section.renamed')
    return { property: `section ${event.key}`, lastBefore: before.sections[event.key]?.lastTitled ?? 0 };
  const group = GROUPS[event.t];
  if (!group || !('id' in event)) return { property: null, lastBefore: 0 };
  return { property: `${group} of ${event.id}`, lastBefore: before.notes[event.id]?.last[group] ?? 0 };
}
