/** The processes that hide how many stand behind a proposal, until their call closes. */
const HIDING = `select c.id from process c where c.hides_endorsements
  and exists (select 1 from stage s where s.process_id = c.id and s.kind = 'call' and s.closed_at is null)`;

/** How many stand behind a proposal `p`, for everything that anybody reads; null while its process hides it. */
export const SUPPORTS_SEEN = `case when p.process_id in (${HIDING}) then null else p.endorsements end`;
