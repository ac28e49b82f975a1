import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { addressHash, Suppressions } from '../platform/mail/suppressions.js';
import { rhythmPath, type Chosen, type Rhythm } from './domain/index.js';

const DAILY: Chosen = { rhythm: 'daily', since: null };

/** How often each address is told what happens to what it signs or follows: once a day unless it chose otherwise. One choice for everything. */
@Injectable()
export class Rhythms {
  constructor(
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly suppressions: Suppressions,
    private readonly clock: Clock,
  ) {}

  async of(address: string): Promise<Rhythm> {
    return this.ofHash(addressHash(address));
  }

  async ofHash(hash: string): Promise<Rhythm> {
    return ((await this.chosenBy([hash])).get(hash) ?? DAILY).rhythm;
  }

  async ofAccount(accountId: string): Promise<{ email: string; rhythm: Rhythm } | null> {
    const account = await this.reader.first(sql<{ email: string }>`select email from account where id = ${accountId}`);
    return account && { email: account.email, rhythm: await this.of(account.email) };
  }

  /** What each of the addresses chose. One query. */
  async ofAll(addresses: readonly string[]): Promise<ReadonlyMap<string, Chosen>> {
    const hashes = new Map(addresses.map((address) => [addressHash(address), address]));
    const chosen = await this.chosenBy([...hashes.keys()]);
    return new Map([...hashes].map(([hash, address]) => [address, chosen.get(hash) ?? DAILY]));
  }

  /** Whether anybody at all is told at once. */
  async anyAtOnce(): Promise<boolean> {
    return (await this.reader.first(sql`select 1 from mail_at_once limit 1`)) !== null;
  }

  /** Doing it twice changes nothing. Who chose not to be told is told again after choosing otherwise. */
  async choose(hash: string, rhythm: Rhythm): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (rhythm === 'never') await this.suppressions.suppress({ addressHash: hash, list: 'digest' }, 'unsubscribed');
      else await this.suppressions.lift({ addressHash: hash, list: 'digest' });
      if (rhythm === 'at-once')
        await this.reader.rows(sql`
          insert into mail_at_once (address_hash, since) values (${hash}, ${this.clock.now()}) on conflict do nothing`);
      else await this.reader.rows(sql`delete from mail_at_once where address_hash = ${hash}`);
    });
  }

  /** Where the reader of a mail to this address changes it. */
  pathFor(address: string): string {
    return rhythmPath(this.suppressions.tokenFor(address, 'digest'));
  }

  private async chosenBy(hashes: readonly string[]): Promise<ReadonlyMap<string, Chosen>> {
    const rows = await this.reader.rows(sql<{ hash: string; isRefused: boolean; since: Date | null }>`
      select h.hash, s.id is not null as "isRefused", o.since from unnest(${sql.val([...hashes])}::text[]) h (hash)
        left join mail_suppression s on s.address_hash = h.hash and s.list = 'digest'
        left join mail_at_once o on o.address_hash = h.hash`);
    return new Map(
      rows.map(({ hash, isRefused, since }): [string, Chosen] => [
        hash,
        isRefused ? { rhythm: 'never', since: null } : { rhythm: since ? 'at-once' : 'daily', since },
      ]),
    );
  }
}
