import { StartRefused } from '../config/start-refused.js';

/** What we ask of a server before trusting it with what people write. */
export interface ServerSettings {
  readonly version: number;
  readonly fsync: string;
  readonly synchronousCommit: string;
}

const OLDEST_VERSION = 150_000;

export const SERVER_SETTINGS_SQL = `select current_setting('server_version_num')::int as version,
  current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit"`;

/** Refuses a server that may forget what it acknowledged (R1: an answer is given only after a durable commit). */
export function refuseUnfitServer(server: ServerSettings): void {
  if (server.version < OLDEST_VERSION) {
    throw new StartRefused(
      'database-too-old',
      'The PostgreSQL server of DATABASE_URL is older than version 15: update it or use another server.',
    );
  }
  for (const [name, value] of [
    ['fsync', server.fsync],
    ['synchronous_commit', server.synchronousCommit],
  ] as const) {
    if (value !== 'off') continue;
    throw new StartRefused(
      'database-not-durable',
      `The PostgreSQL server of DATABASE_URL has ${name} off and could lose what people were told is saved: turn it on.`,
    );
  }
}
