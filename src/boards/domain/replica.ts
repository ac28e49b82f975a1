/** A browser's copy of a board: what the server has confirmed, and one's own commands that it has not answered yet. */
import type { BoardActor } from './actor.js';
import { apply } from './apply.js';
import type { Board } from './board.js';
import type { Command } from './commands.js';
import { decide } from './decide.js';
import type { Entry } from './events.js';

export interface Replica {
  readonly confirmed: Board;
  readonly pending: readonly Command[];
}

/** Begins from a snapshot, and from the commands kept from before a lost connection or a closed page. */
export const replicaOf = (confirmed: Board, pending: readonly Command[] = []): Replica => ({ confirmed, pending });

/** Shows a command at once; send it until it is answered. A command already waiting is not added twice. */
export const propose = (replica: Replica, command: Command): Replica =>
  replica.pending.some((waiting) => waiting.op === command.op) ? replica : { ...replica, pending: [...replica.pending, command] };

/** 'gap' asks the caller to fetch what it missed; an entry already seen changes nothing. One's own entry answers its command. */
export function receive(replica: Replica, entry: Entry): Replica | 'gap' {
  if (entry.seq <= replica.confirmed.seq) return replica;
  if (entry.seq > replica.confirmed.seq + 1) return 'gap';
  return { confirmed: apply(replica.confirmed, entry), pending: without(replica.pending, entry.op) };
}

/** The server said yes. The command leaves when its entry is here; a repeat of one already here leaves at once. */
export const acknowledged = (replica: Replica, op: string, seq: number): Replica =>
  seq <= replica.confirmed.seq ? { ...replica, pending: without(replica.pending, op) } : replica;

/** The server said no for good: the change rolls back. */
export const refused = (replica: Replica, op: string): Replica => ({ ...replica, pending: without(replica.pending, op) });

/** A snapshot replaces what was confirmed, unless it is older; the commands wait on. */
export const restart = (replica: Replica, snapshot: Board): Replica =>
  snapshot.seq < replica.confirmed.seq ? replica : { ...replica, confirmed: snapshot };

/** What to show: the confirmed board with one's own unanswered commands on top. `now` dates them until the server does (ISO 8601, UTC). */
export function visible({ confirmed, pending }: Replica, actor: BoardActor, now: string): Board {
  return pending.reduce((board, command) => {
    const decision = decide(board, command, actor);
    if (!decision.ok) return board;
    return apply(board, { seq: board.seq + 1, op: command.op, actor: actor.id, at: now, event: decision.event });
  }, confirmed);
}

/** The other version: my words, as they were before this entry of somebody who had not seen them. Ask before `receive`. */
export function overruled(
  confirmed: Board,
  entry: Entry,
  actor: BoardActor,
): { readonly note: string; readonly text: string } | null {
  const { event } = entry;
  if (event.t !== 'note.edited' || event.over?.by !== actor.id || entry.actor === actor.id) return null;
  return { note: event.id, text: confirmed.notes[event.id]?.text ?? '' };
}

const without = (pending: readonly Command[], op: string): readonly Command[] =>
  pending.some((command) => command.op === op) ? pending.filter((command) => command.op !== op) : pending;
