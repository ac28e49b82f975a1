import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import { subjectKey } from '../kernel/subject.js';
import type { Sector } from '../participants/domain/index.js';
import { Reader, sql } from '../platform/database/reader.js';
import { ResponsesQueries } from '../responses/index.js';
import { TraceQueries } from '../trace/index.js';
import { CO_AUTHOR_NAMES } from './co-authors.queries.js';
import { SUPPORTS_SEEN } from './support-sight.js';
import type { ContinuationKind, ProposalState, Undoable } from './domain/index.js';

/** A proposal as a part of a continuation. */
export interface PartRow {
  id: string;
  proposalId: string;
  role: 'origin' | 'head';
  isNew: boolean;
  number: number;
  title: string;
  body: string;
  lang: Locale;
  state: ProposalState;
  authorName: string;
  /** Names of those who sign with its author. */
  coAuthors: string[];
  sector: Sector;
  onBehalfOf: string | null;
  neighbourhood: string | null;
  endorsements: number | null;
}

export interface ObjectionRow {
  id: string;
  /** The proposal whose author objects. */
  number: number;
  authorName: string;
  reason: string;
  at: string;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
}

/** A merge or a split with all its parts, in the order of their numbers. */
export interface ContinuationRow {
  id: string;
  kind: ContinuationKind;
  reason: string;
  decidedBy: string;
  at: Date;
  undoneAt: Date | null;
  undoneBy: string | null;
  undoneReason: string | null;
  parts: PartRow[];
  objections: ObjectionRow[];
}

/** A proposal that may be merged or split. */
export interface ContinuableRow extends Omit<PartRow, 'id' | 'role' | 'isNew' | 'proposalId' | 'coAuthors'> {
  id: string;
  themeId: string;
  isAnswered: boolean;
}

/** What the author of an origin reads by their private link. */
export interface OwnPart {
  partId: string;
  continuationId: string;
  processId: string;
  proposalId: string;
}

/** Whom a mail about a continuation goes to: the author of one origin. For mails only. */
export interface OriginAuthor {
  partId: string;
  proposalId: string;
  email: string;
  locale: Locale;
  name: string;
  number: number;
  title: string;
}

const COLUMNS = sql`c.id, c.kind, c.reason, c.decided_by as "decidedBy", c.at, c.undone_at as "undoneAt", c.undone_by as "undoneBy",
  c.undone_reason as "undoneReason",
  (select jsonb_agg(jsonb_build_object('id', x.id, 'proposalId', p.id, 'role', x.role, 'isNew', x.is_new, 'number', p.number, 'title', p.title,
      'body', p.body, 'lang', p.lang, 'state', p.state, 'authorName', p.author_name,
      'coAuthors', ${sql.raw(CO_AUTHOR_NAMES)}, 'sector', p.sector, 'onBehalfOf', p.on_behalf_of,
      'neighbourhood', p.neighbourhood, 'endorsements', ${sql.raw(SUPPORTS_SEEN)}) order by p.number)
    from continuation_part x join proposal p on p.id = x.proposal_id where x.continuation_id = c.id) as parts,
  coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'number', p.number, 'authorName', p.author_name, 'reason', o.reason, 'at', o.at,
      'answer', o.answer, 'answeredBy', o.answered_by, 'answeredAt', o.answered_at) order by o.at, o.id)
    from continuation_objection o join continuation_part x on x.id = o.part_id join proposal p on p.id = x.proposal_id
    where x.continuation_id = c.id), '[]'::jsonb) as objections`;
const OPEN_OBJECTION = sql`exists (select 1 from continuation_objection o join continuation_part x on x.id = o.part_id
  where x.continuation_id = c.id and o.answered_at is null)`;

/** Reads merges and splits. */
@Injectable()
export class ContinuationsQueries {
  constructor(
    private readonly reader: Reader,
    private readonly responses: ResponsesQueries,
    private readonly trace: TraceQueries,
  ) {}

  /** Those that a proposal is or was a part of, the oldest first. */
  of(proposalId: string): Promise<ContinuationRow[]> {
    return this.reader.rows(sql<ContinuationRow>`
      select ${COLUMNS} from continuation c
      where c.id in (select continuation_id from continuation_part where proposal_id = ${proposalId}) order by c.at, c.id`);
  }

  byId(id: string): Promise<ContinuationRow | null> {
    return this.reader.first(sql<ContinuationRow>`select ${COLUMNS} from continuation c where c.id = ${id}`);
  }

  /** The team's list: those with an objection that waits first, then the newest. */
  inProcess(processId: string, limit: number): Promise<ContinuationRow[]> {
    return this.reader.rows(sql<ContinuationRow>`
      select ${COLUMNS} from continuation c where c.process_id = ${processId}
      order by ${OPEN_OBJECTION} desc, c.at desc, c.id desc limit ${limit}`);
  }

  /** How many objections wait for an answer. */
  async waitingObjections(processId: string): Promise<number> {
    const row = await this.reader.first(sql<{ count: number }>`
      select count(*) as count from continuation_objection o join continuation_part x on x.id = o.part_id
      join continuation c on c.id = x.continuation_id where c.process_id = ${processId} and o.answered_at is null`);
    return row?.count ?? 0;
  }

  /** What the rule of undoing needs to know. */
  async undoable(id: string): Promise<Undoable> {
    const continuation = await this.reader.first(sql<{ kind: ContinuationKind; at: Date; undoneAt: Date | null }>`
      select kind, at, undone_at as "undoneAt" from continuation where id = ${id}`);
    if (!continuation) throw new Error('There is no such continuation');
    const parts = await this.reader.rows(sql<{
      proposalId: string;
      role: 'origin' | 'head';
      isNew: boolean;
      before: ProposalState;
      responseId: string | null;
      number: number;
      state: ProposalState;
      wasReviewedSince: boolean;
    }>`
      select x.proposal_id as "proposalId", x.role, x.is_new as "isNew", x.before, x.response_id as "responseId", p.number, p.state,
        exists (select 1 from feasibility_review r where r.proposal_id = p.id and r.at >= ${continuation.at}) as "wasReviewedSince"
      from continuation_part x join proposal p on p.id = x.proposal_id where x.continuation_id = ${id} order by p.number`);
    const answers = await this.responses.latest(parts.map(({ proposalId }) => ({ kind: 'proposal', id: proposalId })));
    const answerOf = (proposalId: string) => answers.get(subjectKey({ kind: 'proposal', id: proposalId })) ?? null;
    const heads: Undoable['heads'][number][] = [];
    for (const part of parts.filter(({ role }) => role === 'head')) {
      const ledOnSince = await this.trace.ledOnSince({ kind: 'proposal', id: part.proposalId }, continuation.at);
      heads.push({ ...part, isAnswered: answerOf(part.proposalId) !== null, ledOnSince });
    }
    return {
      kind: continuation.kind,
      isUndone: continuation.undoneAt !== null,
      origins: parts
        .filter(({ role }) => role === 'origin')
        .map(({ number, state, responseId, proposalId }) => ({
          number,
          state,
          keepsResponse: answerOf(proposalId)?.id === responseId,
        })),
      heads,
    };
  }

  /** Proposals of a process by number, with what the rules of continuing need. */
  async continuable(processId: string, numbers: readonly number[]): Promise<ContinuableRow[]> {
    const rows = await this.reader.rows(sql<Omit<ContinuableRow, 'isAnswered'>>`
      select p.id, p.number, p.title, p.body, p.lang, p.state, p.theme_id as "themeId", p.author_name as "authorName", p.sector,
        p.on_behalf_of as "onBehalfOf", p.neighbourhood, ${sql.raw(SUPPORTS_SEEN)} as endorsements
      from proposal p where p.process_id = ${processId} and p.number = any(${[...numbers]}::int[]) order by p.number`);
    const answers = await this.responses.latest(rows.map(({ id }) => ({ kind: 'proposal', id })));
    return rows.map((row) => ({ ...row, isAnswered: answers.has(subjectKey({ kind: 'proposal', id: row.id })) }));
  }

  ownPart(partId: string): Promise<OwnPart | null> {
    return this.reader.first(sql<OwnPart>`
      select x.id as "partId", c.id as "continuationId", c.process_id as "processId", x.proposal_id as "proposalId"
      from continuation_part x join continuation c on c.id = x.continuation_id where x.id = ${partId} and x.role = 'origin'`);
  }

  /** Those that left an address; for mails. */
  originAuthors(continuationId: string): Promise<OriginAuthor[]> {
    return this.reader.rows(sql<OriginAuthor>`
      select x.id as "partId", p.id as "proposalId", p.author_email as email, p.author_locale as locale, p.author_name as name, p.number, p.title
      from continuation_part x join proposal p on p.id = x.proposal_id
      where x.continuation_id = ${continuationId} and x.role = 'origin' and p.author_email is not null order by p.number`);
  }

  /** For mails: the origin's author whose objection was answered. */
  objector(objectionId: string): Promise<(OriginAuthor & { continuationId: string }) | null> {
    return this.reader.first(sql<OriginAuthor & { continuationId: string }>`
      select x.id as "partId", x.continuation_id as "continuationId", p.id as "proposalId", p.author_email as email, p.author_locale as locale,
        p.author_name as name, p.number, p.title
      from continuation_objection o join continuation_part x on x.id = o.part_id join proposal p on p.id = x.proposal_id
      where o.id = ${objectionId} and p.author_email is not null`);
  }
}
