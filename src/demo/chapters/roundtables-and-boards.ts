import type { INestApplicationContext } from '@nestjs/common';
import { BoardAccess, BoardsService, type BoardActor, type CommandInput } from '../../boards/index.js';
import type { Actor } from '../../kernel/actor.js';
import { Ids } from '../../kernel/id.js';
import { Translator } from '../../platform/i18n/translator.js';
import {
  BallotsService,
  MinutesDrafts,
  MinutesService,
  FloorService,
  RoomBoards,
  RoomQueries,
  RoomService,
  RoundtablesService,
} from '../../roundtables/index.js';
import { DeclareBallot, sectionOfField, type PlannedStep } from '../../roundtables/domain/index.js';
import { Known, organisationName, personOf, type Cast } from '../cast.js';
import {
  roundtables,
  storyNow,
  type SampleBallot,
  type SampleBoard,
  type SampleNote,
  type SampleRoundtable,
} from '../content/content.js';
import { after, on, type Act } from '../storyteller.js';

const STEPS: Readonly<Record<SampleRoundtable['agenda'][number]['step'], Pick<PlannedStep, 'kind' | 'boardKind'>>> = {
  welcome: { kind: 'welcome', boardKind: null },
  'area-presents': { kind: 'presentation', boardKind: null },
  questions: { kind: 'questions', boardKind: null },
  'board-1': { kind: 'board', boardKind: 'situation' },
  pause: { kind: 'pause', boardKind: null },
  'topic-choice': { kind: 'ballot', boardKind: null },
  'board-2': { kind: 'board', boardKind: 'sheet' },
  closing: { kind: 'closing', boardKind: null },
};

/** When the tables of the second round were announced. */
const ANNOUNCED = on('2022-07-18', '10:00');
/** Seconds from the end of a sitting to its minutes. */
const MINUTES_AFTER_S = 3 * 60 * 60;

/** The tables: announced, opened, talked through, written on and closed; the last one is left open at its first board. */
export const roundtablesAndBoards = (story: INestApplicationContext, cast: Cast): Act[] =>
  roundtables.flatMap((table) => new Sitting(story, cast, table).acts());

/** One table from its announcement to where the story leaves it. */
class Sitting {
  private readonly tables: RoundtablesService;
  private readonly room: RoomService;
  private readonly floor: FloorService;
  private readonly ballots: BallotsService;
  private readonly boards: BoardsService;
  private readonly ids: Ids;

  private readonly seats = new Known<string>('seat');
  private readonly boardIds = new Known<string>('board');
  private readonly questions = new Known<string>('question');
  private readonly options = new Known<string>('option');
  private readonly writers = new Map<string, BoardActor>();
  private stepIds: string[] = [];
  private ballotId = '';

  constructor(
    private readonly story: INestApplicationContext,
    private readonly cast: Cast,
    private readonly table: SampleRoundtable,
  ) {
    this.tables = story.get(RoundtablesService);
    this.room = story.get(RoomService);
    this.floor = story.get(FloorService);
    this.ballots = story.get(BallotsService);
    this.boards = story.get(BoardsService);
    this.ids = story.get(Ids);
  }

  acts(): Act[] {
    const { table } = this;
    return [
      { at: ANNOUNCED, act: () => this.announce() },
      { at: table.startsAt, isApart: true, act: () => this.open() },
      ...table.participants.map(({ person, how }, index): Act => ({
        at: after(table.startsAt, 5 + index * 11),
        act: () => this.sit(person, how),
      })),
      ...this.steps(),
      ...table.questions.flatMap((question, index) => this.asked(question, index)),
      ...this.written(table.board1, 'situation'),
      ...(table.ballot ? this.voted(table.ballot) : []),
      ...(table.board2 ? this.written(table.board2, 'sheet') : []),
      ...(table.state === 'finished'
        ? [
            { at: table.endsAt, isApart: true, act: () => this.tables.close(this.id, this.facilitator) },
            { at: after(table.endsAt, MINUTES_AFTER_S), act: () => this.minutes() },
          ]
        : [{ at: storyNow, act: () => this.room.pause(this.id) }]),
    ];
  }

  private get id(): string {
    return this.cast.roundtables.of(this.table.key);
  }

  private get facilitator(): Actor {
    return this.cast.actor(this.table.facilitator);
  }

  /** The record of the sitting, as whoever ran it published it. */
  private async minutes(): Promise<void> {
    const texts = await this.story.get(MinutesDrafts).of(this.id, this.story.get(Translator).in('es'));
    await this.story.get(MinutesService).publish(this.id, { revision: 0, texts, lang: 'es' }, this.facilitator);
  }

  private async announce(): Promise<void> {
    const { table, cast } = this;
    const { id: processId, themes } = cast.processes.of(table.process);
    const { id } = await this.tables.setUp(
      processId,
      {
        slug: table.key,
        themeId: themes.of(table.theme),
        title: table.title,
        summary: { es: table.welcome },
        startsAt: new Date(table.startsAt),
        endsAt: new Date(table.endsAt),
        allowsGuests: true,
        facilitatorId: cast.accounts.of(table.facilitator).id,
        deputyIds: [cast.accounts.of(table.deputy).id],
        proposals: table.proposals.map((key) => ({ proposalId: cast.proposals.of(key), why: null })),
        agenda: table.agenda.map(({ step, title, minutes }) => ({ ...STEPS[step], title, minutes })),
        code: table.code,
      },
      cast.actor('ana'),
    );
    cast.roundtables.set(table.key, id);
  }

  private async open(): Promise<void> {
    await this.tables.open(this.id, this.facilitator);
    const state = await this.story.get(RoomQueries).state(this.id, 'facilitator');
    this.stepIds = (state?.agenda ?? []).map(({ id }) => id);
    for (const { board } of state?.agenda ?? []) if (board?.id) this.boardIds.set(board.kind, board.id);
  }

  /** With a browser of their own, or entered by whoever facilitates. */
  private async sit(key: string, how: 'online' | 'phone' | 'in-person'): Promise<void> {
    const person = personOf(key);
    const seat = { name: person.displayName, sector: person.sector, organisation: organisationName(person.organisation) };
    if (how === 'online') {
      const { attendanceId } = await this.room.join(this.id, { ...seat, needs: [] }, this.cast.actor(key));
      this.seats.set(key, attendanceId);
      return;
    }
    const id = this.ids.next();
    await this.room.seatPerson(this.id, id, { ...seat, presence: how }, this.facilitator);
    this.seats.set(key, id);
  }

  /** Every step begins when the minutes of those before it are over, up to the one where the story leaves the table. */
  private steps(): Act[] {
    const { agenda, currentStep, startsAt } = this.table;
    const last = currentStep === null ? agenda.length - 1 : agenda.findIndex(({ step }) => step === currentStep);
    let minutes = 0;
    return agenda.slice(0, last).map((step, index): Act => {
      minutes += step.minutes;
      return {
        at: after(startsAt, minutes * 60),
        isApart: true,
        act: () => this.room.next(this.id, this.stepIds[index] ?? '', this.facilitator),
      };
    });
  }

  private asked(
    { by, at, text, supporters, state, answer, answeredBy }: SampleRoundtable['questions'][number],
    index: number,
  ): Act[] {
    const questionId = (): string => this.questions.of(String(index));
    return [
      {
        at,
        act: async () => {
          this.questions.set(String(index), this.ids.next());
          await this.floor.ask(this.id, this.seats.of(by), questionId(), text, this.actorAtTable(by));
        },
      },
      ...supporters.map((person, place): Act => ({
        at: after(at, 15 + place * 7),
        act: () => this.floor.support(this.id, this.seats.of(person), questionId(), true),
      })),
      ...(state === 'answered' && answeredBy
        ? [{ at: after(at, 70), act: () => this.floor.answer(this.id, questionId(), answer, this.cast.actor(answeredBy)) }]
        : []),
    ];
  }

  /** Notes each at its moment; then, before the step ends, what lies together and where the dots are. */
  private written(board: SampleBoard, kind: 'situation' | 'sheet'): Act[] {
    const notes = board.notes.map((note): Act => ({ at: note.at, isApart: true, act: () => this.write(note, kind) }));
    const lastNote = board.notes.at(-1)?.at ?? this.table.startsAt;
    const arranged: Act = { at: after(lastNote, 6), isApart: true, act: () => this.arrange(board, kind) };
    return [...notes, arranged];
  }

  private async write(note: SampleNote, kind: 'situation' | 'sheet'): Promise<void> {
    const id = this.ids.next();
    const said = this.saidBy(note);
    const writer = said ? this.table.facilitator : note.by;
    const command: CommandInput = {
      t: 'note.add',
      op: id,
      id,
      section: sectionOfField(note.section),
      kind: note.kind,
      text: note.text,
      milestone: note.milestone
        ? { output: note.milestone.output, when: note.milestone.due ?? '', who: note.milestone.who }
        : null,
      proposalId: note.proposal ? this.cast.proposals.of(note.proposal) : null,
      onBehalfOf: said,
    };
    const boardId = this.boardIds.of(kind);
    await this.give(boardId, [command], await this.writerOn(boardId, writer));
    this.cast.notes.set(note.key, `${boardId}:${id}`);
  }

  /** Somebody without a browser at the table: by phone, in the room, or a class that was asked beforehand. Whoever facilitates enters it in their name. */
  private saidBy({ by, onBehalfOf }: SampleNote): { name: string; sector: string } | null {
    const { displayName, sector } = personOf(by);
    if (onBehalfOf) return { name: onBehalfOf, sector: 'residents' };
    const how = this.table.participants.find(({ person }) => person === by)?.how;
    return how === undefined || how === 'online' ? null : { name: displayName, sector };
  }

  private async arrange(board: SampleBoard, kind: 'situation' | 'sheet'): Promise<void> {
    const boardId = this.boardIds.of(kind);
    const noteId = (key: string): string => this.cast.notes.of(key).split(':')[1] ?? '';
    const team = await this.writerOn(boardId, this.table.facilitator);
    const arranging = board.stacks.flatMap(({ title, notes: [head = '', ...others] }): CommandInput[] => [
      ...others.map((note): CommandInput => ({ t: 'note.stack', op: this.ids.next(), id: noteId(note), onto: noteId(head) })),
      { t: 'stack.retitle', op: this.ids.next(), id: noteId(head), title },
    ]);
    const live = await this.boards.live(boardId);
    if (live.board.dotsBudget !== board.dotsPerPerson)
      arranging.unshift({ t: 'board.dots-budget', op: this.ids.next(), budget: board.dotsPerPerson });
    await this.give(boardId, arranging, team);
    const writers = new Map<string, BoardActor>();
    for (const by of new Set(board.dots.map((dot) => dot.by))) writers.set(by, await this.writerOn(boardId, by));
    await Promise.all(
      board.dots.map(({ note, by }) =>
        this.give(boardId, [{ t: 'note.dot', op: this.ids.next(), id: noteId(note) }], writers.get(by) as BoardActor),
      ),
    );
  }

  private async give(boardId: string, commands: readonly CommandInput[], writer: BoardActor): Promise<void> {
    const outcomes = await this.boards.commands(boardId, commands, writer);
    const refused = outcomes.find((outcome) => !outcome.ok);
    if (refused && !refused.ok) throw new Error(`The board of ${this.table.key} answered ${refused.code} to ${writer.name}`);
  }

  /** Who this person is on the table's boards, as the product says when they come. */
  private async writerOn(boardId: string, key: string): Promise<BoardActor> {
    const known = this.writers.get(key);
    if (known) return known;
    const writer = await this.story.get(BoardAccess).actorFor(boardId, this.actorAtTable(key));
    if (!writer) throw new Error(`${key} has no part at ${this.table.key}`);
    this.writers.set(key, writer);
    return writer;
  }

  /** The account, or the seat itself for those who sit there without one. */
  private actorAtTable(key: string): Actor {
    const how = this.table.participants.find(({ person }) => person === key)?.how;
    if (how === undefined || how === 'online') return this.cast.actor(key);
    return { kind: 'guest', id: this.seats.of(key), name: personOf(key).displayName, isAdministrator: false };
  }

  private voted(ballot: SampleBallot): Act[] {
    const between = (Date.parse(ballot.closedAt) - Date.parse(ballot.openedAt)) / 1000 / (ballot.votes.length + 1);
    return [
      { at: ballot.declaredAt, isApart: true, act: () => this.declare(ballot) },
      { at: ballot.openedAt, act: () => this.ballots.open(this.id, this.ballotId, this.facilitator) },
      ...ballot.votes.map(({ by, dots }, index): Act => ({
        at: after(ballot.openedAt, Math.floor(between * (index + 1))),
        act: () => {
          const choices = Object.fromEntries(Object.entries(dots).map(([option, amount]) => [this.options.of(option), amount]));
          return this.ballots.vote(this.id, this.ballotId, this.seats.of(by), { choices });
        },
      })),
      // A second before the step ends, for the sample's step and ballot end together.
      { at: after(ballot.closedAt, -1), act: () => this.ballots.close(this.id, this.ballotId, this.facilitator) },
    ];
  }

  private async declare(ballot: SampleBallot): Promise<void> {
    const headOf = (stack: string): string => this.table.board1.stacks.find(({ key }) => key === stack)?.notes[0] ?? '';
    const declared = DeclareBallot.parse({
      question: ballot.question.es,
      method: ballot.method,
      budget: ballot.dotsPerPerson,
      perOption: ballot.maxPerOption,
      quorum: ballot.quorum,
      tieRule: ballot.tieRule,
      options: ballot.options.map(({ stack }) => ({ note: this.cast.notes.of(headOf(stack)).split(':')[1] })),
    });
    const situation = await this.story.get(RoomBoards).situation(this.id);
    this.ballotId = await this.ballots.declare(this.id, declared, situation, this.facilitator);
    const state = await this.story.get(RoomQueries).state(this.id, 'facilitator');
    const made = state?.ballots.find(({ id }) => id === this.ballotId)?.options ?? [];
    ballot.options.forEach(({ key }, index) => this.options.set(key, made[index]?.id ?? ''));
  }
}
