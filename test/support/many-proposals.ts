import { randomUUID } from 'node:crypto';
import { SYSTEM } from '../../src/kernel/actor.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { Events } from '../../src/platform/events/events.js';
import type { World } from '../world/world.js';
import type { TestApp } from './app.js';

/**
 * Many published proposals at once, numbered on from `after`: even numbers in the second theme, every fifth by civil society, every third in
 * French, all but every seventh with a place. Returns their ids.
 */
export async function manyProposals(app: TestApp, world: World, count: number, after = 0): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await app.db.database.pool.query(
    `insert into proposal (id, process_id, number, theme_id, title, body, lang, author_name, author_email, author_locale, sector, neighbourhood,
       state, endorsements, submitted_at, published_at, receipt_hash)
     select id, $2, n, ($3::uuid[])[1 + (n + 1) % 2], 'Propuesta inventada ' || n, 'Un texto.', case when n % 3 = 0 then 'fr' else 'es' end,
       'Alguien', 'alguien@example.org', 'es', case when n % 5 = 0 then 'civil-society' else 'residents' end,
       case when n % 7 = 0 then null else 'Boedo' end, 'published', n % 4, $5, $5, md5(id::text) || md5(id::text)
     from unnest($1::uuid[]) with ordinality as made (id, place) cross join lateral (select (place + $4)::int as n) numbered`,
    [ids, world.processId, world.themes.map((theme) => theme.id), after, app.clock.now()],
  );
  // As every use case does: what counts proposals goes by the record.
  await app.nest.get(UnitOfWork).run(async () => {
    app.nest.get(Events).record('proposals.proposal-published', { proposalId: ids[0] ?? '' }, SYSTEM, world.processId);
    return Promise.resolve();
  });
  return ids;
}
