/** Judging a batch: each command on the board as the ones before it leave it. Pure but for the time, which is given. */
import {
  advance,
  decide,
  draftOf,
  type Board,
  type BoardActor,
  type Command,
  type Entry,
  type Outcome,
  type RefusalCode,
} from './domain/index.js';

/** A command and whoever gave it. */
export interface Asked {
  readonly command: Command;
  readonly actor: BoardActor;
}

/** Where an op stands in the log. */
export interface Logged {
  readonly seq: number;
  readonly actor: string | null;
}

export interface Verdict<A extends Asked> {
  /** What to append, in order, and the outcomes once it is committed. */
  readonly entries: readonly Entry[];
  readonly board: Board;
  readonly outcomes: ReadonlyMap<A, Outcome>;
  /** Refused by the rules: to be looked up in the log before they are told, since a late repeat would be judged on the board it changed. */
  readonly refused: readonly A[];
  /** Notes whose words are to be erased from the log with this batch. */
  readonly erased: readonly string[];
  /** Left for the next batch. */
  readonly rest: readonly A[];
}

/** `logged` finds an op that is known to be in the log. A redaction begins a batch, so that what it erases is in the log already. */
export function judge<A extends Asked>(
  board: Board,
  asked: readonly A[],
  logged: (op: string) => Logged | undefined,
  at: string,
): Verdict<A> {
  const draft = draftOf(board);
  const entries: Entry[] = [];
  const here = new Map<string, Logged>();
  const outcomes = new Map<A, Outcome>();
  const refused: A[] = [];
  const erased: string[] = [];
  for (const [index, one] of asked.entries()) {
    const { command, actor } = one;
    const repeat = logged(command.op) ?? here.get(command.op);
    if (repeat) {
      outcomes.set(one, repeated(command.op, repeat, actor));
      continue;
    }
    if (command.t === 'note.redact' && entries.length > 0)
      return { entries, board: draft, outcomes, refused, erased, rest: asked.slice(index) };
    const decision = decide(draft, command, actor);
    if (!decision.ok) {
      refused.push(one);
      outcomes.set(one, no(command.op, decision.code));
      continue;
    }
    const seq = draft.seq + 1;
    const entry: Entry = {
      seq,
      op: command.op,
      actor: actor.id,
      at,
      event: decision.event,
      ...(command.undoOf ? { undoOf: command.undoOf } : {}),
    };
    if (decision.event.t === 'note.redacted') erased.push(decision.event.id);
    advance(draft, entry);
    entries.push(entry);
    here.set(command.op, { seq, actor: actor.id });
    outcomes.set(one, { op: command.op, ok: true, seq, ...(decision.over ? { over: decision.over } : {}) });
  }
  return { entries, board: draft, outcomes, refused, erased, rest: [] };
}

/** The first outcome of an op; nobody learns of another's. */
export const repeated = (op: string, logged: Logged, actor: BoardActor): Outcome =>
  logged.actor === actor.id ? { op, ok: true, seq: logged.seq } : no(op, 'malformed');

export const no = (op: string, code: RefusalCode, retryAfter?: number): Outcome => ({
  op,
  ok: false,
  code,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});
