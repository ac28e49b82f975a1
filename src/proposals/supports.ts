import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Ids } from '../kernel/id.js';
import { Reader, sql } from '../platform/database/reader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { lineOf } from './lineage.js';

/** Counts who stands behind proposals: each person once, over everything that goes on in them. For use cases only. */
@Injectable()
export class Supports {
  private readonly uncounted = new WeakMap<EntityManager, Map<string, number>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: Reader,
    private readonly ids: Ids,
  ) {}

  /** The proposal's own number follows at the commit, once for all of a use case: everybody who endorses it waits for that row. */
  add(proposalId: string): void {
    const { em } = this.unitOfWork;
    const counts = this.uncounted.get(em) ?? new Map<string, number>();
    if (!this.uncounted.has(em)) this.unitOfWork.beforeCommit(() => this.write(em));
    this.uncounted.set(em, counts.set(proposalId, (counts.get(proposalId) ?? 0) + 1));
  }

  /** Who supported a proposal that is closed by undoing stands behind each of those that it came from, once; what was given to it goes from there. */
  async giveBack(from: readonly string[], to: readonly string[]): Promise<void> {
    const given = await this.reader.rows(sql<{ account: string; at: Date }>`
      select account_id as account, min(at) as at from endorsement where proposal_id = any(${[...from]}::uuid[]) group by 1 order by 2, 1`);
    for (const { account, at } of given)
      for (const proposal of to)
        await this.reader.rows(sql`
          insert into endorsement (id, proposal_id, account_id, at) values (${this.ids.next()}, ${proposal}, ${account}, ${at})
          on conflict (proposal_id, account_id) do nothing`);
    await this.reader.rows(sql`delete from endorsement where proposal_id = any(${[...from]}::uuid[])`);
  }

  /** Takes an account's name from under a proposal, where it stands there. */
  async takeBack(proposalId: string, accountId: string): Promise<void> {
    const gone = await this.reader.rows(
      sql`delete from endorsement where proposal_id = ${proposalId} and account_id = ${accountId} returning id`,
    );
    if (gone.length > 0) await this.recount([proposalId]);
  }

  /** Counts anew; what it shall count was flushed. */
  async recount(proposalIds: readonly string[]): Promise<void> {
    const uncounted = this.uncounted.get(this.unitOfWork.em);
    for (const id of proposalIds) uncounted?.delete(id);
    await this.reader.rows(sql`
      update proposal p set endorsements = (
        select count(distinct e.account_id) from endorsement e where e.proposal_id in ${lineOf(sql`p.id`)})
      where p.id = any(${[...proposalIds]}::uuid[])`);
  }

  /** One statement for all, which locks in the order of their ids, so that two use cases do not wait for each other; beside the key locks of their new rows. */
  private async write(em: EntityManager): Promise<void> {
    const counts = this.uncounted.get(em) ?? new Map<string, number>();
    this.uncounted.delete(em);
    if (counts.size === 0) return;
    await this.reader.rows(sql`
      update proposal p set endorsements = p.endorsements + more.added
      from (
        select q.id, m.added from proposal q join unnest(${[...counts.keys()]}::uuid[], ${[...counts.values()]}::int[]) as m (id, added) using (id)
        order by q.id for no key update of q) as more
      where p.id = more.id`);
  }
}
