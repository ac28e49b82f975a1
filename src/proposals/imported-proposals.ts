import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Dice } from '../kernel/dice.js';
import { Ids } from '../kernel/id.js';
import { Reader, sql } from '../platform/database/reader.js';
import { Sequence } from '../platform/database/sequence.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import type { ImportedProposal } from './domain/index.js';
import './happenings.js';
import { hashOf, newSecret } from './secrets.js';

/** The import that brings proposals, and where they come from. */
export interface ImportedFrom {
  readonly importId: string;
  readonly processId: string;
  readonly sourceName: string;
}

/** A proposal that came in, and the answer that it brought. */
export interface TakenIn {
  readonly id: string;
  readonly number: number;
  readonly answerId: string | null;
}

/** Brings proposals that were published elsewhere in, many at a time, and takes them out again. Callers hold the permission. */
@Injectable()
export class ImportedProposals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly sequence: Sequence,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly dice: Dice,
  ) {}

  /** Which of these the source has brought already: each is looked up in the index, whatever the planner knows of a table that grows meanwhile. */
  async known(processId: string, sourceName: string, keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.reader.rows(sql<{ key: string }>`
      select k.key from unnest(${[...keys]}::text[]) k(key) cross join lateral (
        select 1 from proposal_source s where s.process_id = ${processId} and s.name = ${sourceName} and s.key = k.key limit 1) s`);
    return new Set(rows.map(({ key }) => key));
  }

  /** In the order given, with numbers in that order. Nobody gets mail: nobody of here wrote them. */
  async take(from: ImportedFrom, proposals: readonly ImportedProposal[], by: Actor): Promise<TakenIn[]> {
    if (proposals.length === 0) return [];
    return this.unitOfWork.run(async () => {
      const first = await this.sequence.take(from.processId, 'proposal', proposals.length);
      const rows = proposals.map((proposal, index) => this.rowOf(proposal, first + index));
      await this.insert(from, rows, by);
      for (const { id: proposalId, number, answerId } of rows)
        this.events.record(
          'proposals.proposal-imported',
          { proposalId, number, importId: from.importId, answerId },
          by,
          from.processId,
        );
      return rows.map(({ id, number, answerId }) => ({ id, number, answerId }));
    });
  }

  /** Takes them out with the answers that came with them. Whoever calls has seen that nothing else was built on them. */
  async undo(from: ImportedFrom, taken: readonly TakenIn[], by: Actor): Promise<void> {
    if (taken.length === 0) return;
    const ids = taken.map(({ id }) => id);
    const answers = taken.flatMap(({ answerId }) => answerId ?? []);
    await this.unitOfWork.run(async () => {
      for (const table of ['feasibility_review', 'response'])
        await this.reader.rows(sql`delete from ${sql.table(table)} where id = any(${answers}::uuid[])`);
      for (const table of ['proposal_assignment', 'proposal_version', 'proposal_source'])
        await this.reader.rows(sql`delete from ${sql.table(table)} where proposal_id = any(${ids}::uuid[])`);
      await this.reader.rows(sql`delete from proposal where id = any(${ids}::uuid[])`);
      for (const { id: proposalId, number } of taken)
        this.events.record('proposals.import-undone', { proposalId, number, importId: from.importId }, by, from.processId);
    });
  }

  /** Gives the numbers at the end that nobody holds any more to those that come next. */
  async giveNumbersBack(processId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const last = await this.reader.first(
        sql<{ last: number | null }>`select max(number) as last from proposal where process_id = ${processId}`,
      );
      await this.sequence.rewind(processId, 'proposal', last?.last ?? 0);
    });
  }

  private rowOf({ source, answer, versions, ...proposal }: ImportedProposal, number: number) {
    const id = this.ids.next();
    return {
      ...proposal,
      id,
      earlier: (versions?.earlier ?? []).map((each, index) => ({
        ...each,
        id: this.ids.next(),
        proposalId: id,
        version: index + 1,
      })),
      versions: (versions?.earlier.length ?? 0) + 1,
      note: versions?.last.note ?? null,
      writtenAt: versions?.last.at ?? proposal.publishedAt,
      versionId: this.ids.next(),
      sourceId: this.ids.next(),
      number,
      state: answer ? (answer.kind === 'review' ? answer.verdict : answer.disposition) : 'published',
      receiptHash: hashOf(newSecret(this.dice)),
      ...{ key: source.key, url: source.url, supports: source.supports, latitude: source.latitude, longitude: source.longitude },
      answer: answer ? { ...answer, assignmentId: this.ids.next() } : null,
      answerId: answer ? this.ids.next() : null,
    };
  }

  /** Each table in one statement, by the database's own names: thousands of rows cost no entity. */
  private async insert(from: ImportedFrom, rows: readonly ReturnType<ImportedProposals['rowOf']>[], by: Actor): Promise<void> {
    const now = this.clock.now();
    const json = JSON.stringify(rows.map(({ earlier, answer, ...row }) => row));
    await this.reader.rows(sql`
      with r as materialized (select * from jsonb_to_recordset(${json}::jsonb) as r(id uuid, "versionId" uuid, "sourceId" uuid, number int, "themeId" uuid, title text,
          body text, lang text, "authorName" text, sector text, "onBehalfOf" text, neighbourhood text, "publishedAt" timestamptz, state text,
          "receiptHash" text, key text, url text, supports int, latitude float8, longitude float8,
          "callAnswers" jsonb, versions int, note text, "writtenAt" timestamptz)),
      made as (insert into proposal (id, process_id, number, theme_id, title, body, lang, author_name, author_locale, sector, on_behalf_of,
          neighbourhood, state, endorsements, submitted_at, published_at, answers, receipt_hash)
        select r.id, ${from.processId}, r.number, r."themeId", r.title, r.body, r.lang, r."authorName", r.lang, r.sector, r."onBehalfOf",
          r.neighbourhood, r.state, 0, r."publishedAt", r."publishedAt", r."callAnswers", r."receiptHash" from r),
      written as (insert into proposal_version (id, proposal_id, version, title, body, note, at)
        select r."versionId", r.id, r.versions, r.title, r.body, r.note, r."writtenAt" from r)
      insert into proposal_source (id, process_id, proposal_id, import_id, name, key, url, supports, latitude, longitude, versions, at)
        select r."sourceId", ${from.processId}, r.id, ${from.importId}, ${from.sourceName}, r.key, r.url, r.supports, r.latitude, r.longitude, r.versions, ${now} from r`);
    const earlier = rows.flatMap((row) => row.earlier);
    if (earlier.length > 0)
      await this.reader.rows(sql`
        insert into proposal_version (id, proposal_id, version, title, body, note, at)
        select r.id, r."proposalId", r.version, r.title, r.body, r.note, r.at
        from jsonb_to_recordset(${JSON.stringify(earlier)}::jsonb) as r(id uuid, "proposalId" uuid, version int, title text, body text, note text, at timestamptz)`);
    const answers = rows.flatMap(({ id, answerId, answer }) => (answer ? [{ ...answer, proposalId: id, answerId }] : []));
    const [reviews, responses] = [
      answers.filter((each) => each.kind === 'review'),
      answers.filter((each) => each.kind === 'response'),
    ];
    if (reviews.length > 0) await this.insertReviews(JSON.stringify(reviews));
    if (responses.length > 0)
      await this.reader.rows(sql`
        insert into response (id, process_id, subject_kind, subject_id, disposition, reason, decided_by, account_id, at)
        select r."answerId", ${from.processId}, 'proposal', r."proposalId"::text, r.disposition, r.reasons, r.by, ${by.kind === 'account' ? by.id : null}::uuid, r.at
        from jsonb_to_recordset(${JSON.stringify(responses)}::jsonb) as r("answerId" uuid, "proposalId" uuid, disposition text, reasons text, by text, at timestamptz)`);
  }

  /** A review belongs to an assignment: that of the day on which it was given. */
  private async insertReviews(json: string): Promise<void> {
    await this.reader.rows(sql`
      insert into proposal_assignment (id, proposal_id, area_id, due_on, assigned_at, reviewed_at)
      select r."assignmentId", r."proposalId", r."areaId", r.at::date, r.at, r.at
      from jsonb_to_recordset(${json}::jsonb) as r("assignmentId" uuid, "proposalId" uuid, "areaId" uuid, at timestamptz)`);
    await this.reader.rows(sql`
      insert into feasibility_review (id, proposal_id, area_id, verdict, reasons, signed_by, at)
      select r."answerId", r."proposalId", r."areaId", r.verdict, r.reasons, r.by, r.at
      from jsonb_to_recordset(${json}::jsonb) as r("answerId" uuid, "proposalId" uuid, "areaId" uuid, verdict text, reasons text, by text, at timestamptz)`);
  }
}
