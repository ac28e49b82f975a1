import type { Clock } from '../kernel/clock.js';
import type { Log } from '../platform/log/log.js';
import type { BoardLog } from './board-log.js';
import { fold, type Board, type BoardActor, type Command, type Entry, type Outcome } from './domain/index.js';
import { judge, no, repeated, type Asked, type Logged } from './judge.js';

/** A board as this server knows it. */
export interface Live {
  readonly board: Board;
  readonly epoch: number;
  readonly isClosed: boolean;
}

/** Entries that this server has just learned to be committed, its own or another's, and the board with them. */
export interface News {
  readonly boardId: string;
  readonly entries: readonly Entry[];
  readonly board: Board;
}

interface Waiting extends Asked {
  /** What moderation takes out of sight leaves a closed board, too. */
  readonly evenClosed: boolean;
  readonly answer: (outcome: Outcome) => void;
}

/** Commands of one flush. */
const BATCH = 500;
/** Commands that may wait for one board; the next is `busy`. */
const CAPACITY = 2000;
/** Other servers may be first this often in a row before a command is given back as `busy`. */
const ATTEMPTS = 20;
/** Ops kept in memory to answer repeats from; older ones are looked up in the log. */
const REMEMBERED = 10_000;
/** Entries between snapshots. */
const SNAPSHOT_EVERY = 500;
const BUSY_MS = 500;

/**
 * The queue of one board, and its head in memory. One flush is in flight at a time; the next takes all that came meanwhile, so an idle board
 * commits at once and a busy one in batches, without timers. Nothing is answered or announced before its commit.
 */
export class BoardQueue {
  private live: Live | null = null;
  private waiting: Waiting[] = [];
  private turn: Promise<unknown> = Promise.resolve();
  private isFlushing = false;
  private readonly logged = new Map<string, Logged>();
  private snapshotSeq = 0;
  private keeping: Promise<void> = Promise.resolve();
  /** An append ended without an answer: what the log holds now must be asked before anything is judged. */
  private isUncertain = false;

  constructor(
    private readonly id: string,
    private readonly log: BoardLog,
    private readonly clock: Clock,
    private readonly console: Log,
    private readonly announce: (news: News) => void,
    /** Runs work outside whatever use case or request happened to start it. */
    private readonly outside: <T>(work: () => T) => T,
  ) {}

  /** The head in memory; null until it was needed. Never ahead of what is committed. */
  get now(): Live | null {
    return this.live;
  }

  get isIdle(): boolean {
    return !this.isFlushing && this.waiting.length === 0;
  }

  /** Judges a command in its turn; resolves when its outcome is committed, or it is refused. Never rejects. */
  submit(command: Command, actor: BoardActor, evenClosed = false): Promise<Outcome> {
    if (this.waiting.length >= CAPACITY) return Promise.resolve(no(command.op, 'busy', BUSY_MS));
    return new Promise((answer) => {
      this.waiting.push({ command, actor, answer, evenClosed });
      if (!this.isFlushing) void this.outside(() => this.drain());
    });
  }

  /** The board with everything that any server has committed; null when there is no such board. */
  caughtUp(): Promise<Live | null> {
    return this.inTurn(async () => {
      if (this.live) await this.catchUp(this.live);
      return this.live ?? this.load();
    });
  }

  /** Waits until nothing of this board is being written. */
  async settled(): Promise<void> {
    while (!this.isIdle) await this.turn;
    await this.turn;
    await this.keeping;
  }

  private async drain(): Promise<void> {
    this.isFlushing = true;
    while (this.waiting.length > 0) await this.inTurn(() => this.flush(this.waiting.splice(0, BATCH)));
    this.isFlushing = false;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(() => this.outside(work));
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async flush(batch: Waiting[]): Promise<void> {
    let left: readonly Waiting[] = batch;
    try {
      for (let attempt = 0; left.length > 0 && attempt < ATTEMPTS; attempt += 1) left = await this.attempt(left);
      for (const { answer, command } of left) answer(no(command.op, 'busy', BUSY_MS));
    } catch (error) {
      // Whether the last statement was committed is unknown, so nothing is acknowledged: a resend finds its op in the log, or runs then.
      this.isUncertain = true;
      this.console.error('A board cannot be written', error, { board: this.id });
      for (const { answer, command } of left) answer(no(command.op, 'unavailable', BUSY_MS));
    }
  }

  /** One round of judging and appending; returns what is left to do. */
  private async attempt(given: readonly Waiting[]): Promise<readonly Waiting[]> {
    const live = await this.certain();
    const isBarred = ({ evenClosed }: Waiting): boolean => !live || (live.isClosed && !evenClosed);
    await this.answerRefused(given.filter(isBarred), (op) => no(op, live ? 'locked' : 'gone'));
    const asked = given.filter((one) => !isBarred(one));
    if (!live || asked.length === 0) return [];
    const verdict = judge(live.board, asked, (op) => this.logged.get(op), this.clock.now().toISOString());
    if (verdict.entries.length > 0) {
      const { entries, erased } = verdict;
      const appended = await this.log
        .append(this.id, live.board.seq, entries, erased, live.isClosed)
        .catch((error: unknown) => this.afterFailure(error, asked));
      if (appended === 'overtaken') {
        await this.catchUp(live);
        return asked;
      }
      this.learn({ ...live, board: verdict.board }, entries);
    }
    const refused = new Set(verdict.refused);
    const decided = asked.filter((one) => !verdict.rest.includes(one));
    for (const one of decided) if (!refused.has(one)) one.answer(verdict.outcomes.get(one) ?? no(one.command.op, 'unavailable'));
    const codes = new Map(verdict.refused.map((one) => [one.command.op, verdict.outcomes.get(one)]));
    await this.answerRefused(verdict.refused, (op) => codes.get(op) ?? no(op, 'unavailable'));
    return verdict.rest;
  }

  /** A repeat of an op older than memory was judged on the board it has itself changed: the log knows better than the judge. */
  private async answerRefused(refused: readonly Waiting[], otherwise: (op: string) => Outcome): Promise<void> {
    if (refused.length === 0) return;
    const ops = refused.map(({ command }) => command.op);
    const found = new Map((await this.log.find(this.id, ops)).map((row) => [row.op, row]));
    for (const { answer, command, actor } of refused) {
      const first = found.get(command.op);
      answer(first ? repeated(command.op, first, actor) : otherwise(command.op));
    }
  }

  /** An op that was in the log already, from another server or from before memory: learn which ones, and judge again. */
  private async afterFailure(error: unknown, asked: readonly Waiting[]): Promise<'overtaken'> {
    if (!isUniqueViolation(error)) throw error;
    const found = await this.log.find(
      this.id,
      asked.map(({ command }) => command.op),
    );
    if (found.length === 0) throw error;
    for (const { op, seq, actor } of found) this.logged.set(op, { seq, actor });
    return 'overtaken';
  }

  private async certain(): Promise<Live | null> {
    if (this.live && this.isUncertain) await this.catchUp(this.live);
    return this.live ?? this.load();
  }

  private async load(): Promise<Live | null> {
    const loaded = await this.log.load(this.id);
    if (!loaded) return null;
    const { board, epoch, isClosed, recent, snapshotSeq } = loaded;
    this.snapshotSeq = snapshotSeq;
    this.learn({ board, epoch, isClosed }, []);
    for (const { op, seq, actor } of recent) this.logged.set(op, { seq, actor });
    return this.live;
  }

  private async catchUp(live: Live): Promise<void> {
    const [head] = await this.log.heads([this.id]);
    const entries = head && head.seq > live.board.seq ? await this.log.since(this.id, live.board.seq) : [];
    this.isUncertain = false;
    if (entries.length > 0 || head?.closed !== live.isClosed) {
      this.learn({ ...live, isClosed: head?.closed ?? true, board: fold(live.board, entries) }, entries);
    }
  }

  /** Everything here is committed: remember it, tell it, keep a snapshot now and then. */
  private learn(live: Live, entries: readonly Entry[]): void {
    this.live = live;
    for (const { op, seq, actor } of entries) this.logged.set(op, { seq, actor });
    for (const op of this.logged.keys()) {
      if (this.logged.size <= REMEMBERED) break;
      this.logged.delete(op);
    }
    if (entries.length > 0) this.announce({ boardId: this.id, entries, board: live.board });
    if (live.board.seq - this.snapshotSeq >= SNAPSHOT_EVERY) {
      this.snapshotSeq = live.board.seq;
      this.keeping = this.log
        .keep(live.board)
        .catch((error: unknown) =>
          this.console.warn('A board’s snapshot was not kept', { board: this.id, reason: String(error) }),
        );
    }
  }
}

const isUniqueViolation = (error: unknown): boolean => {
  const seen = error as { code?: unknown; cause?: { code?: unknown } };
  return seen.code === '23505' || seen.cause?.code === '23505';
};
