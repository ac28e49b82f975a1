import { Injectable } from '@nestjs/common';
import { ProcessQueries } from '../process/index.js';
import { Reader, sql } from '../platform/database/reader.js';
import { awaitsReview, type ProposalFacts, type ProposalState } from './domain/index.js';
import { lineOf } from './lineage.js';
import type { AnswersRow, KeyedRow, OwedReviewRow, ReviewTask } from './proposal-rows.js';
import { hashOf } from './secrets.js';

interface OwnFacts {
  processId: string;
  proposalId: string;
  number: number;
  state: ProposalState;
  accountId: string | null;
  isConfirmed: boolean;
  authorIds: string[];
  areaIds: string[];
}

/** Whom a mail about a proposal goes to. For mails only. */
export interface ProposalAuthor {
  /** Null where nobody of here wrote it: it was imported. */
  email: string | null;
  name: string;
  locale: 'es' | 'en' | 'fr';
  number: number;
  title: string;
  processSlug: string;
}

/** One of those who sign a proposal. For mails only. */
export interface Signer extends ProposalAuthor {
  email: string;
  /** Names them where their address must not stand: the proposal's id for its author, the co-author's own. */
  signerId: string;
}

/** Of a proposal `p`: how it came, and who keyed it in. */
export const RECEIVED = sql.raw(`p.channel, to_char(p.received_on, 'YYYY-MM-DD') as "receivedOn",
  (select k.name from account k where k.id = p.keyed_by) as "keyedByName"`);

/** Proposals as rules, staff and mails need them: not for public pages. */
@Injectable()
export class ProposalWorkQueries {
  constructor(
    private readonly reader: Reader,
    private readonly processes: ProcessQueries,
  ) {}

  async factsByNumber(slug: string, number: number): Promise<ProposalFacts | null> {
    const [process, own] = await this.reader.together(() =>
      Promise.all([
        this.processes.facts({ slug }),
        this.ownFacts(sql`p.process_id = (select c.id from process c where c.slug = ${slug}) and p.number = ${number}`),
      ]),
    );
    return process && own && { ...process, ...own };
  }

  async factsByReceipt(secret: string): Promise<ProposalFacts | null> {
    const own = await this.ownFacts(sql`p.receipt_hash = ${hashOf(secret)}`);
    const process = own && (await this.processes.facts({ id: own.processId }));
    return own && process && { ...process, ...own };
  }

  /** What was keyed in last, by anybody. */
  keyedLately(processId: string): Promise<KeyedRow[]> {
    return this.reader.rows(sql<KeyedRow>`
      select p.number, p.title, p.lang, ${RECEIVED} from proposal p
      where p.process_id = ${processId} and p.channel <> 'web' and p.state not in ('withdrawn', 'hidden') order by p.number desc limit 12`);
  }

  /** Every answer to the questions of the call, private ones too, in batches. For the team only. */
  async *answers(processId: string): AsyncGenerator<AnswersRow> {
    for (let after = 0; ;) {
      const rows: AnswersRow[] = await this.reader.rows(sql<AnswersRow>`
        select * from (
          select p.number, p.title, p.state, p.answers, coalesce((select jsonb_agg(jsonb_build_object('question', a.question, 'about', a.about,
              'key', a.file_key, 'type', a.type, 'isPublic', a.is_public) order by a.at, a.id)
              from proposal_attachment a where a.proposal_id = p.id and a.question is not null), '[]'::jsonb) as files
          from proposal p where p.process_id = ${processId} and p.number > ${after}) answered
        where answers <> '[]'::jsonb or files <> '[]'::jsonb order by number limit 500`);
      yield* rows;
      const last = rows.at(-1);
      if (!last) return;
      after = last.number;
    }
  }

  /** What areas were asked to review, the most urgent first; withdrawn and hidden proposals are left out, and what goes on elsewhere waits for nobody. */
  reviewTasks(processId: string, areaIds: readonly string[]): Promise<ReviewTask[]> {
    return this.reader.rows(sql<ReviewTask>`
      select p.number, p.title, p.lang, s.area_id as "areaId", a.name as "areaName", to_char(s.due_on, 'YYYY-MM-DD') as "dueOn",
        s.reviewed_at as "reviewedAt",
        (select r.verdict from feasibility_review r where r.proposal_id = p.id and r.area_id = s.area_id order by r.at desc, r.id desc limit 1) as verdict, d.typed as draft
      from proposal_assignment s join proposal p on p.id = s.proposal_id join area a on a.id = s.area_id
      left join review_draft d on d.proposal_id = p.id and d.area_id = s.area_id
      where p.process_id = ${processId} and s.area_id = any(${[...areaIds]}::uuid[]) and p.state not in ('withdrawn', 'hidden')
        and (p.state not in ('merged', 'split') or s.reviewed_at is not null)
      order by s.reviewed_at is not null, s.due_on, p.number limit 500`);
  }

  /** Every review that an area owes in any process, the most urgent first. For mails. */
  async owedReviews(): Promise<OwedReviewRow[]> {
    const rows = await this.reader.rows(sql<OwedReviewRow & { state: ProposalState }>`
      select p.process_id as "processId", p.id as "proposalId", p.number, p.title, p.state, s.area_id as "areaId", a.name as "areaName",
        to_char(s.due_on, 'YYYY-MM-DD') as "dueOn", s.assigned_at as "assignedAt"
      from proposal_assignment s join proposal p on p.id = s.proposal_id join area a on a.id = s.area_id
      where s.reviewed_at is null order by s.due_on, p.number`);
    return rows.filter((row) => awaitsReview(row.state));
  }

  async numbersOf(processId: string, ids: readonly string[]): Promise<number[]> {
    const rows = await this.reader.rows(sql<{ number: number }>`
      select number from proposal where process_id = ${processId} and id = any(${[...ids]}::uuid[]) order by number`);
    return rows.map(({ number }) => number);
  }

  author(proposalId: string): Promise<ProposalAuthor | null> {
    return this.reader.first(sql<ProposalAuthor>`
      select p.author_email as email, p.author_name as name, p.author_locale as locale, p.number, p.title, c.slug as "processSlug"
      from proposal p join process c on c.id = p.process_id where p.id = ${proposalId}`);
  }

  /** Everybody who signs it and left an address, its author first, each address once. */
  signers(proposalId: string): Promise<Signer[]> {
    return this.reader.rows(sql<Signer>`
      select s.id as "signerId", s.email, s.name, s.locale, p.number, p.title, c.slug as "processSlug"
      from (
        select distinct on (w.email) w.* from (
          select id, author_email as email, author_name as name, author_locale as locale, null::timestamptz as since from proposal
          where id = ${proposalId} and author_email is not null
          union all
          select id, email, name, locale, accepted_at from co_author
          where proposal_id = ${proposalId} and accepted_at is not null and ended_at is null) w
        order by w.email, w.since nulls first) s, proposal p join process c on c.id = p.process_id
      where p.id = ${proposalId} order by s.since nulls first, s.id`);
  }

  /** The address of one proposal, for its own author's receipt. */
  async addressOf(proposalId: string): Promise<string> {
    return (await this.author(proposalId))?.email ?? '';
  }

  private ownFacts(where: ReturnType<typeof sql>): Promise<OwnFacts | null> {
    return this.reader.first(sql<OwnFacts>`
      select p.process_id as "processId", p.id as "proposalId", p.number, p.state, p.account_id as "accountId",
        p.email_confirmed_at is not null as "isConfirmed",
        array(with own (id) as (select id from ${lineOf(sql`p.id`)} line (id))
          select a.account_id from proposal a where a.account_id is not null and a.id in (select id from own)
          union select k.account_id from co_author k where k.account_id is not null and k.accepted_at is not null and k.ended_at is null
            and k.proposal_id in (select id from own)) as "authorIds",
        array(select s.area_id from proposal_assignment s where s.proposal_id = p.id) as "areaIds"
      from proposal p where ${where}`);
  }
}
