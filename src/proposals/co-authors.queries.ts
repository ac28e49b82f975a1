import { Injectable } from '@nestjs/common';
import type { Locale } from '../kernel/localized.js';
import type { Sight } from '../kernel/subject.js';
import { Reader, sql } from '../platform/database/reader.js';
import type { Facts } from '../platform/access/access.js';
import type { CoAuthorState, ProposalState } from './domain/index.js';

/** Who signs a proposal `p` with its author, in the order in which they accepted: names that everybody may read. */
export const CO_AUTHOR_NAMES = `coalesce((select jsonb_agg(k.name order by k.accepted_at, k.id) from co_author k
  where k.proposal_id = p.id and k.accepted_at is not null and k.ended_at is null and k.sight = 'public'), '[]'::jsonb)`;
const STATE = sql`coalesce(k.ending, case when k.accepted_at is null then 'invited' else 'accepted' end)`;

/** Somebody whom an author invited. For that author only. */
export interface CoAuthorRow {
  id: string;
  email: string;
  name: string | null;
  state: CoAuthorState;
  invitedAt: Date;
}

/** One invitation, for its own private link. */
export interface OwnCoAuthor extends Facts {
  readonly processId: string;
  readonly coAuthorId: string;
  readonly state: CoAuthorState;
  readonly name: string | null;
  readonly sight: Sight;
  readonly invitedAt: Date;
  readonly proposal: {
    readonly number: number;
    readonly title: string;
    readonly body: string;
    readonly lang: Locale;
    readonly state: ProposalState;
    readonly authorName: string;
    readonly processSlug: string;
  };
}

@Injectable()
export class CoAuthorsQueries {
  constructor(private readonly reader: Reader) {}

  /** Everybody who was invited and is remembered, the first first. */
  of(proposalId: string): Promise<CoAuthorRow[]> {
    return this.reader.rows(sql<CoAuthorRow>`
      select k.id, k.email, k.name, ${STATE} as state, k.invited_at as "invitedAt" from co_author k
      where k.proposal_id = ${proposalId} order by k.invited_at, k.id`);
  }

  own(id: string): Promise<OwnCoAuthor | null> {
    return this.reader.first(sql<OwnCoAuthor>`
      select p.process_id as "processId", k.id as "coAuthorId", ${STATE} as state, k.name, k.sight, k.invited_at as "invitedAt",
        jsonb_build_object('number', p.number, 'title', p.title, 'body', p.body, 'lang', p.lang, 'state', p.state,
          'authorName', p.author_name, 'processSlug', c.slug) as proposal
      from co_author k join proposal p on p.id = k.proposal_id join process c on c.id = p.process_id where k.id = ${id}`);
  }
}
