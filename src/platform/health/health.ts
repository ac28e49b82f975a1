import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DATABASE } from '../database/database-token.js';
import type { Database } from '../database/database.js';
import { pendingMigrations } from '../database/migrate.js';

/** Something the product leans on. When it fails, the instance is degraded: it still serves. `check` rejects when it does not answer. */
export interface Support {
  readonly name: string;
  check(): Promise<unknown>;
}

/** Whether this process should be given requests. One word per part, no versions, addresses or error texts: the answer is public. */
export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not-ready' | 'stopping';
  readonly database: 'ok' | 'no-answer' | 'migrations-missing';
  /** What a commit survives: a server that was checked for fsync, or only the death of the process. */
  readonly durability: 'power-loss' | 'process-death-only';
  readonly supports: Readonly<Record<string, 'ok' | 'no-answer'>>;
}

const PATIENCE_MS = 1_500;

/** Knows whether the instance can serve. A module that leans on something more (Redis) adds it at start: `health.add({ name: 'redis', check })`. */
@Injectable()
export class Health implements OnModuleDestroy {
  private readonly supports: Support[] = [];
  private isStopping = false;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  add(support: Support): void {
    this.supports.push(support);
  }

  /** The first step of a shutdown: from here on load balancers are told to look elsewhere. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  async readiness(): Promise<Readiness> {
    const [database, ...answers] = await Promise.all([
      this.databaseState(),
      ...this.supports.map((support) => answersInTime(support.check())),
    ]);
    const supports = Object.fromEntries(
      this.supports.map(({ name }, i) => [name, answers[i] ? ('ok' as const) : ('no-answer' as const)]),
    );
    const status = database !== 'ok' ? 'not-ready' : answers.every(Boolean) ? 'ready' : 'degraded';
    const durability = this.database.isEmbedded ? 'process-death-only' : 'power-loss';
    return { status: this.isStopping ? 'stopping' : status, database, durability, supports };
  }

  private async databaseState(): Promise<Readiness['database']> {
    let missing: string[] = [];
    const asked = pendingMigrations(this.database).then((names) => (missing = names));
    if (!(await answersInTime(asked))) return 'no-answer';
    return missing.length === 0 ? 'ok' : 'migrations-missing';
  }
}

async function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE_MS)));
  try {
    return await Promise.race([
      answer.then(
        () => true,
        () => false,
      ),
      patience,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
