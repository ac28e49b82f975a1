import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Clock } from '../kernel/clock.js';
import { Ids, isId } from '../kernel/id.js';
import { RefusedError, notFound, refuse } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Log } from '../platform/log/log.js';
import { BoardLog } from './board-log.js';
import { BoardQueue, type Live, type News } from './board-queue.js';
import {
  WIRE,
  asRefusal,
  commandSchema,
  decide,
  emptyBoard,
  fold,
  openBoardSchema,
  project,
  projectEntry,
  viewerOf,
  type Board,
  type BoardActor,
  type CommandInput,
  type Entry,
  type NewSection,
  type Outcome,
  type Viewer,
} from './domain/index.js';
import { judge, no } from './judge.js';

export type ModerateNote = { t: 'note.hide'; id: string; reason: string } | { t: 'note.unhide'; id: string };

/** What a board is opened with. */
export interface NewBoard {
  readonly sections: readonly (Partial<NewSection> & Pick<NewSection, 'key' | 'title'>)[];
  readonly authorsShown?: boolean;
  readonly dotsBudget?: number;
}

/** How often others may be first to write before a use case gives up. */
const ATTEMPTS = 20;
/** Boards kept in memory beyond those with people on them. */
const REMEMBERED = 200;

/** Everything that is done to a board or read from its head. The only writer of a board, from a socket, a form post or a seed alike. */
@Injectable()
export class BoardsService implements OnApplicationShutdown {
  private readonly queues = new Map<string, BoardQueue>();
  private readonly listeners = new Set<(news: News) => void>();
  private readonly watched = new Set<string>();
  /** The queue of a board belongs to no use case, whoever woke it. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(
    private readonly log: BoardLog,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly console: Log,
  ) {}

  /** Opens a board with its sections; returns its id. Joins the running use case. `actor` must be able to facilitate. */
  async open(board: NewBoard, actor: BoardActor): Promise<string> {
    const id = this.ids.next();
    const command = openBoardSchema.parse({ t: 'board.open', op: this.ids.next(), ...board });
    const decision = decide(emptyBoard(id), command, actor);
    if (!decision.ok) throw new RefusedError(asRefusal(decision.code));
    const opening: Entry = { seq: 1, op: command.op, actor: actor.id, at: this.clock.now().toISOString(), event: decision.event };
    await this.work.run(() => this.log.create(id, opening));
    return id;
  }

  /**
   * Gives a command of this person to the board; resolves when it is committed or refused. `asked` is as it came: it is parsed here.
   * Not inside a use case: the answer waits for a commit of its own. Use `UnitOfWork.afterCommit`, or give it before.
   */
  async command(boardId: string, asked: unknown, actor: BoardActor): Promise<Outcome> {
    const [outcome] = await this.commands(boardId, [asked], actor);
    return outcome ?? no('', 'malformed');
  }

  /** Several commands in their order; each has its own outcome. */
  commands(boardId: string, asked: readonly unknown[], actor: BoardActor): Promise<Outcome[]> {
    if (this.work.isRunning) throw new Error('A board command waits for its own commit: give it after the use case');
    if (!isId(boardId)) return Promise.resolve(asked.map((one) => no(opOf(one), 'gone')));
    const queue = this.queue(boardId);
    return Promise.all(
      asked.map((one) => {
        const parsed = commandSchema.safeParse(one);
        return parsed.success ? queue.submit(parsed.data, actor) : Promise.resolve(no(opOf(one), 'malformed'));
      }),
    );
  }

  /** Like `command`, for code of ours: makes the op id, and throws RefusedError where the board says no. Returns the entry's number. */
  async act(boardId: string, command: WithoutOp<CommandInput>, actor: BoardActor): Promise<number> {
    const outcome = await this.command(boardId, { op: this.ids.next(), ...command }, actor);
    if (outcome.ok) return outcome.seq;
    throw outcome.code === 'gone'
      ? notFound()
      : new RefusedError(asRefusal(outcome.code), outcome.code === 'forbidden' ? 403 : 409);
  }

  /**
   * Takes notes out of sight, or back, for moderation: on a closed board, too. `choose` says which, from the board as it is. Part of the running
   * use case, so that what asked for it is done only with it; everybody on the board is told after the commit.
   */
  async moderate(boardId: string, choose: (board: Board) => readonly ModerateNote[], actor: BoardActor): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const loaded = await this.log.load(boardId);
      const asked = (loaded ? choose(loaded.board) : []).map((command) => ({
        command: { op: this.ids.next(), ...command },
        actor,
      }));
      if (!loaded || asked.length === 0) return;
      const { entries } = judge(loaded.board, asked, () => undefined, this.clock.now().toISOString());
      const appended = entries.length === 0 ? 'appended' : await this.log.append(boardId, loaded.board.seq, entries, [], true);
      if (appended === 'appended') return this.work.afterCommit(() => this.live(boardId));
    }
    throw new Error(`Others were always first to write on the board ${boardId}`);
  }

  /** The board as this viewer may see it, with all that any server has committed. Throws 404 when there is none. */
  async board(boardId: string, viewer: Viewer): Promise<Board> {
    return project((await this.live(boardId)).board, viewer);
  }

  /**
   * The board as it stood after an entry, with what this viewer may see of it today (B40): what was hidden since stays hidden, what was revealed since
   * is shown where it stood. Costs a reading of the log from its beginning. Throws 404 when there is no such board.
   */
  async asOf(boardId: string, seq: number, viewer: Viewer): Promise<Board> {
    const { board } = await this.live(boardId);
    const entries = await this.log.since(boardId, 0, Math.min(seq, board.seq));
    return fold(
      emptyBoard(boardId),
      entries.map((entry) => projectEntry(entry, board, viewer)),
    );
  }

  /** Entries after a number, as this person may see them now; at most WIRE.pull. */
  async entriesSince(
    boardId: string,
    seq: number,
    actor: BoardActor,
    limit: number = WIRE.pull,
  ): Promise<{ entries: Entry[]; head: number }> {
    const { board } = await this.live(boardId);
    return { entries: await this.projected(board, seq, Math.min(limit, WIRE.pull), actor), head: board.seq };
  }

  /** What somebody with `have` of `epoch` lacks of exactly this board: entries, or the whole of it. */
  async catchUp(
    { board, epoch }: Live,
    have: number,
    itsEpoch: number,
    actor: BoardActor,
  ): Promise<{ entries: Entry[] } | { snapshot: Board }> {
    const isFar = have === 0 || itsEpoch !== epoch || have > board.seq || board.seq - have > WIRE.catchUp;
    if (isFar) return { snapshot: project(board, viewerOf(actor)) };
    return { entries: have === board.seq ? [] : await this.projected(board, have, board.seq - have, actor) };
  }

  /**
   * The unprojected head, for the gateway. Throws 404 when there is none. In a use case it is read in its transaction, for the queue would wait
   * for a connection that the use case holds.
   */
  async live(boardId: string): Promise<Live> {
    if (!isId(boardId)) throw notFound();
    const live = await (this.work.isRunning ? this.log.load(boardId) : this.queue(boardId).caughtUp());
    if (live) return live;
    this.queues.delete(boardId);
    throw notFound();
  }

  /** The head in memory, without waiting; null when the board is not in memory. */
  now(boardId: string): Live | null {
    return this.queues.get(boardId)?.now ?? null;
  }

  /** Nobody can write on it any more. Doing it twice changes nothing. */
  async close(boardId: string, actor: BoardActor): Promise<void> {
    if (!actor.capabilities.includes('facilitate')) throw new RefusedError(refuse('forbidden'), 403);
    await this.log.close(boardId);
    await this.live(boardId);
  }

  /** Tells every entry once it is committed, in order, from this server or another. Returns how to stop. */
  onNews(listener: (news: News) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A board with people on it stays in memory and is asked about in `followWatched`. */
  watch(boardId: string, isWatched: boolean): void {
    if (isWatched) this.watched.add(boardId);
    else this.watched.delete(boardId);
  }

  /** Fetches what other servers wrote on the watched boards: one question for all of them. */
  async followWatched(): Promise<void> {
    const ids = [...this.watched];
    if (ids.length === 0) return;
    const behind = (await this.log.heads(ids)).filter(({ id, seq, closed }) => {
      const live = this.now(id);
      return !live || live.board.seq < seq || live.isClosed !== closed;
    });
    await Promise.all(behind.map(({ id }) => this.queue(id).caughtUp()));
  }

  /** Finishes what is queued. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.settled()));
  }

  private async projected(board: Board, after: number, limit: number, actor: BoardActor): Promise<Entry[]> {
    const entries = await this.log.since(board.id, after, limit);
    const viewer = viewerOf(actor);
    return entries.filter((entry) => entry.seq <= board.seq).map((entry) => projectEntry(entry, board, viewer));
  }

  private queue(boardId: string): BoardQueue {
    const known = this.queues.get(boardId);
    const queue = known ?? new BoardQueue(boardId, this.log, this.clock, this.console, (news) => this.tell(news), this.outside);
    this.queues.delete(boardId);
    this.queues.set(boardId, queue);
    if (!known) this.forgetOldest();
    return queue;
  }

  private forgetOldest(): void {
    for (const [id, queue] of this.queues) {
      if (this.queues.size <= REMEMBERED) return;
      if (queue.isIdle && !this.watched.has(id)) this.queues.delete(id);
    }
  }

  private tell(news: News): void {
    for (const listener of this.listeners) {
      try {
        listener(news);
      } catch (error) {
        this.console.error('Somebody could not be told of a board’s news', error, { board: news.boardId });
      }
    }
  }
}

export type WithoutOp<C> = C extends { op: string } ? Omit<C, 'op'> : never;

const opOf = (asked: unknown): string => {
  const op = (asked as { op?: unknown } | null)?.op;
  return typeof op === 'string' && isId(op) ? op : '';
};
