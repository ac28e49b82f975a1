import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  VERSION,
  apply,
  capabilitiesOf,
  commandSchema,
  decide,
  digest,
  dotsLeft,
  emptyBoard,
  openBoardSchema,
  project,
  projectEntry,
  viewerOf,
  type Board,
  type BoardActor,
  type Command,
  type Entry,
  type Joined,
  type Outcome,
  type PersonalCommand,
  type RefusalCode,
} from '../../src/boards/domain/index.js';
import { LiveBoard, type BoardLine, type BoardNews } from '../../src/client/room/live-board.js';
import type { Keeping, KeptText, Waiting } from '../../src/client/room/outbox.js';

let made = 0;
const newId = () => `0190b0a0-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`;
const actor = (name: string, role: BoardActor['role'] = 'participant'): BoardActor => ({
  id: newId(),
  name,
  role,
  sector: 'residents',
  capabilities: capabilitiesOf(role),
});

/** A board's server without sockets and tables: the same judge and the same projection. */
class Server {
  board: Board;
  readonly log: Entry[] = [];
  readonly outcomes = new Map<string, Outcome>();
  private readonly seated = new Map<LiveBoard, BoardActor>();

  constructor(readonly id: string) {
    this.board = emptyBoard(id);
    this.judge(
      openBoardSchema.parse({
        op: newId(),
        t: 'board.open',
        sections: [
          { key: 'ideas', title: 'Ideas' },
          { key: 'causes', title: 'Causas' },
        ],
        dotsBudget: 3,
      }),
      actor('Beto', 'facilitator'),
    );
  }

  judge(command: Command, who: BoardActor): Outcome {
    const known = this.outcomes.get(command.op);
    if (known) return known;
    const decision = decide(this.board, command, who);
    if (!decision.ok) return { op: command.op, ok: false, code: decision.code };
    const entry: Entry = {
      seq: this.board.seq + 1,
      op: command.op,
      actor: who.id,
      at: '2026-08-16T16:00:00.000Z',
      event: decision.event,
      ...(command.undoOf ? { undoOf: command.undoOf } : {}),
    };
    this.board = apply(this.board, entry);
    this.log.push(entry);
    const outcome: Outcome = { op: command.op, ok: true, seq: entry.seq };
    this.outcomes.set(command.op, outcome);
    return outcome;
  }

  /** Tells what is new since `from` to everybody who sits here. */
  tell(from: number): void {
    for (const [live, who] of this.seated) live.frame({ b: this.id, s: from + 1, o: this.since(from, who) });
  }

  since(from: number, who: BoardActor): Entry[] {
    return this.log.filter(({ seq }) => seq > from).map((entry) => projectEntry(entry, this.board, viewerOf(who)));
  }

  joined(live: LiveBoard, who: BoardActor, have: number, epoch: number): Joined {
    this.seated.set(live, who);
    const catchUp = epoch === 1 ? { entries: this.since(have, who) } : { snapshot: project(this.board, viewerOf(who)) };
    return {
      ok: true,
      v: VERSION,
      epoch: 1,
      head: this.board.seq,
      catchUp,
      me: { ...who, dotsLeft: dotsLeft(this.board, who.id) },
      serverNow: '2026-08-16T16:00:00.000Z',
    };
  }
}

/** The line of one browser, which can be cut before the question or before the answer, or told to lose frames. */
class Line implements BoardLine {
  cut: 'none' | 'before' | 'after' = 'none';
  refusing: RefusalCode | null = null;
  frames: PersonalCommand[][] = [];
  live!: LiveBoard;

  constructor(
    private readonly server: Server,
    private readonly who: BoardActor,
  ) {}

  async join(_: string, have: number, epoch: number) {
    await this.passes('before');
    return this.server.joined(this.live, this.who, have, epoch);
  }

  async ops(_: string, ops: readonly PersonalCommand[]) {
    await this.passes('before');
    this.frames.push([...ops]);
    if (this.refusing)
      return ops.map(({ op }) => ({ op, ok: false as const, code: this.refusing as RefusalCode, retryAfter: 1 }));
    const from = this.server.board.seq;
    const outcomes = ops.map((command) => this.server.judge(commandSchema.parse(command), this.who));
    if (this.cut === 'after') throw new Error('The answer got lost');
    this.server.tell(from);
    return outcomes;
  }

  async pull(_: string, from: number) {
    await this.passes('before');
    return { ok: true as const, entries: this.server.since(from, this.who), head: this.server.board.seq };
  }

  private passes(cut: 'before'): Promise<void> {
    return this.cut === cut ? Promise.reject(new Error('The line is down')) : Promise.resolve();
  }
}

/** What a device keeps: two pages of one person share it, as before and after a reload. */
class Device implements Keeping {
  readonly kept = new Map<string, Waiting>();
  readonly texts = new Map<string, KeptText>();
  waiting = async (board: string, by: string) => [...this.kept.values()].filter((one) => one.board === board && one.by === by);
  keep = async (waiting: Waiting) => void this.kept.set(waiting.command.op, waiting);
  letGo = async (op: string) => void this.kept.delete(op);
  keptTexts = async () => [...this.texts.values()];
  keepText = async (text: KeptText) => void this.texts.set(text.id, text);
  letTextGo = async (id: string) => void this.texts.delete(id);
}

const settle = async () => {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

function page(server: Server, who: BoardActor, device = new Device()) {
  const line = new Line(server, who);
  const refusals: RefusalCode[] = [];
  const news: BoardNews = {
    changed: () => undefined,
    happened: () => undefined,
    refused: (code) => refusals.push(code),
    overruled: () => undefined,
    out: () => undefined,
    outdated: () => undefined,
  };
  const live = new LiveBoard(server.id, line, device, news, {
    now: () => '2026-08-16T16:00:00.000Z',
    newId,
    wait: () => new Promise((resolve) => setImmediate(resolve)),
  });
  line.live = live;
  return { live, line, device, refusals };
}

const idea = (text: string) => ({
  t: 'note.add' as const,
  id: newId(),
  section: 'ideas',
  kind: 'idea' as const,
  text,
  milestone: null,
  proposalId: null,
  onBehalfOf: null,
});
const textsOf = (board: Board) =>
  Object.values(board.notes)
    .flatMap((note) => (note.deleted ? [] : [note.text]))
    .sort();

let server: Server;
let dani: BoardActor;
beforeEach(() => {
  server = new Server(newId());
  dani = actor('Dani');
});

describe('A board in the browser', () => {
  it('shows an own note at once and counts it as waiting until it is answered', async () => {
    const { live, device } = page(server, dani);
    await live.join();
    expect(live.send(idea('Hola'))).toBeNull();
    expect([textsOf(live.board), live.waitingCount]).toEqual([['Hola'], 1]);
    await settle();
    expect([live.waitingCount, device.kept.size, textsOf(server.board)]).toEqual([0, 0, ['Hola']]);
  });

  it('sends again with the same op id when the answer got lost, and the note is there once', async () => {
    const { live, line } = page(server, dani);
    await live.join();
    line.cut = 'after';
    live.send(idea('Una vez'));
    await new Promise((resolve) => setImmediate(resolve));
    line.cut = 'none';
    await settle();
    expect(line.frames.length).toBeGreaterThan(1);
    expect(new Set(line.frames.flat().map(({ op }) => op)).size).toBe(1);
    expect([textsOf(server.board), live.waitingCount]).toEqual([['Una vez'], 0]);
    await live.pull();
    expect(digest(live.replica.confirmed)).toBe(digest(server.board));
  });

  it('takes up after a reload what had not been answered, for the same person only', async () => {
    const device = new Device();
    const before = page(server, dani, device);
    await before.live.join();
    before.line.cut = 'before';
    before.live.send(idea('Antes de recargar'));
    await settle();
    before.live.close();
    const eva = page(server, actor('Eva'), device);
    await eva.live.join();
    await settle();
    expect(textsOf(server.board)).toEqual([]);
    const after = page(server, dani, device);
    await after.live.join();
    await settle();
    expect([textsOf(server.board), device.kept.size]).toEqual([['Antes de recargar'], 0]);
  });

  it('rolls a final refusal back and keeps its words; what is only early is tried again', async () => {
    const { live, line, refusals, device } = page(server, dani);
    await live.join();
    line.refusing = 'locked';
    live.send(idea('Se guarda'));
    await settle();
    expect([textsOf(live.board), refusals, live.keptTexts.map(({ text }) => text), device.texts.size]).toEqual([
      [],
      ['locked'],
      ['Se guarda'],
      1,
    ]);
    line.refusing = 'busy';
    live.send(idea('Más tarde'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(live.waitingCount).toBe(1);
    line.refusing = null;
    await settle();
    expect(textsOf(server.board)).toEqual(['Más tarde']);
  });

  it('pulls what a lost frame held, and starts again when its copy is not the server’s', async () => {
    const { live } = page(server, dani);
    await live.join();
    const eva = actor('Eva');
    for (const text of ['Uno', 'Dos', 'Tres']) server.judge(commandSchema.parse({ op: newId(), ...idea(text) }), eva);
    server.tell(server.board.seq - 1);
    await settle();
    expect(textsOf(live.board)).toEqual(['Dos', 'Tres', 'Uno']);
    live.replica = { ...live.replica, confirmed: { ...live.replica.confirmed, locked: true } };
    live.head(server.board.seq, { s: server.board.seq, d: digest(server.board) });
    await settle();
    expect(digest(live.replica.confirmed)).toBe(digest(server.board));
  });

  it('undoes several acts asked for in one breath, and passes over what somebody else has changed', async () => {
    const { live } = page(server, dani);
    await live.join();
    const [first, second] = [idea('Primera'), idea('Segunda')];
    for (const wish of [first, second]) live.send(wish);
    live.send({ t: 'note.move', id: second.id, section: 'causes' });
    await settle();
    server.judge(commandSchema.parse({ op: newId(), t: 'note.move', id: second.id, section: 'ideas' }), actor('Eva'));
    server.tell(server.board.seq - 1);
    live.undo();
    live.undo();
    await settle();
    expect(textsOf(server.board)).toEqual([]);
    live.redo();
    await settle();
    expect(textsOf(server.board)).toHaveLength(1);
  });
});
