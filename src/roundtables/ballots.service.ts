import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { readingOrder, type Board, type Stack } from '../boards/domain/index.js';
import { SYSTEM, type Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import { notFound, RefusedError, type Refusal } from '../kernel/refusal.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { jobKind, Jobs } from '../platform/jobs/jobs.js';
import { TraceService } from '../trace/index.js';
import { Attendance } from './attendance.entity.js';
import { receiptOf, voterKeyOf } from './ballot-keys.js';
import { Ballot, BallotOption, Vote } from './ballot.entity.js';
import {
  BALLOT_LIMITS,
  checkVote,
  count,
  mayDecide,
  needsReason,
  orderedPapers,
  settledRules,
  tallyBySector,
  type Choices,
  type DeclareBallot,
  type Reasons,
} from './domain/index.js';
import './happenings.js';
import { lockOpenTable, stepsOf } from './locking.js';
import { RoomChanges } from './room-changes.js';
import type { Roundtable } from './roundtable.entity.js';

const SECRET_BYTES = 32;

/** Ends a ballot whose minutes are over. */
const CloseBallot = jobKind('roundtables.close-ballot', z.object({ roundtableId: z.uuid(), ballotId: z.uuid() }));
/** What a ballot that ended otherwise meanwhile answers. */
const OVER = ['not-found', 'roundtable-closed', 'roundtable-not-open'];

/** Ballots from their declaration to the topic. Votes are secret in storage as on the wire; see ROOM.md. Callers hold the permission. */
@Injectable()
export class BallotsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
    private readonly trace: TraceService,
    private readonly changes: RoomChanges,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.define(CloseBallot, ({ roundtableId, ballotId }) => this.closeOverdue(roundtableId, ballotId));
  }

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
        openedAt: null, closedAt: null, secret: null, count: null, papers: null, receipts: null, sectors: null, decidedOptionId: null, decisionReason: null, decidedBy: null,
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
    await this.onBallot(roundtableId, ballotId, async (_em, table, ballot) => {
      if (ballot.state() !== 'declared') return;
      ballot.open(Buffer.from(this.dice.bytes(SECRET_BYTES)).toString('hex'), this.clock.now());
      const endsAt = ballot.endsAt();
      if (endsAt) await this.jobs.enqueue(CloseBallot, { roundtableId, ballotId }, { after: endsAt, key: ballotId });
      this.changes.changed(table);
      this.events.record('roundtables.ballot-opened', { roundtableId, ballotId }, by, table.process.id);
    });
  }

  /**
   * Casts or changes a vote. Refuses with `ballot-not-open`, `vote-not-in-electorate` and the codes of `checkVote`. The last vote that was missing ends
   * a ballot whose closing rule says so. Returns the receipt.
   */
  async vote(
    roundtableId: string,
    ballotId: string,
    attendanceId: string,
    { choices, reasons = {} }: { readonly choices: Choices; readonly reasons?: Reasons },
  ): Promise<string> {
    return this.onBallot(roundtableId, ballotId, async (em, table, ballot) => {
      if (!ballot.secret || !ballot.takesVotes(this.clock.now())) throw new RefusedError({ code: 'ballot-not-open' });
      const voters = await this.electorate(em, table, ballot);
      if (!voters.some(({ id }) => id === attendanceId)) throw new RefusedError({ code: 'vote-not-in-electorate' });
      const ids = (await optionsOf(em, ballot)).map(({ id }) => id);
      const given = Object.fromEntries(Object.entries(choices).filter(([, amount]) => amount > 0));
      const because =
        ballot.method === 'consent'
          ? Object.fromEntries(Object.entries(reasons).filter(([id]) => needsReason(given[id] ?? 0)))
          : {};
      refuseIf(checkVote(ballot.rules(ids.length), ids, given, because));
      const voterKey = voterKeyOf(ballot.secret, attendanceId);
      const known = await em.findOne(Vote, { voterKey });
      if (known) em.assign(known, { choices: given, reasons: because });
      else em.persist(em.create(Vote, { voterKey, ballot, choices: given, reasons: because }));
      this.changes.changed(table);
      if (ballot.closingRule === 'all-voted') {
        await em.flush();
        const cast = await this.cast(em, ballot, voters);
        if (cast.length === voters.length) await this.end(em, table, ballot, SYSTEM);
      }
      return receiptOf(voterKey);
    });
  }

  /** Counts the votes of those who may vote, destroys the secret, and says how it ended. Doing it twice changes nothing. */
  async close(roundtableId: string, ballotId: string, by: Actor): Promise<void> {
    await this.onBallot(roundtableId, ballotId, async (em, table, ballot) => {
      if (ballot.state() === 'closed') return;
      await this.end(em, table, ballot, by);
    });
  }

  /** Ends a ballot whose minutes are over; what ended otherwise meanwhile stays as it is. Throws before its time, so that the job comes again. */
  async closeOverdue(roundtableId: string, ballotId: string): Promise<void> {
    await this.onBallot(roundtableId, ballotId, async (em, table, ballot) => {
      if (ballot.state() !== 'open') return;
      if (ballot.takesVotes(this.clock.now())) throw new Error(`The ballot ${ballotId} is not over yet`);
      await this.end(em, table, ballot, SYSTEM);
    }).catch((error: unknown) => {
      if (!(error instanceof RefusedError) || !OVER.includes(error.refusal.code)) throw error;
    });
  }

  private async end(em: EntityManager, table: Roundtable, ballot: Ballot, by: Actor): Promise<void> {
    if (!ballot.secret) throw new RefusedError({ code: 'ballot-not-open' });
    const ids = (await optionsOf(em, ballot)).map(({ id }) => id);
    const voters = await this.electorate(em, table, ballot);
    const cast = await this.cast(em, ballot, voters);
    const isOpen = ballot.secrecy === 'open';
    const counted = count(
      ballot.rules(ids.length),
      ids,
      cast.map(({ choices }) => choices),
      voters.length,
    );
    ballot.close(
      {
        count: counted,
        papers: orderedPapers(
          cast.map(({ choices, reasons, name }) => ({
            choices,
            ...(Object.keys(reasons).length > 0 ? { reasons } : {}),
            ...(isOpen ? { by: name } : {}),
          })),
        ),
        receipts: cast.map(({ receipt }) => receipt).sort(),
        sectors: tallyBySector(ballot.method, ids, cast),
      },
      this.clock.now(),
    );
    await em.nativeDelete(Vote, { ballot });
    this.changes.changed(table);
    const { ending } = counted;
    const happened = { roundtableId: table.id, ballotId: ballot.id, votes: cast.length, ending: ending.kind };
    this.events.record('roundtables.ballot-closed', happened, by, table.process.id);
    if (ending.kind === 'chosen') await this.chosen(em, table, ballot.id, ending.option, by);
  }

  /** Who may vote, at this moment. */
  private electorate(em: EntityManager, table: Roundtable, { electorate, openedAt }: Ballot): Promise<Attendance[]> {
    const seated = { roundtable: table, bannedAt: null };
    return em.find(
      Attendance,
      electorate === 'seated-at-opening' && openedAt ? { ...seated, joinedAt: { $lte: openedAt } } : seated,
    );
  }

  /** The votes of these people, joined to them in memory alone: after the closing nothing can make this table again. */
  private async cast(em: EntityManager, ballot: Ballot, voters: readonly Attendance[]) {
    const secret = ballot.secret ?? '';
    const byKey = new Map(voters.map((voter) => [voterKeyOf(secret, voter.id), voter]));
    const votes = await em.find(Vote, { ballot }, { orderBy: { voterKey: 'asc' } });
    return votes.flatMap(({ voterKey, choices, reasons }) => {
      const voter = byKey.get(voterKey);
      return voter ? [{ choices, reasons, receipt: receiptOf(voterKey), sector: voter.sector, name: voter.displayName }] : [];
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
      const { question, method, quorum, tieRule, electorate, closingRule, minutes, secrecy } = ballot;
      const rules = settledRules({ method, quorum, tieRule, budget: ballot.budget, perOption: ballot.perOption }, tied.length);
      const next = em.create(Ballot, {
        ...rules, question, electorate, closingRule, minutes, secrecy,
        id: this.ids.next(), roundtable: table, step: ballot.step, round: ballot.round + 1, declaredAt: this.clock.now(),
        openedAt: null, closedAt: null, secret: null, count: null, papers: null, receipts: null, sectors: null, decidedOptionId: null, decisionReason: null, decidedBy: null,
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
