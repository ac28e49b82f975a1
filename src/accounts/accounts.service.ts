import { Injectable } from '@nestjs/common';
import { SYSTEM, VISITOR, type Actor } from '../kernel/actor.js';
import { Clock } from '../kernel/clock.js';
import { Ids } from '../kernel/id.js';
import type { Locale } from '../kernel/localized.js';
import { notFound } from '../kernel/refusal.js';
import { ActorSource } from '../platform/access/actor-source.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Events } from '../platform/events/events.js';
import type { SessionContent } from '../platform/web/session.js';
import { Account } from './account.entity.js';
import { AccountsQueries } from './accounts.queries.js';
import { SignInService } from './sign-in.service.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'accounts.administrator-appointed': { accountId: string };
  }
}

export interface NewAccount {
  email: string;
  name: string;
  locale: Locale;
  isAdministrator?: boolean;
}

/** People who can sign in. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly events: Events,
  ) {}

  /** The account of an address, made when there is none. An existing name is kept. */
  async ensure(person: NewAccount): Promise<Account> {
    return this.unitOfWork.run(async (em) => {
      const known = await em.findOne(Account, { email: person.email });
      if (known) return known;
      const account = em.create(Account, {
        id: this.ids.next(),
        email: person.email,
        name: person.name,
        locale: person.locale,
        isAdministrator: person.isAdministrator ?? false,
        createdAt: this.clock.now(),
      });
      em.persist(account);
      return account;
    });
  }

  /** Makes the person of an address administrator of this instance, with a new account when there is none. Returns whether they were not before. */
  async appointAdministrator(email: string, locale: Locale): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const account = await this.ensure({ email, name: '', locale });
      if (account.isAdministrator) return false;
      account.appointAdministrator();
      this.events.record('accounts.administrator-appointed', { accountId: account.id }, SYSTEM);
      return true;
    });
  }

  async rename(accountId: string, name: string): Promise<void> {
    await this.unitOfWork.run(async (em) => {
      const account = await em.findOne(Account, { id: accountId });
      if (!account) throw notFound();
      account.rename(name);
    });
  }
}

/** An account as an actor. */
export const actorFor = (account: { id: string; name: string; isAdministrator: boolean }): Actor => ({
  kind: 'account',
  id: account.id,
  name: account.name,
  isAdministrator: account.isAdministrator,
});

/** Finds who stands behind a sealed session: an account whose sign-in has not ended, else the guest named in it, else a visitor. */
@Injectable()
export class SessionActors extends ActorSource {
  constructor(
    private readonly queries: AccountsQueries,
    private readonly signIn: SignInService,
    private readonly clock: Clock,
  ) {
    super();
  }

  async actorOf(session: SessionContent): Promise<Actor> {
    const account = session.signIn
      ? await this.queries.accountOfSession(this.signIn.hash(session.signIn), this.clock.now())
      : null;
    if (account) return actorFor(account);
    if (session.guest) return { kind: 'guest', id: session.guest.id, name: session.guest.name, isAdministrator: false };
    return VISITOR;
  }
}
