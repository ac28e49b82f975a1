/** People, ids and a judge for telling what happens on a board, without a server. */
import {
  apply,
  capabilitiesOf,
  commandSchema,
  decide,
  emptyBoard,
  openBoardSchema,
  type Board,
  type BoardActor,
  type BoardRole,
  type CommandInput,
  type Entry,
  type RefusalCode,
} from '../../src/boards/domain/index.js';

/** The nth id: a well-formed UUIDv7, the same in every run. */
export const idAt = (n: number, series = 0): string =>
  `01890000-${series.toString(16).padStart(4, '0')}-7000-8000-${n.toString(16).padStart(12, '0')}`;

const person = (n: number, name: string, role: BoardRole, sector: string | null): BoardActor => ({
  id: idAt(n, 0xfee),
  name,
  role,
  sector,
  capabilities: capabilitiesOf(role),
});

/** The named people of the boards' tests: Beto facilitates, Caro records, Dani and Eva take part, Oli looks on. */
export const BETO = person(1, 'Beto', 'facilitator', 'public');
export const CARO: BoardActor = {
  ...person(2, 'Caro', 'participant', 'public'),
  capabilities: ['write', 'arrange', 'dot', 'record'],
};
export const DANI = person(3, 'Dani', 'participant', 'residents');
export const EVA = person(4, 'Eva', 'participant', 'civil-society');
export const OLI = person(5, 'Oli', 'observer', null);
export const EVERYBODY = [BETO, CARO, DANI, EVA, OLI];

export type Ask = CommandInput extends infer C ? (C extends CommandInput ? Omit<C, 'op'> & { op?: string } : never) : never;

/** A board and its log, changed command by command as the server would. */
export class BoardStory {
  board: Board;
  readonly log: Entry[] = [];
  private made = 0;

  constructor(
    sections: readonly string[] = ['problem', 'solution'],
    settings: { dotsBudget?: number; authorsShown?: boolean } = {},
  ) {
    this.board = emptyBoard(idAt(1, 0xb0a));
    const opening = { t: 'board.open', op: this.newId(), sections: sections.map((key) => ({ key, title: key })), ...settings };
    this.judge(openBoardSchema.parse(opening), BETO);
  }

  newId(): string {
    this.made += 1;
    return idAt(this.made, 0x0d);
  }

  /** Gives the command and returns its entry; throws when it is refused. */
  does(actor: BoardActor, ask: Ask): Entry {
    const outcome = this.asks(actor, ask);
    if (typeof outcome === 'string') throw new Error(`${ask.t} by ${actor.name} was refused: ${outcome}`);
    return outcome;
  }

  /** Gives the command and returns its entry or the code of its refusal. */
  asks(actor: BoardActor, ask: Ask): Entry | RefusalCode {
    return this.judge(commandSchema.parse({ op: this.newId(), ...ask }), actor);
  }

  /** Adds a note and returns its id. */
  note(actor: BoardActor, section = 'problem', text = 'Una nota', more: object = {}): string {
    const id = this.newId();
    this.does(actor, { t: 'note.add', id, section, text, ...more } as Ask);
    return id;
  }

  get(id: string) {
    const note = this.board.notes[id];
    if (!note) throw new Error(`No note ${id}`);
    return note;
  }

  private judge(command: Parameters<typeof decide>[1], actor: BoardActor): Entry | RefusalCode {
    const decision = decide(this.board, command, actor);
    if (!decision.ok) return decision.code;
    const seq = this.board.seq + 1;
    const at = `2026-11-24T10:${String(Math.floor(seq / 60) % 60).padStart(2, '0')}:${String(seq % 60).padStart(2, '0')}.000Z`;
    const entry: Entry = {
      seq,
      op: command.op,
      actor: actor.id,
      at,
      event: decision.event,
      ...(command.undoOf ? { undoOf: command.undoOf } : {}),
    };
    this.board = apply(this.board, entry);
    this.log.push(entry);
    return entry;
  }
}
