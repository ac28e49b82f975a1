import type { Pool, PoolClient } from 'pg';

/** Long enough for the query at hand to reject and its holder to give the connection back by itself. */
const GRACE_MS = 250;

/**
 * Takes back connections that the server dropped while somebody held them. Kysely 0.29 does not give a connection back when its BEGIN,
 * COMMIT or ROLLBACK fails: every drop would cost the pool one place, until nobody is served and the process cannot even end.
 */
export function takeBackDropped(pool: Pool): void {
  const held = new Set<PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client as PoolClient));
  pool.on('connect', (client) => {
    client.once('end', () => setTimeout(() => giveUp(client, held), GRACE_MS));
  });
}

function giveUp(client: PoolClient, held: Set<PoolClient>): void {
  if (!held.has(client)) return;
  client.release(true);
  client.release = () => undefined;
}
