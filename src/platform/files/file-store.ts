import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RawBuilder } from 'kysely';
import { Clock } from '../../kernel/clock.js';
import { Reader, sql } from '../database/reader.js';
import { Retention } from '../retention/retention.js';

/** Longer than any form that is being sent. */
const UNHELD_KEPT_DAYS = 1;
const KEY_CHARACTERS = 32;

/**
 * Keeps files by their content, in the database: one backup holds everything, and every server sees the same (decision 0017). What it takes
 * is already harmless (FileIntake).
 */
@Injectable()
export class FileStore implements OnModuleInit {
  private readonly holders: RawBuilder<{ key: string }>[] = [];

  constructor(
    private readonly reader: Reader,
    private readonly clock: Clock,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.keep({ name: 'files.unheld', days: UNHELD_KEPT_DAYS, forget: (before) => this.forgetUnheld(before) });
  }

  /** A module that keeps keys in a table says where: a query whose rows are the keys, none of them null. */
  heldBy(keys: RawBuilder<{ key: string }>): void {
    this.holders.push(keys);
  }

  /** Keeps the bytes and tells their key. Joins the running use case. */
  async put(bytes: Buffer): Promise<string> {
    const key = createHash('sha256').update(bytes).digest('hex').slice(0, KEY_CHARACTERS);
    await this.reader.rows(sql`
      insert into stored_file (key, bytes, created_at) values (${key}, ${bytes}, ${this.clock.now()})
      on conflict (key) do update set created_at = excluded.created_at returning key`);
    return key;
  }

  /** Null when they are gone. */
  async get(key: string): Promise<Buffer | null> {
    const row = await this.reader.first(sql<{ bytes: Uint8Array }>`select bytes from stored_file where key = ${key}`);
    return row ? Buffer.from(row.bytes) : null;
  }

  private async forgetUnheld(before: Date): Promise<number> {
    const held = this.holders.map((keys) => sql`and key not in (${keys})`);
    const gone = await this.reader.rows(sql`
      delete from stored_file where created_at < ${before} ${sql.join(held, sql` `)} returning key`);
    return gone.length;
  }
}
