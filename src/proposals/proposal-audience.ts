import { Injectable } from '@nestjs/common';
import { FollowersQueries } from '../following/index.js';
import type { Locale } from '../kernel/localized.js';
import type { Subject } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import { CoAuthorProof } from './co-author-proof.js';
import { coAuthorPath } from './domain/index.js';
import { lineOf } from './lineage.js';

/** Somebody to be told what happens to a proposal. For mails only. */
export interface Addressed {
  readonly email: string;
  readonly locale: Locale;
  /** Null for who only follows. */
  readonly name: string | null;
  /** Why they are written to. */
  readonly reason: 'author' | 'co-author' | 'follower';
  /** Where they leave or stop following, without signing in; null for authors, who cannot leave what they proposed. */
  readonly endPath: string | null;
  /** From when on they are told; null for authors, who are told everything. */
  readonly since: Date | null;
}

/** Everybody who is to be told what happens to a proposal: those who sign and those who follow it, or one that goes on in it; each address once. */
@Injectable()
export class ProposalAudience {
  constructor(
    private readonly reader: Reader,
    private readonly followers: FollowersQueries,
    private readonly proof: CoAuthorProof,
  ) {}

  async of(proposalId: string): Promise<Addressed[]> {
    const line = await this.line(proposalId);
    const authors = await this.reader.rows(sql<{ email: string; locale: Locale; name: string }>`
      select author_email as email, author_locale as locale, author_name as name from proposal
      where id = any(${line}::uuid[]) and author_email is not null order by number`);
    const told = new Map<string, Addressed>();
    for (const author of authors)
      if (!told.has(author.email)) told.set(author.email, { ...author, reason: 'author', endPath: null, since: null });
    const coAuthors = await this.reader.rows(sql<{ id: string; email: string; locale: Locale; name: string; since: Date }>`
      select id, email, locale, name, accepted_at as since from co_author
      where proposal_id = any(${line}::uuid[]) and accepted_at is not null and ended_at is null order by accepted_at, id`);
    for (const { id, ...who } of coAuthors)
      if (!told.has(who.email))
        told.set(who.email, { ...who, reason: 'co-author', endPath: coAuthorPath(id, this.proof.of(id)) });
    for (const { email, locale, endPath, since } of await this.followers.ofAll(subjectsOf(line)))
      if (!told.has(email)) told.set(email, { email, locale, name: null, reason: 'follower', endPath, since });
    return [...told.values()];
  }

  /** How many follow it, or one that goes on in it. */
  async countFollowers(proposalId: string): Promise<number> {
    return this.followers.count(subjectsOf(await this.line(proposalId)));
  }

  private async line(proposalId: string): Promise<string[]> {
    const rows = await this.reader.rows(sql<{ id: string }>`
      select p.id from proposal p where p.id in ${lineOf(sql`${proposalId}::uuid`)}`);
    return rows.map(({ id }) => id);
  }
}

const subjectsOf = (ids: readonly string[]): Subject[] => ids.map((id) => ({ kind: 'proposal', id }));
