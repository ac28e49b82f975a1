import { sql } from '../platform/database/reader.js';

/** A proposal's line, as a subquery of ids: itself and everything that goes on in it, however often it was merged or split. Undone continuations do not count. */
export const lineOf = (proposalId: ReturnType<typeof sql>) => sql<string>`(with recursive line (id) as (
    select ${proposalId}
    union
    select o.proposal_id from line l
      join continuation_part h on h.proposal_id = l.id and h.role = 'head'
      join continuation c on c.id = h.continuation_id and c.undone_at is null
      join continuation_part o on o.continuation_id = c.id and o.role = 'origin')
  select id from line)`;
