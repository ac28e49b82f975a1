import { defineEntity, p } from '@mikro-orm/core';
import type { Locale } from '../kernel/localized.js';

const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.uuid().primary(),
    /** Proven by a code sent to it. Lower case. */
    email: p.string().length(254).unique(),
    /** '' until the person has given one. */
    name: p.string().length(120),
    locale: p.string().length(5).$type<Locale>(),
    isAdministrator: p.boolean(),
    createdAt: p.datetime(),
  },
});

/** A person who proved an e-mail address. */
export class Account extends AccountSchema.class {
  rename(name: string): void {
    this.name = name;
  }

  /** Lets this person set up processes and grant roles. Doing it twice changes nothing. */
  appointAdministrator(): void {
    this.isAdministrator = true;
  }
}
AccountSchema.setClass(Account);

const SignInCodeSchema = defineEntity({
  name: 'SignInCode',
  tableName: 'sign_in_code',
  properties: {
    id: p.uuid().primary(),
    /** The address it proves; stored here, so that a later change of address cannot be confirmed by it. */
    email: p.string().length(254).index(),
    /** SHA-256 over id and code; the code itself is only in the mail. */
    codeHash: p.string().length(64),
    linkHash: p.string().length(64).unique(),
    tries: p.integer(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    /** When it was used, replaced by a newer one, or tried too often. */
    spentAt: p.datetime().nullable(),
  },
});

export class SignInCode extends SignInCodeSchema.class {}
SignInCodeSchema.setClass(SignInCode);

const SignInSessionSchema = defineEntity({
  name: 'SignInSession',
  tableName: 'sign_in_session',
  properties: {
    id: p.uuid().primary(),
    tokenHash: p.string().length(64).unique(),
    account: () => p.manyToOne(Account).ref(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

/** One browser signed in as an account; ending it is enough to put that browser out. */
export class SignInSession extends SignInSessionSchema.class {}
SignInSessionSchema.setClass(SignInSession);
