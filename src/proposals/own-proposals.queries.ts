import { Injectable } from '@nestjs/common';
import type { Locale, LocalizedText } from '../kernel/localized.js';
import { Reader, sql } from '../platform/database/reader.js';
import { PUBLIC_STATES, type ProposalState } from './domain/index.js';

/** A proposal in somebody's own list. */
export interface OwnProposalRow {
  number: number;
  title: string;
  lang: Locale;
  state: ProposalState;
  processSlug: string;
  processName: LocalizedText;
  at: Date;
}

/** A proposal that somebody began to write signed in. */
export interface OwnDraftRow {
  title: string;
  processSlug: string;
  processName: LocalizedText;
  updatedAt: Date;
}

const MOST = 100;
const COLUMNS = sql`p.number, p.title, p.lang, p.state, c.slug as "processSlug", c.name as "processName", p.submitted_at as at`;

/** What one account has to do with proposals, in all processes. For that account only. */
@Injectable()
export class OwnProposalsQueries {
  constructor(private readonly reader: Reader) {}

  /** Not sent yet, the latest of each process, the last changed first. */
  async drafts(accountId: string): Promise<OwnDraftRow[]> {
    return this.reader.rows(sql<OwnDraftRow>`
      select * from (
        select distinct on (d.process_id) coalesce(d.idea->>'title', '') as title, c.slug as "processSlug", c.name as "processName",
          d.updated_at as "updatedAt"
        from proposal_draft d join process c on c.id = d.process_id
        where d.account_id = ${accountId} and d.proposal_id is null order by d.process_id, d.updated_at desc) w
      order by "updatedAt" desc limit ${MOST}`);
  }

  /** Sent signed in, whatever became of them, the newest first. */
  async sent(accountId: string): Promise<OwnProposalRow[]> {
    return this.reader.rows(sql<OwnProposalRow>`
      select ${COLUMNS} from proposal p join process c on c.id = p.process_id
      where p.account_id = ${accountId} order by p.submitted_at desc, p.number desc limit ${MOST}`);
  }

  /** Signed as a co-author, and in sight, the last signed first; with the id of the co-authorship. */
  async coAuthored(accountId: string): Promise<(OwnProposalRow & { coAuthorId: string })[]> {
    return this.reader.rows(sql<OwnProposalRow & { coAuthorId: string }>`
      select ${COLUMNS}, k.id as "coAuthorId" from co_author k join proposal p on p.id = k.proposal_id join process c on c.id = p.process_id
      where k.account_id = ${accountId} and k.accepted_at is not null and k.ended_at is null and p.state = any(${[...PUBLIC_STATES]}::text[])
      order by k.accepted_at desc limit ${MOST}`);
  }

  /** Followed with the account and in sight, the last followed first. */
  async followed(accountId: string): Promise<OwnProposalRow[]> {
    return this.reader.rows(sql<OwnProposalRow>`
      select ${COLUMNS} from follow f join proposal p on f.subject_kind = 'proposal' and p.id::text = f.subject_id
        join process c on c.id = p.process_id
      where f.account_id = ${accountId} and f.confirmed_at is not null and f.ended_at is null
        and p.state = any(${[...PUBLIC_STATES]}::text[]) and c.published_at is not null
      order by f.asked_at desc limit ${MOST}`);
  }
}
