/**
 * One board as this browser has it: the confirmed copy, own commands on top, the way back to the server after every kind of silence.
 * Knows no DOM and no socket: a `BoardLine` carries its questions, a `Keeping` what must survive a reload.
 */
import {
  NO_HISTORY,
  decide,
  digest,
  dotsLeft,
  emptyBoard,
  forget,
  overruled,
  propose,
  receive,
  redoCommand,
  refused,
  acknowledged,
  remember,
  replicaOf,
  restart,
  undoCommand,
  visible,
  type Board,
  type BoardActor,
  type CommandInput,
  type Entry,
  type Frame,
  type History,
  type Joined,
  type Outcome,
  type PersonalCommand,
  type Pulled,
  type RefusalCode,
  type Replica,
} from '../../boards/domain/index.js';
import { nextBatch, readAnswers, wordsOf, type Keeping, type KeptText } from './outbox.js';

/** The questions a board asks its server. Each promise fails when no answer came in time or the line went down. */
export interface BoardLine {
  join(board: string, have: number, epoch: number): Promise<Joined>;
  ops(board: string, ops: readonly PersonalCommand[]): Promise<readonly Outcome[]>;
  pull(board: string, from: number): Promise<Pulled>;
}

/** What the page around needs to hear of. */
export interface BoardNews {
  changed(): void;
  /** Something happened on the server's board; `after` holds it. */
  happened(entry: Entry, after: Board): void;
  /** An own command was refused for good; its words, if it had any, are in `kept`. */
  refused(code: RefusalCode, command: PersonalCommand): void;
  /** Somebody overwrote my words without having seen them: this is what they were. */
  overruled(note: string, text: string): void;
  /** May not be here (any more). */
  out(code: RefusalCode): void;
  /** The server speaks another version of the protocol. */
  outdated(): void;
}

/** Time, chance and patience, which tests hold in their hand. */
export interface Surroundings {
  now(): string;
  newId(): string;
  wait(ms: number): Promise<void>;
}

/** A command as the page asks for it; ids of commands are given here. */
export type Wish = CommandInput extends infer C ? (C extends { op: string } ? Omit<C, 'op'> : never) : never;

export class LiveBoard {
  replica: Replica;
  me: BoardActor | null = null;
  /** Joined on the present connection: what is shown is what is. */
  joined = false;
  keptTexts: readonly KeptText[] = [];

  private history: History = NO_HISTORY;
  private epoch = 0;
  private readonly answered = new Set<string>();
  private early: Frame[] = [];
  private sending = false;
  private pulling = false;
  /** The undo or redo that waits for its answer, and those asked for meanwhile. */
  private takingBack: { readonly op: string; readonly again: () => void } | null = null;
  private readonly nextBack: (() => void)[] = [];
  private shown: { replica: Replica; me: BoardActor; board: Board } | null = null;
  private isClosed = false;

  constructor(
    readonly id: string,
    private readonly line: BoardLine,
    private readonly keeping: Keeping,
    private readonly news: BoardNews,
    private readonly around: Surroundings,
  ) {
    this.replica = replicaOf(emptyBoard(id));
  }

  /** The board with my own commands on it, as it is drawn. */
  get board(): Board {
    const { replica, me } = this;
    if (!me) return replica.confirmed;
    if (this.shown?.replica !== replica || this.shown.me !== me) {
      this.shown = { replica, me, board: visible(replica, me, this.around.now()) };
    }
    return this.shown.board;
  }

  get waitingCount(): number {
    return this.replica.pending.filter(({ op }) => !this.answered.has(op)).length;
  }

  /** Notes with something that the server has not yet confirmed. */
  get waitingNotes(): ReadonlySet<string> {
    return new Set(
      this.replica.pending.flatMap((command) => ('id' in command && !this.answered.has(command.op) ? [command.id] : [])),
    );
  }

  get dotsLeft(): number {
    return this.me ? dotsLeft(this.board, this.me.id) : 0;
  }

  get canUndo(): boolean {
    return this.history.done.length > 0;
  }

  get canRedo(): boolean {
    return this.history.undone.length > 0;
  }

  /** Whether this would be accepted as things stand here; the code of the reason when not. */
  wouldRefuse(wish: Wish): RefusalCode | null {
    if (!this.me) return 'not_joined';
    const decision = decide(this.board, { ...wish, op: this.around.newId() } as PersonalCommand, this.me);
    return decision.ok ? null : decision.code;
  }

  /** Shows it at once and sends it until it is answered. The code when it is refused on the spot. */
  send(wish: Wish): RefusalCode | null {
    const code = this.wouldRefuse(wish);
    if (code) return code;
    this.issue({ ...wish, op: this.around.newId() } as PersonalCommand);
    return null;
  }

  undo(): void {
    this.takeBack(
      (op) => undoCommand(this.history, op),
      () => this.undo(),
    );
  }

  redo(): void {
    this.takeBack(
      (op) => redoCommand(this.history, op),
      () => this.redo(),
    );
  }

  /** Joins, or joins again with what is here, and takes up sending where it stopped. Fails when the line does. */
  async join(): Promise<void> {
    this.joined = false;
    const { confirmed } = this.replica;
    const answer = await this.line.join(this.id, confirmed.seq, this.epoch);
    if (this.isClosed) return;
    if (!answer.ok) {
      this.news.out(answer.code);
      return;
    }
    const isFirst = this.me === null;
    this.me = answer.me;
    if (isFirst) await this.takeUp(answer.me);
    const isNewEpoch = answer.epoch !== this.epoch && this.epoch !== 0;
    this.epoch = answer.epoch;
    if ('snapshot' in answer.catchUp) {
      const { snapshot } = answer.catchUp;
      if (isNewEpoch) this.history = NO_HISTORY;
      this.replica = isNewEpoch ? replicaOf(snapshot, this.replica.pending) : restart(this.replica, snapshot);
    } else {
      this.ingest(answer.catchUp.entries, isFirst);
    }
    this.joined = true;
    const early = this.early.splice(0);
    for (const frame of early) this.frame(frame);
    if (this.replica.confirmed.seq < answer.head) void this.pull();
    this.news.changed();
    void this.flush();
  }

  /** The line is down: own commands wait. */
  lost(): void {
    this.joined = false;
    this.news.changed();
  }

  close(): void {
    this.isClosed = true;
    this.joined = false;
  }

  frame(frame: Frame): void {
    if (!this.joined) {
      this.early.push(frame);
      return;
    }
    if (this.ingest(frame.o) === 'gap') void this.pull();
    this.news.changed();
    void this.flush();
  }

  head(seq: number, hash: { s: number; d: string } | undefined): void {
    if (!this.joined) return;
    const { confirmed } = this.replica;
    if (confirmed.seq < seq) void this.pull();
    else if (hash && hash.s === confirmed.seq && hash.d !== digest(confirmed)) void this.startAgain();
  }

  async pull(): Promise<void> {
    if (this.pulling || !this.joined) return;
    this.pulling = true;
    try {
      for (;;) {
        const answer = await this.line.pull(this.id, this.replica.confirmed.seq);
        if (!answer.ok) break;
        const before = this.replica.confirmed.seq;
        this.ingest(answer.entries);
        this.news.changed();
        const { seq } = this.replica.confirmed;
        if (seq >= answer.head || seq === before) break;
      }
    } catch {
      // No answer: the next frame, head or join asks again.
    } finally {
      this.pulling = false;
    }
  }

  letTextGo(id: string): void {
    this.keptTexts = this.keptTexts.filter((text) => text.id !== id);
    void this.keeping.letTextGo(id);
    this.news.changed();
  }

  /** What this person had sent from this device before the page went away. */
  private async takeUp(me: BoardActor): Promise<void> {
    const [waiting, texts] = await Promise.all([this.keeping.waiting(this.id, me.id), this.keeping.keptTexts(this.id, me.id)]);
    this.replica = waiting.reduce((replica, { command }) => propose(replica, command), this.replica);
    this.keptTexts = texts;
  }

  private issue(command: PersonalCommand): void {
    if (!this.me) return;
    this.replica = propose(this.replica, command);
    void this.keeping.keep({ board: this.id, by: this.me.id, at: this.around.now(), command });
    this.news.changed();
    void this.flush();
  }

  private takeBack(find: (op: string) => CommandInput | null, again: () => void): void {
    if (this.takingBack) {
      this.nextBack.push(again);
      return;
    }
    const op = this.around.newId();
    const command = find(op);
    if (!command) return;
    this.takingBack = { op, again };
    this.issue(command as PersonalCommand);
  }

  /** It was answered: the next one can be told from what stands now. One that somebody else's change forbids gives way to the act before it. */
  private tookBack(op: string, isPassedOver = false): void {
    if (this.takingBack?.op !== op) return;
    const { again } = this.takingBack;
    this.takingBack = null;
    if (isPassedOver) again();
    else this.nextBack.shift()?.();
  }

  /** `isOld`: these happened before this person came, and are no news to them. */
  private ingest(entries: readonly Entry[], isOld = false): 'gap' | 'ok' {
    const me = this.me;
    const fresh = entries.filter((entry) => entry.seq > this.replica.confirmed.seq).sort((a, b) => a.seq - b.seq);
    try {
      for (const entry of fresh) {
        const before = this.replica.confirmed;
        const received = receive(this.replica, entry);
        if (received === 'gap') return 'gap';
        this.replica = received;
        if (me && entry.actor === me.id) {
          this.history = remember(this.history, before, entry);
          this.answer(entry.op);
        }
        const mine = me && overruled(before, entry, me);
        if (mine) this.news.overruled(mine.note, mine.text);
        if (!isOld) this.news.happened(entry, this.replica.confirmed);
      }
    } catch {
      // A fold that fails is a copy that cannot be trusted.
      void this.startAgain();
    }
    return 'ok';
  }

  private async startAgain(): Promise<void> {
    this.replica = replicaOf(emptyBoard(this.id), this.replica.pending);
    this.epoch = 0;
    this.history = NO_HISTORY;
    await this.join().catch(() => this.lost());
  }

  private answer(op: string): void {
    this.answered.delete(op);
    void this.keeping.letGo(op);
    this.tookBack(op);
  }

  private async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.joined && !this.isClosed) {
        const batch = nextBatch(this.replica.pending as readonly PersonalCommand[], this.answered);
        if (batch.length === 0) break;
        const wait = await this.sendBatch(batch);
        this.news.changed();
        if (wait > 0) await this.around.wait(wait);
      }
    } finally {
      this.sending = false;
    }
  }

  /** How long to wait before the next batch, in ms. */
  private async sendBatch(batch: readonly PersonalCommand[]): Promise<number> {
    let outcomes: readonly Outcome[];
    try {
      outcomes = await this.line.ops(this.id, batch);
    } catch {
      return 1000;
    }
    const answers = readAnswers(batch, outcomes);
    for (const { op, seq } of answers.accepted) {
      this.replica = acknowledged(this.replica, op, seq);
      if (this.replica.pending.some((command) => command.op === op)) this.answered.add(op);
      void this.keeping.letGo(op);
    }
    for (const { op, code } of answers.refused) this.rollBack(batch, op, code);
    if (answers.joinFirst) await this.join().catch(() => this.lost());
    return answers.againIn ?? 0;
  }

  private rollBack(batch: readonly PersonalCommand[], op: string, code: RefusalCode): void {
    const command = batch.find((one) => one.op === op);
    this.replica = refused(this.replica, op);
    void this.keeping.letGo(op);
    if (!command || !this.me) return;
    const isUndo = command.undoOf !== undefined;
    if (command.undoOf) this.history = forget(this.history, command.undoOf);
    const text = isUndo ? '' : wordsOf(command);
    if (text) {
      const kept: KeptText = { id: op, board: this.id, by: this.me.id, text, code };
      this.keptTexts = [...this.keptTexts, kept];
      void this.keeping.keepText(kept);
    }
    this.news.refused(code, command);
    this.tookBack(op, isUndo && code === 'changed');
  }
}
