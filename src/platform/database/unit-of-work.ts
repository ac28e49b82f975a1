import { Injectable } from '@nestjs/common';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { Log } from '../log/log.js';

type Hook = () => unknown;

interface Scope {
  readonly em: EntityManager;
  readonly beforeCommit: Hook[];
  readonly afterCommit: Hook[];
  isOpen: boolean;
}

const ATTEMPTS_TO_BEGIN = 4;
const WAIT_TO_BEGIN_MS = 50;

/**
 * One use case = one `run` = one transaction with an EntityManager of its own. Works the same from HTTP, sockets, jobs and seeds.
 *
 *     await this.work.run(async (em) => {
 *       const proposal = await em.findOneOrFail(Proposal, id);
 *       proposal.withdraw(reason, me, this.clock.now());
 *       this.events.record('proposals.proposal-withdrawn', { proposalId: id }, me, proposal.processId);
 *     });
 *
 * A `run` inside another joins the outer transaction: both commit or neither does. Changes are flushed at the end; nobody calls flush,
 * except to let a Reader of the same use case see them. Do not leave promises running when `work` ends.
 */
@Injectable()
export class UnitOfWork {
  private readonly scopes = new AsyncLocalStorage<Scope>();

  constructor(
    private readonly orm: MikroORM,
    private readonly log: Log,
  ) {}

  async run<T>(work: (em: EntityManager) => Promise<T>): Promise<T> {
    const outer = this.current();
    if (outer) return work(outer.em);
    const afterCommit: Hook[] = [];
    const result = await this.begun((em) => this.inScope({ em, beforeCommit: [], afterCommit, isOpen: true }, work));
    for (const hook of afterCommit) await this.runAfterCommit(hook);
    return result;
  }

  /** The EntityManager of the running use case. Throws outside one. */
  get em(): EntityManager {
    return this.required('em').em;
  }

  /** Whether a use case is running here. */
  get isRunning(): boolean {
    return this.current() !== undefined;
  }

  /** Runs `hook` in the transaction when everything else of it was flushed: for what must hold a lock for the shortest time. */
  beforeCommit(hook: Hook): void {
    this.required('beforeCommit').beforeCommit.push(hook);
  }

  /** Runs `hook` after the commit, outside the transaction; never after a rollback. What it throws is logged: the use case has succeeded. */
  afterCommit(hook: Hook): void {
    this.required('afterCommit').afterCommit.push(hook);
  }

  /** Runs `transaction`, trying again when it could not even begin: an idle connection may be dead without anybody having noticed yet. */
  private async begun<T>(transaction: (em: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      let hasBegun = false;
      try {
        return await this.orm.em.fork().transactional((em) => {
          hasBegun = true;
          return transaction(em);
        });
      } catch (error) {
        if (hasBegun || attempt === ATTEMPTS_TO_BEGIN) throw error;
        await setTimeout(attempt * WAIT_TO_BEGIN_MS);
      }
    }
  }

  private async inScope<T>(scope: Scope, work: (em: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.scopes.run(scope, async () => {
        const result = await work(scope.em);
        await scope.em.flush();
        for (const hook of scope.beforeCommit) await hook();
        return result;
      });
    } finally {
      scope.isOpen = false;
    }
  }

  /** A promise left behind by an ended use case still carries its scope; it must not write into a transaction that is over. */
  private current(): Scope | undefined {
    const scope = this.scopes.getStore();
    return scope?.isOpen ? scope : undefined;
  }

  private required(what: string): Scope {
    const scope = this.current();
    if (!scope) throw new Error(`UnitOfWork.${what} was used outside a use case: wrap the work in UnitOfWork.run()`);
    return scope;
  }

  private async runAfterCommit(hook: Hook): Promise<void> {
    try {
      await hook();
    } catch (error) {
      this.log.error('What follows a commit failed', error);
    }
  }
}
