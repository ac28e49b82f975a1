import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { readingOrder, type Board, type Stack } from '../boards/domain/index.js';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError, type Refusal } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { TraceService } from '../trace/index.js';
import { Attendance } from './attendance.entity.js';
import { receiptOf, voterKeyOf } from './ballot-keys.js';
import { Ballot, BallotOption, Vote } from './ballot.entity.js';
import { BALLOT_LIMITS, checkVote, count, mayDecide, settledRules, type Choices, type DeclareBallot } from './domain/index.js';
import './happenings.js';
import { lockOpenTable, stepsOf } from './locking.js';
import { RoomChanges } from './room-changes.js';
import type { Roundtable } from './roundtable.entity.js';

const SECRET_BYTES = 32;

/** Ballots from their declaration to the topic. Votes are secret in storage as on the wire; see ROOM.md. Callers hold the permission. */
@Injectable()
export class BallotsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
    private readonly trace: TraceService,
    private readonly changes: RoomChanges,
  ) {}

  /**
   * Declares question, options and rules for the ballot step; a ballot that was declared and not opened is replaced. `board` is board 1 as it stands: options are its stacks.
   * Refuses with `no-ballot-step`, `ballot-already-open` and, for a note that heads nothing on the board, `ballot-unknown-stack`. Returns the ballot's id.
   */
  async declare(roundtableId: string, command: DeclareBallot, board: Board, by: Actor): Promise<string> {
    const stacks = readingOrder(board).flatMap((column) => column.stacks);
    return this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const steps = (await stepsOf(em, roundtableId)).filter(({ kind }) => kind === 'ballot');
      const step = steps.find(({ id }) => id === table.stepId) ?? steps[0];
      if (!step) throw new RefusedError({ code: 'no-ballot-step' });
      const [latest] = await em.find(Ballot, { step }, { orderBy: { round: 'desc' }, limit: 1 });
      if (latest && latest.state() === 'open') throw new RefusedError({ code: 'ballot-already-open' });
      if (latest && latest.state() === 'declared') await this.forget(em, latest);
      const round = latest ? latest.round + (latest.state() === 'closed' ? 1 : 0) : 1;
      const { options, ...rules } = command;
      const ballot = em.create(Ballot, {
        ...rules,
        ...settledRules(rules, options.length),
        id: this.ids.next(), roundtable: table, step, round, declaredAt: this.clock.now(),
        openedAt: null, closedAt: null, secret: null, count: null, decidedOptionId: null, decisionReason: null, decidedBy: null,
      }); // prettier-ignore
      em.persist(ballot);
      options.forEach(({ note, title }, index) => {
        const stack = stacks.find(({ head }) => head.id === note);
        if (!stack) throw new RefusedError({ code: 'ballot-unknown-stack' });
        this.addOption(
          em,
          ballot,
          index + 1,
          title ?? titleOf(stack),
          board.id,
          stack.notes.map(({ id }) => id),
        );
      });
      this.changes.changed(table);
      this.events.record('roundtables.ballot-declared', { roundtableId, ballotId: ballot.id, round }, by, table.process.id);
      return ballot.id;
    });
  }

  /** From here on nothing of it changes but the votes. Doing it twice changes nothing. */
  async open(roundtableId: string, ballotId: string, by: Actor): Promise<void> {
    await this.onBallot(roundtableId, ballotId, (_em, table, ballot) => {
      if (ballot.state() !== 'declared') return;
      ballot.open(Buffer.from(this.dice.bytes(SECRET_BYTES)).toString('hex'), this.clock.now());
      this.changes.changed(table);
      this.events.record('roundtables.ballot-opened', { roundtableId, ballotId }, by, table.process.id);
    });
  }

  /** Casts or changes a vote. Refuses with `ballot-not-open` and the codes of `checkVote`. Returns the receipt. */
  async vote(roundtableId: string, ballotId: string, attendanceId: string, choices: Choices): Promise<string> {
    return this.onBallot(roundtableId, ballotId, async (em, table, ballot) => {
      if (ballot.state() !== 'open' || !ballot.secret) throw new RefusedError({ code: 'ballot-not-open' });
      const options = await optionsOf(em, ballot);
      const given = Object.fromEntries(Object.entries(choices).filter(([, amount]) => amount > 0));
      refuseIf(
        checkVote(
          ballot.rules(options.length),
          options.map(({ id }) => id),
          given,
        ),
      );
      const voterKey = voterKeyOf(ballot.secret, attendanceId);
      const known = await em.findOne(Vote, { voterKey });
      if (known) known.choices = given;
      else em.persist(em.create(Vote, { voterKey, ballot, choices: given }));
      this.changes.changed(table);
      return receiptOf(voterKey);
    });
  }

  /** Counts the votes of those who may vote, destroys the secret, and says how it ended. Doing it twice changes nothing. */
  async close(roundtableId: string, ballotId: string, by: Actor): Promise<void> {
    await this.onBallot(roundtableId, ballotId, async (em, table, ballot) => {
      if (ballot.state() === 'closed') return;
      const { secret } = ballot;
      if (!secret) throw new RefusedError({ code: 'ballot-not-open' });
      const options = await optionsOf(em, ballot);
      const electorate = await em.find(Attendance, { roundtable: table, bannedAt: null });
      const keys = new Set(electorate.map(({ id }) => voterKeyOf(secret, id)));
      const votes = (await em.find(Vote, { ballot })).filter(({ voterKey }) => keys.has(voterKey));
      const ids = options.map(({ id }) => id);
      ballot.close(
        count(
          ballot.rules(ids.length),
          ids,
          votes.map(({ choices }) => choices),
          electorate.length,
        ),
        this.clock.now(),
      );
      await this.shuffle(em, ballot, votes);
      this.changes.changed(table);
      const ending = ballot.count?.ending ?? { kind: 'no-quorum' as const };
      this.events.record(
        'roundtables.ballot-closed',
        { roundtableId, ballotId, votes: votes.length, ending: ending.kind },
        by,
        table.process.id,
      );
      if (ending.kind === 'chosen') await this.chosen(em, table, ballotId, ending.option, by);
    });
  }

  /** Settles a tie among the tied, with a reason that stays public. Refuses with the codes of `mayDecide`. */
  async decide(roundtableId: string, ballotId: string, optionId: string, reason: string, by: Actor): Promise<void> {
    await this.onBallot(roundtableId, ballotId, async (em, table, ballot) => {
      if (ballot.decidedOptionId === optionId) return;
      if (!ballot.count || ballot.decidedOptionId) throw new RefusedError({ code: 'ballot-not-tied' });
      refuseIf(mayDecide(ballot, ballot.count.ending, optionId));
      ballot.decide(optionId, reason, by.name);
      this.changes.changed(table);
      await this.chosen(em, table, ballotId, optionId, by);
    });
  }

  /** Votes again on the tied options alone, under the same rules. Refuses with `ballot-not-tied`. Returns the new ballot's id. */
  async secondRound(roundtableId: string, ballotId: string, by: Actor): Promise<string> {
    return this.onBallot(roundtableId, ballotId, async (em, table, ballot) => {
      const again = await em.findOne(Ballot, { step: ballot.step.id, round: ballot.round + 1 });
      if (again) return again.id;
      const ending = ballot.count?.ending;
      if (ending?.kind !== 'tied' || ballot.decidedOptionId) throw new RefusedError({ code: 'ballot-not-tied' });
      const tied = (await optionsOf(em, ballot)).filter(({ id }) => ending.options.includes(id));
      const { question, method, quorum, tieRule } = ballot;
      const rules = settledRules({ method, quorum, tieRule, budget: ballot.budget, perOption: ballot.perOption }, tied.length);
      const next = em.create(Ballot, {
        ...rules, question,
        id: this.ids.next(), roundtable: table, step: ballot.step, round: ballot.round + 1, declaredAt: this.clock.now(),
        openedAt: null, closedAt: null, secret: null, count: null, decidedOptionId: null, decisionReason: null, decidedBy: null,
      }); // prettier-ignore
      em.persist(next);
      tied.forEach((option, index) => this.addOption(em, next, index + 1, option.title, option.boardId, option.noteIds));
      this.changes.changed(table);
      this.events.record(
        'roundtables.ballot-declared',
        { roundtableId, ballotId: next.id, round: next.round },
        by,
        table.process.id,
      );
      return next.id;
    });
  }

  /** Rows in the order of their keys, so that not even their place on the disk tells who voted when. */
  private async shuffle(em: EntityManager, ballot: Ballot, votes: readonly Vote[]): Promise<void> {
    const rows = votes.map(({ voterKey, choices }) => ({ voterKey, choices })).sort((a, b) => (a.voterKey < b.voterKey ? -1 : 1));
    await em.execute('delete from vote where ballot_id = ?', [ballot.id]);
    for (const { voterKey, choices } of rows)
      await em.execute('insert into vote (voter_key, ballot_id, choices) values (?, ?, ?::jsonb)', [
        voterKey,
        ballot.id,
        JSON.stringify(choices),
      ]);
  }

  private async forget(em: EntityManager, ballot: Ballot): Promise<void> {
    await em.nativeDelete(BallotOption, { ballot });
    await em.nativeDelete(Ballot, { id: ballot.id });
  }

  private addOption(
    em: EntityManager,
    ballot: Ballot,
    position: number,
    title: string,
    boardId: string,
    noteIds: string[],
  ): void {
    em.persist(
      em.create(BallotOption, {
        id: this.ids.next(),
        ballot,
        position,
        title: title.slice(0, BALLOT_LIMITS.title),
        boardId,
        noteIds,
      }),
    );
  }

  /** The notes of the stack that was chosen lead to the topic. */
  private async chosen(em: EntityManager, table: Roundtable, ballotId: string, optionId: string, by: Actor): Promise<void> {
    const option = await em.findOneOrFail(BallotOption, { id: optionId });
    const processId = table.process.id;
    for (const noteId of option.noteIds)
      await this.trace.link(processId, { kind: 'note', id: `${option.boardId}:${noteId}` }, { kind: 'topic', id: optionId }, by);
    this.events.record('roundtables.topic-chosen', { roundtableId: table.id, ballotId, optionId }, by, table.process.id);
  }

  private async onBallot<T>(
    roundtableId: string,
    ballotId: string,
    act: (em: EntityManager, table: Roundtable, ballot: Ballot) => T | Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async (em) => {
      const table = await lockOpenTable(em, roundtableId);
      const ballot = await em.findOne(Ballot, { id: ballotId, roundtable: table });
      if (!ballot) throw notFound();
      return act(em, table, ballot);
    });
  }
}

const titleOf = ({ title, head }: Stack): string => title ?? head.text.split('\n')[0] ?? '';

const optionsOf = (em: EntityManager, ballot: Ballot): Promise<BallotOption[]> =>
  em.find(BallotOption, { ballot }, { orderBy: { position: 'asc' } });

function refuseIf(refusal: Refusal | null): void {
  if (refusal) throw new RefusedError(refusal);
}
