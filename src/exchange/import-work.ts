import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Config } from '../platform/config/config.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import { Jobs, jobKind } from '../platform/jobs/jobs.js';
import { ProcessQueries } from '../process/index.js';
import { ImportedProposals, type ImportedFrom } from '../proposals/index.js';
import { themesByName } from '../outreach/domain/index.js';
import { AnswerRows } from './answer-rows.js';
import { BuiltOn } from './built-on.js';
import {
  isMoving,
  MOVING_STATES,
  planAnswer,
  planProposal,
  type Ground,
  type ImportCounts,
  type RowOutcome,
} from './domain/index.js';
import './happenings.js';
import { ProposalImport } from './proposal-import.entity.js';
import { keptOrUndone, type RowResult } from './row-result.js';

const GoOn = jobKind('exchange.go-on', z.object({ importId: z.uuid() }));
const TakeUp = jobKind('exchange.take-up', z.object({}));
const EVERY_TWO_MINUTES = '*/2 * * * *';
/** An import whose job did nothing for so long has lost it. */
const LOST_MS = 2 * 60 * 1000;
const BATCH = 500;
/** So often in a row a batch may fail, or its job be lost, before somebody is told. */
const TRIES = 5;
/** So many batches are the turn of one job, well below the time after which a job is taken for dead; then another goes on. */
const BATCHES_OF_A_TURN = 100;

interface Row {
  position: number;
  cells: string[];
  key: string | null;
}

interface Taken {
  position: number;
  cells: string[];
  proposalId: string;
  answerId: string | null;
  before: string | null;
  number: number;
}

/**
 * Moves imports on, a batch at a time: each batch is one transaction that writes what the rows became together with how far it came, so that a
 * job that dies goes on behind the last batch and no row comes in twice.
 */
@Injectable()
export class ImportWork implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly processes: ProcessQueries,
    private readonly proposals: ImportedProposals,
    private readonly answers: AnswerRows,
    private readonly builtOn: BuiltOn,
  ) {}

  onModuleInit(): void {
    this.jobs.define(GoOn, ({ importId }) => this.goOn(importId));
    this.jobs.define(TakeUp, () => this.takeUp(), EVERY_TWO_MINUTES);
  }

  async enqueue(importId: string): Promise<void> {
    await this.jobs.enqueue(GoOn, { importId }, { key: importId });
  }

  /** Works until the import rests, or its turn is over. */
  async goOn(importId: string): Promise<void> {
    try {
      for (let batch = 0; batch < BATCHES_OF_A_TURN; batch++) if (!(await this.step(importId))) return;
    } catch (error) {
      await this.stumble(importId);
      throw error;
    }
    await this.enqueue(importId);
  }

  /** Gives imports whose job died to another. */
  async takeUp(): Promise<void> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select id from proposal_import where state = any(${[...MOVING_STATES]}::text[]) and failed_at is null
        and moved_at < ${new Date(this.clock.now().getTime() - LOST_MS)}`);
    for (const { id } of rows) if (await this.stumble(id)) await this.enqueue(id);
  }

  /** Remembers that nothing came of a try. After some it gives up, which the record says and the coordination hears. True while it is worth trying. */
  private stumble(importId: string): Promise<boolean> {
    return this.unitOfWork.run(async (em) => {
      const found = await em.findOne(ProposalImport, { id: importId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!found || !isMoving(found.state) || found.failedAt) return false;
      const now = this.clock.now();
      em.assign(found, { tries: found.tries + 1, movedAt: now });
      if (found.tries < TRIES) return true;
      found.failedAt = now;
      const { state, position } = found;
      this.events.record('exchange.import-failed', { importId, state, position }, actorOf(found), found.process.id);
      return false;
    });
  }

  /** One batch. False when there is no more to do. */
  step(importId: string): Promise<boolean> {
    return this.unitOfWork.run(async (em) => {
      const found = await em.findOne(ProposalImport, { id: importId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!found || !isMoving(found.state) || found.failedAt) return false;
      await this.batch(found);
      const position = Math.min(found.position + BATCH, found.total);
      em.assign(found, { position, movedAt: this.clock.now(), tries: 0 });
      if (found.position < found.total) return true;
      await this.rest(found);
      return false;
    });
  }

  private async batch(found: ProposalImport): Promise<void> {
    const passes = { checking: this.check, running: this.run, undoing: this.undo };
    const results = await passes[found.state as keyof typeof passes].call(this, found);
    await this.write(found.id, results);
  }

  private async check(found: ProposalImport): Promise<RowResult[]> {
    const rows = await this.rows(found, ['waiting', 'ready', 'left-out', 'known']);
    const ground = await this.ground(found);
    return found.kind === 'proposals' ? this.checkProposals(found, ground, rows) : this.answers.check(found, ground, rows);
  }

  private async checkProposals(found: ProposalImport, ground: Ground, rows: readonly Row[]): Promise<RowResult[]> {
    const planned = rows.map(({ position, cells }) => ({ position, ...planProposal(ground, cells) }));
    const keys = planned.flatMap(({ key }) => key ?? []);
    const known = await this.proposals.known(found.process.id, found.sourceName, keys);
    return planned.map(({ position, key, remarks, proposal }) =>
      key !== null && known.has(key)
        ? { position, key, remarks: [], outcome: 'known' }
        : { position, key, remarks, outcome: proposal ? 'ready' : 'left-out' },
    );
  }

  /** Of several rows that one proposal of the source has in the file, the first comes in: seen at the end, over all rows at once. */
  private async leaveRepeatedOut(importId: string): Promise<void> {
    await this.reader.rows(sql`
      update proposal_import_row t set outcome = 'left-out',
        remarks = jsonb_build_array(jsonb_build_object('field', 'key', 'code', 'repeated', 'value', t.key, 'isProblem', true))
      from (select position, row_number() over (partition by key order by position) as place from proposal_import_row
        where import_id = ${importId} and outcome = 'ready' and key is not null) r
      where t.import_id = ${importId} and t.position = r.position and r.place > 1`);
  }

  private async run(found: ProposalImport): Promise<RowResult[]> {
    const rows = await this.rows(found, ['ready']);
    const ground = await this.ground(found);
    const by = actorOf(found);
    if (found.kind === 'answers') {
      const planned = rows.map(({ position, cells }) => ({ position, ...planAnswer(ground, cells) }));
      return this.answers.give(found, planned, by);
    }
    const planned = rows.map(({ position, cells }) => ({ position, ...planProposal(ground, cells) }));
    const known = await this.proposals.known(
      found.process.id,
      found.sourceName,
      planned.flatMap(({ key }) => key ?? []),
    );
    const results: RowResult[] = planned.flatMap(({ position, key, proposal, remarks }): RowResult[] => {
      if (key !== null && known.has(key)) return [{ position, key, outcome: 'known' }];
      return proposal ? [] : [{ position, key, remarks, outcome: 'left-out' }];
    });
    const waiting = planned.filter(({ key, proposal }) => proposal !== null && !(key !== null && known.has(key)));
    const taken = await this.proposals.take(
      fromOf(found),
      waiting.flatMap(({ proposal }) => proposal ?? []),
      by,
    );
    waiting.forEach(({ position, key }, index) => {
      const { id, answerId } = taken[index] as (typeof taken)[number];
      results.push({ position, key, outcome: 'done', proposalId: id, answerId });
    });
    return results;
  }

  private async undo(found: ProposalImport): Promise<RowResult[]> {
    const rows = await this.reader.rows(sql<Taken>`
      select r.position, r.cells, r.proposal_id as "proposalId", r.answer_id as "answerId", r.before, coalesce(p.number, 0) as number
      from proposal_import_row r left join proposal p on p.id = r.proposal_id
      where r.import_id = ${found.id} and ${inBatch(found, 'r')} and r.outcome in ('done', 'kept') order by r.position`);
    const by = actorOf(found);
    if (found.kind === 'answers') return this.answers.takeBack(found, await this.ground(found), rows, by);
    const kept = await this.builtOn.proposals(rows.map(({ proposalId, answerId }) => ({ id: proposalId, answerId })));
    const gone = rows.filter(({ proposalId }) => !kept.has(proposalId));
    await this.proposals.undo(
      fromOf(found),
      gone.map(({ proposalId, number, answerId }) => ({ id: proposalId, number, answerId })),
      by,
    );
    return rows.map(({ position, proposalId }) => keptOrUndone(position, kept.get(proposalId) ?? null));
  }

  private async rest(found: ProposalImport): Promise<void> {
    if (found.state === 'checking' && found.kind === 'proposals') await this.leaveRepeatedOut(found.id);
    const counts = await this.count(found.id);
    const [now, by, processId] = [this.clock.now(), actorOf(found), found.process.id];
    const { id: importId, kind } = found;
    if (found.state === 'checking') found.state = 'checked';
    else if (found.state === 'running') {
      found.state = 'done';
      found.doneAt = now;
      const leftOut = (counts['left-out'] ?? 0) + (counts.known ?? 0);
      this.events.record('exchange.import-finished', { importId, kind, done: counts.done ?? 0, leftOut }, by, processId);
    } else {
      found.state = 'undone';
      found.undoneAt = now;
      if (kind === 'proposals') await this.proposals.giveNumbersBack(processId);
      this.events.record(
        'exchange.import-undone',
        { importId, undone: counts.undone ?? 0, kept: counts.kept ?? 0 },
        by,
        processId,
      );
    }
    found.counts = counts;
  }

  private rows(found: ProposalImport, outcomes: readonly RowOutcome[]): Promise<Row[]> {
    return this.reader.rows(sql<Row>`
      select position, cells, key from proposal_import_row
      where import_id = ${found.id} and ${inBatch(found)} and outcome = any(${[...outcomes]}::text[]) order by position`);
  }

  private async write(importId: string, results: readonly RowResult[]): Promise<void> {
    if (results.length === 0) return;
    await this.reader.rows(sql`
      update proposal_import_row t set outcome = r.outcome, remarks = coalesce(r.remarks, t.remarks), key = coalesce(r.key, t.key),
        proposal_id = coalesce(r."proposalId", t.proposal_id), answer_id = coalesce(r."answerId", t.answer_id), before = coalesce(r.before, t.before)
      from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as r(position int, outcome text, remarks jsonb, key text, "proposalId" uuid,
        "answerId" uuid, before text)
      where t.import_id = ${importId} and t.position = r.position`);
  }

  private async count(importId: string): Promise<ImportCounts> {
    const rows = await this.reader.rows(sql<{ outcome: RowOutcome; count: number }>`
      select outcome, count(*) as count from proposal_import_row where import_id = ${importId} group by outcome`);
    return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
  }

  private async ground({ kind, format, sourceName, columns, mapping, process }: ProposalImport): Promise<Ground> {
    const [themes, areas] = [await this.processes.themes(process.id), await this.processes.areas(process.id)];
    return {
      ...{ kind, format, sourceName, mapping },
      columns: columns.map(({ name }) => name),
      themes: themesByName(themes),
      areas: themesByName(areas),
      locale: this.config.DEFAULT_LOCALE,
      now: this.clock.now(),
    };
  }
}

/** The rows of the batch at hand, by their places in the file: found by the key alone, however many are behind and before them. */
const inBatch = ({ position }: ProposalImport, table = 'proposal_import_row') =>
  sql`${sql.ref(`${table}.position`)} > ${position} and ${sql.ref(`${table}.position`)} <= ${position + BATCH}`;

const fromOf = (found: ProposalImport): ImportedFrom => ({
  importId: found.id,
  processId: found.process.id,
  sourceName: found.sourceName,
});

/** Whoever brought the file does what its job does. */
const actorOf = ({ account, actorName }: ProposalImport): Actor =>
  account
    ? { kind: 'account', id: account.id, name: actorName, isAdministrator: false }
    : { kind: 'system', id: null, name: actorName, isAdministrator: false };
