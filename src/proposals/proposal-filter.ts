import type { RawBuilder } from 'kysely';
import { sql } from '../platform/database/reader.js';
import { parseProposalNumber, PUBLIC_STATES, type FindProposals } from './domain/index.js';

/** What was typed, in each of the three languages a text may be written in. */
const words = (q: string) =>
  sql`(websearch_to_tsquery('mesa_es', ${q}) || websearch_to_tsquery('mesa_en', ${q}) || websearch_to_tsquery('mesa_fr', ${q}))`;

/** Titles like what was typed, for typing mistakes and parts of words that no dictionary knows. */
const alike = (q: string) => sql`mesa_unaccent(lower(${q})) <% mesa_unaccent(lower(p.title))`;

/** The public proposals of a process (alias `p`) that answer the question, as a condition. */
export function matching(processId: string, find: FindProposals): RawBuilder<boolean> {
  const states = find.state.length > 0 ? find.state : PUBLIC_STATES;
  const conditions = [sql`p.process_id = ${processId}`, sql`p.state = any(${[...states]}::text[])`];
  if (find.theme.length > 0) conditions.push(sql`p.theme_id = any(${[...find.theme]}::uuid[])`);
  if (find.area)
    conditions.push(sql`exists (select 1 from proposal_assignment a where a.proposal_id = p.id and a.area_id = ${find.area})`);
  if (find.by) conditions.push(find.by === 'residents' ? sql`p.on_behalf_of is null` : sql`p.on_behalf_of is not null`);
  if (find.q) {
    const number = parseProposalNumber(find.q);
    conditions.push(sql`(p.search @@ ${words(find.q)} or ${alike(find.q)} or p.number = ${number ?? 0})`);
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

export const inOrder = (find: FindProposals): RawBuilder<unknown> =>
  find.sort === 'endorsed' ? sql`p.endorsements desc, p.number desc` : sql`p.number desc`;
