import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import type { Subject } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import { followPath } from './domain/index.js';
import { FollowProof } from './follow-proof.js';

/** Whom to tell what happens to a subject. For mails only. */
export interface Follower {
  readonly followId: string;
  readonly accountId: string | null;
  readonly email: string;
  readonly locale: Locale;
  /** Why they are written to. */
  readonly reason: 'follower';
  /** Where they stop it, with one button and without signing in. */
  readonly endPath: string;
  /** When they confirmed it. */
  readonly since: Date;
}

/** One follow, for its own private link. */
export interface OwnFollow {
  readonly followId: string;
  readonly processId: string;
  readonly subject: Subject;
  readonly isActive: boolean;
  /** Whose it is. Never shown. */
  readonly email: string;
}

/** The follows `f` of any of these that are going on, with their accounts `a`. */
const followsOf = (subjects: readonly Subject[]) => sql`from follow f left join account a on a.id = f.account_id
  where f.confirmed_at is not null and f.ended_at is null and coalesce(a.email, f.email) is not null
    and (f.subject_kind, f.subject_id) in (select * from unnest(${subjects.map(({ kind }) => kind)}::text[], ${subjects.map(({ id }) => id)}::text[]))`;

@Injectable()
export class FollowersQueries {
  constructor(
    private readonly reader: Reader,
    private readonly proof: FollowProof,
  ) {}

  /** Everybody who follows this subject now. */
  of(subject: Subject): Promise<Follower[]> {
    return this.ofAll([subject]);
  }

  /** Everybody who follows any of these now, each address once. One query. */
  async ofAll(subjects: readonly Subject[]): Promise<Follower[]> {
    if (subjects.length === 0) return [];
    const rows = await this.reader.rows(sql<Omit<Follower, 'reason' | 'endPath'>>`
      select distinct on (lower(coalesce(a.email, f.email))) f.id as "followId", f.account_id as "accountId", coalesce(a.email, f.email) as email,
        coalesce(a.locale, f.locale) as locale, f.confirmed_at as since
      ${followsOf(subjects)}
      order by lower(coalesce(a.email, f.email)), f.account_id is null, f.id`);
    return rows.map((row) => ({ ...row, reason: 'follower', endPath: followPath(row.followId, this.proof.of(row.followId)) }));
  }

  /** How many addresses follow any of these now. */
  async count(subjects: readonly Subject[]): Promise<number> {
    const row = await this.reader.first(sql<{ count: number }>`
      select count(distinct lower(coalesce(a.email, f.email))) as count ${followsOf(subjects)}`);
    return row?.count ?? 0;
  }

  async follows(subject: Subject, accountId: string): Promise<boolean> {
    const found = await this.reader.first(sql`
      select 1 from follow where subject_kind = ${subject.kind} and subject_id = ${subject.id} and account_id = ${accountId}
        and confirmed_at is not null and ended_at is null`);
    return found !== null;
  }

  async own(followId: string): Promise<OwnFollow | null> {
    const row = await this.reader.first(sql<{
      followId: string;
      processId: string;
      kind: Subject['kind'];
      id: string;
      isActive: boolean;
      email: string;
    }>`
      select f.id as "followId", f.process_id as "processId", f.subject_kind as kind, f.subject_id as id,
        f.confirmed_at is not null and f.ended_at is null as "isActive", coalesce(a.email, f.email, '') as email
      from follow f left join account a on a.id = f.account_id where f.id = ${followId}`);
    if (!row) return null;
    const { kind, id, ...rest } = row;
    return { ...rest, subject: { kind, id } };
  }
}
