/** The live room in one object: state, what I see of it, and what I can do. Components draw it and call it; it never touches the page. */
import {
  readingOrder,
  type Column,
  type Entry,
  type PersonalCommand,
  type Present,
  type PresenceState,
  type RefusalCode,
} from '../../boards/domain/index.js';
import type {
  RoomAct,
  RoomActInput,
  RoomMe,
  RoomProblem,
  RoomSnapshot,
  RoomState,
  RoomStep,
} from '../../roundtables/domain/index.js';
import { localized, type Locale, type LocalizedText } from '../../kernel/localized.js';
import { Announcer, type AnnounceLevel, type Said } from './announcer.js';
import { newId } from './ids.js';
import type { DeviceKeeping } from './keeping.js';
import { LiveBoard, type Wish } from './live-board.js';
import { linkWords, waitBefore, type LinkWords } from './link-words.js';
import { PeopleAround } from './people-around.js';
import { Preferences } from './preferences.js';
import { newsOf } from './room-news.js';
import { RoomLink, pause } from './socket.js';
import { Ui } from './ui.js';
import type { Words } from './words.js';

export type Face = 'participant' | 'console' | 'screen';

export interface Beginning {
  readonly face: Face;
  readonly roundtableId: string;
  readonly locale: Locale;
  /** Where to go when this room is over for me. */
  readonly leaveHref: string;
  readonly words: Words;
  readonly snapshot: RoomSnapshot;
  readonly keeping: DeviceKeeping;
}

export class RoomApp {
  state: RoomState;
  me: RoomMe;
  readonly words: Words;
  readonly preferences = new Preferences();
  readonly announcer = new Announcer(this.preferences.level);
  readonly ui: Ui;
  readonly link: RoomLink;
  readonly boards = new Map<string, LiveBoard>();

  private readonly listeners = new Set<() => void>();
  private readonly around = new PeopleAround();
  private offset = 0;
  private isDrawing = false;
  private digestTimer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private joined = false;
  private hasSaidLoss = false;
  private still: { board: string; columns: readonly Column[]; seq: number } | null = null;
  private ordered: { board: unknown; columns: readonly Column[] } | null = null;

  constructor(readonly given: Beginning) {
    this.words = given.words;
    this.state = given.snapshot.state;
    this.me = given.snapshot.me;
    this.offset = Date.parse(this.state.serverNow) - Date.now();
    this.ui = new Ui(() => this.changed());
    this.link = new RoomLink({ connected: () => void this.enter(), changed: () => this.lineChanged() });
    this.listen();
    this.openBoard();
    this.link.socket.connect();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Draws soon, once for however many changes. */
  changed(): void {
    if (this.isDrawing) return;
    this.isDrawing = true;
    queueMicrotask(() => {
      this.isDrawing = false;
      for (const listener of this.listeners) listener();
    });
  }

  t(text: LocalizedText | string | null): string {
    return typeof text === 'string' ? text : localized(text, this.given.locale);
  }

  get serverNow(): number {
    return Date.now() + this.offset;
  }

  get step(): RoomStep | null {
    return this.state.agenda.find(({ id }) => id === this.state.step?.id) ?? null;
  }

  get conducts(): boolean {
    return this.me.face === 'facilitator';
  }

  /** Steps whose board has been opened. */
  get boardSteps(): readonly RoomStep[] {
    return this.state.agenda.filter(({ board, startedAt }) => board?.id && startedAt !== null);
  }

  /** The board looked at: the step's own, else the one chosen, else the last that was worked on. */
  get boardId(): string | null {
    const steps = this.boardSteps;
    const chosen = steps.find(({ board }) => board?.id === this.ui.boardId);
    return chosen?.board?.id ?? this.step?.board?.id ?? steps.at(-1)?.board?.id ?? null;
  }

  get live(): LiveBoard | null {
    return this.boards.get(this.boardId ?? '') ?? null;
  }

  /** The board in reading order, as it is to be drawn: it stands still while I write or carry a note, so that nothing moves under my hands. */
  get columns(): readonly Column[] {
    const { live } = this;
    if (!live) return [];
    if (this.still?.board === live.id) return this.still.columns;
    return this.columnsNow(live);
  }

  /** Changes that wait until I have finished writing. */
  get heldBack(): number {
    return this.still && this.live ? Math.max(0, this.live.replica.confirmed.seq - this.still.seq) : 0;
  }

  holdStill(isHeld: boolean): void {
    const { live } = this;
    this.still = isHeld && live ? { board: live.id, columns: this.columnsNow(live), seq: live.replica.confirmed.seq } : null;
    this.changed();
  }

  private columnsNow(live: LiveBoard): readonly Column[] {
    const { board } = live;
    if (this.ordered?.board !== board) this.ordered = { board, columns: readingOrder(board) };
    return this.ordered.columns;
  }

  get linkWords(): LinkWords {
    const live = this.live;
    const joined = this.link.isUp && this.joined && (live === null || live.joined);
    const isPrivate = live?.board.writing === 'private';
    return linkWords({ joined, offline: this.link.isOffline, waiting: this.waitingCount, isPrivate });
  }

  get waitingCount(): number {
    return [...this.boards.values()].reduce((sum, board) => sum + board.waitingCount, 0);
  }

  /** Everybody connected to the board, once each. */
  get connected(): readonly Present[] {
    return this.around.connected;
  }

  /** Who writes in this section, or moves this note, just now. */
  doingAt(at: string, state: PresenceState): readonly string[] {
    return this.around.doingAt(at, state, this.me.boardActorId);
  }

  nameOf(boardActorId: string): string {
    return this.around.nameOf(boardActorId) ?? this.words('roundtables.live.somebody');
  }

  /** Says an own act aloud, at once. */
  say(key: string, args: Said['args'] = {}): void {
    this.ui.speak(this.words(key, args));
  }

  /** Asks something of the board in view; a refusal is told in words. True when it is on its way. */
  send(wish: Wish, saidKey?: string, args: Said['args'] = {}): boolean {
    const { live } = this;
    if (!live) return false;
    const code = live.send(wish);
    if (code) {
      this.tellRefusal(code);
      return false;
    }
    if (this.still) this.still = { ...this.still, columns: this.columnsNow(live), seq: live.replica.confirmed.seq };
    if (saidKey) this.say(saidKey, args);
    return true;
  }

  /** Does an act of the room, again if the answer got lost. True when it is done; the reason is told when not. */
  async act<A extends RoomAct>(name: A, input: Omit<RoomActInput<A>, 'roundtable'>, saidKey?: string): Promise<boolean> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        const answer = await this.link.act(name, { ...input, roundtable: this.given.roundtableId } as RoomActInput<A>);
        if (answer.ok) {
          this.take(answer);
          if (saidKey) this.say(saidKey);
          return true;
        }
        if (!answer.problem.retryAfter) return this.tellProblem(answer.problem);
        await pause(answer.problem.retryAfter);
      } catch {
        await pause(waitBefore(attempt, Math.random()));
      }
    }
    this.ui.notify({ tone: 'warning', text: this.words('roundtables.live.act-lost') });
    return false;
  }

  /** Where I am and what I do there, for the others. */
  tell(at: string | null, state: PresenceState): void {
    if (this.boardId && this.live?.joined) this.link.tell({ board: this.boardId, at, state });
  }

  /** Looks at another of the room's boards. */
  lookAt(boardId: string): void {
    this.ui.boardId = boardId;
    this.openBoard();
    this.changed();
  }

  setLevel(level: AnnounceLevel): void {
    this.preferences.level = level;
    this.announcer.level = level;
    this.changed();
  }

  private listen(): void {
    const { socket } = this.link;
    socket.on('board.ev', (frame) => this.boards.get(frame.b)?.frame(frame));
    socket.on('board.head', ({ b, s, h }) => this.boards.get(b)?.head(s, h));
    socket.on('board.resync', ({ b }) => void this.rejoin(b));
    socket.on('board.out', ({ b, code }) => this.outOf(b, code));
    socket.on('board.people', ({ b, n, people }) => {
      if (b !== this.boardId) return;
      this.around.hearPeople(n, people);
      this.changed();
    });
    socket.on('board.presence', ({ b, p }) => {
      if (b !== this.boardId) return;
      this.around.hearWhereabouts(p);
      this.changed();
    });
    socket.on('room.state', (state) => this.take({ state, me: this.me }));
    socket.on('room.out', () => location.assign(this.given.leaveHref));
  }

  private async enter(): Promise<void> {
    try {
      const answer = await this.link.act('room.join', {
        roundtable: this.given.roundtableId,
        v: this.given.snapshot.state.v,
        locale: this.given.locale,
      });
      if (!answer.ok) {
        if (answer.problem.code === 'outdated') location.reload();
        this.tellProblem(answer.problem);
        return;
      }
      this.joined = true;
      this.take(answer);
      for (const board of this.boards.values()) await board.join();
      this.attempt = 0;
      if (this.hasSaidLoss) this.say('roundtables.live.say.back');
      this.hasSaidLoss = false;
    } catch {
      const wait = waitBefore(this.attempt++, Math.random());
      setTimeout(() => this.link.isUp && void this.enter(), wait);
    }
    this.changed();
  }

  private async rejoin(boardId: string): Promise<void> {
    try {
      await this.boards.get(boardId)?.join();
    } catch {
      if (this.link.isUp) setTimeout(() => void this.rejoin(boardId), 1000);
    }
    this.changed();
  }

  private lineChanged(): void {
    if (!this.link.isUp) {
      this.joined = false;
      for (const board of this.boards.values()) board.lost();
      if (this.link.isOffline && !this.hasSaidLoss) {
        this.hasSaidLoss = true;
        const { key, count } = this.linkWords;
        this.ui.alarm(this.words(key, { count }));
      }
    }
    this.changed();
  }

  /** Takes a state unless an older one; `me` comes only with answers. */
  private take({ state, me }: RoomSnapshot): void {
    this.me = me;
    if (state.version >= this.state.version) {
      const before = this.state;
      this.state = state;
      this.offset = Date.parse(state.serverNow) - Date.now();
      if (before.step?.id !== state.step?.id) this.stepChanged();
      this.sayNews(before, state);
      this.openBoard();
    }
    this.changed();
  }

  private stepChanged(): void {
    this.ui.stepChanged();
    const { step } = this;
    if (step) this.announceTurn({ key: 'roundtables.live.say.step', args: { title: this.t(step.title) } });
  }

  private sayNews(before: RoomState, now: RoomState): void {
    const { turns, isMyTurn } = newsOf(before, now, this.me.attendanceId);
    for (const said of turns) this.announceTurn(said);
    if (isMyTurn) this.say('roundtables.live.say.your-turn');
  }

  private announceTurn(said: Said): void {
    this.announcer.turn(said);
    this.planDigest();
  }

  private openBoard(): void {
    const id = this.boardId;
    if (!id || this.boards.has(id)) return;
    const board = new LiveBoard(
      id,
      this.link,
      this.given.keeping,
      {
        changed: () => this.changed(),
        happened: (entry, after) => this.happened(board, entry, after),
        refused: (code, command) => this.refusedLater(code, command),
        overruled: (note, text) =>
          this.ui.notify({ tone: 'warning', text: this.words('roundtables.live.overruled'), copy: text, note }),
        out: (code) => this.outOf(id, code),
        outdated: () => location.reload(),
      },
      { now: () => new Date(this.serverNow).toISOString(), newId, wait: pause },
    );
    this.around.forget();
    this.boards.set(id, board);
    if (this.link.isUp && this.joined) void this.rejoin(id);
  }

  private outOf(id: string, code: RefusalCode): void {
    this.boards.get(id)?.close();
    this.boards.delete(id);
    this.tellRefusal(code);
  }

  private happened(board: LiveBoard, entry: Entry, after: LiveBoard['board']): void {
    if (board.id !== this.boardId || entry.actor === board.me?.id) return;
    if (entry.event.t === 'board.everybody-brought' && entry.event.note) this.ui.bring(entry.event.note);
    if (entry.event.t === 'board.revealed') this.ui.revealed(entry.event.notes);
    this.announcer.hear(entry, after, board.me?.id ?? '');
    this.planDigest();
  }

  private planDigest(): void {
    clearTimeout(this.digestTimer);
    const wait = this.announcer.dueIn(performance.now());
    if (wait === null) return;
    this.digestTimer = setTimeout(
      () => {
        const said = this.announcer.digest(performance.now(), (key) => this.sectionTitle(key));
        if (said.length > 0) this.ui.speak(said.map(({ key, args }) => this.words(key, args)).join(' '));
      },
      Math.max(wait, 300),
    );
  }

  sectionTitle(key: string): string {
    const section = this.live?.board.sections[key];
    return section && !section.removed ? this.t(section.title) : this.words('roundtables.live.inbox');
  }

  tellRefusal(code: RefusalCode): void {
    this.ui.notify({ tone: 'warning', text: this.words(`roundtables.live.refused.${code}`) });
  }

  private refusedLater(code: RefusalCode, command: PersonalCommand): void {
    if (command.undoOf !== undefined && code === 'changed') return;
    const key = `roundtables.live.rolled-back.${command.t === 'note.add' || command.t === 'note.edit' ? 'words' : 'act'}`;
    this.ui.notify({ tone: 'warning', text: `${this.words(key)} ${this.words(`roundtables.live.refused.${code}`)}` });
  }

  private tellProblem(problem: RoomProblem): false {
    this.ui.notify({ tone: 'warning', text: [problem.title, problem.detail].filter(Boolean).join('. ') });
    return false;
  }
}
