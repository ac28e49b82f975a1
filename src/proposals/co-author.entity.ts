import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import type { Locale } from '../kernel/localized.js';
import type { Sight } from '../kernel/subject.js';
import type { CoAuthorEnding, CoAuthorState } from './domain/index.js';
import { Proposal } from './proposal.entity.js';

const CoAuthorSchema = defineEntity({
  name: 'CoAuthor',
  tableName: 'co_author',
  indexes: [{ properties: ['proposal', 'acceptedAt'] }, { properties: ['account'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    /** Never public. Lower case. */
    email: p.string().length(254),
    locale: p.string().length(2).$type<Locale>(),
    /** By which they sign in public; null until they accept. */
    name: p.string().length(120).strictNullable(),
    /** Whether everybody may read that name; never `gone`. */
    sight: p.string().length(10).$type<Sight>().default('public'),
    /** Whose mailbox it is, where that is known: the account that accepted. */
    account: () => p.manyToOne(Account).ref().strictNullable(),
    invitedAt: p.datetime(),
    acceptedAt: p.datetime().strictNullable(),
    endedAt: p.datetime().strictNullable(),
    ending: p.string().length(10).$type<CoAuthorEnding>().strictNullable(),
  },
});

/** Somebody whom an author asked to sign a proposal with them. */
export class CoAuthor extends CoAuthorSchema.class {
  standing(): CoAuthorState {
    return this.ending ?? (this.acceptedAt ? 'accepted' : 'invited');
  }

  /** A name that is held is read by those who moderate before everybody reads it. */
  accept(name: string, locale: Locale, isHeld: boolean, now: Date): void {
    this.name = name;
    this.sight = isHeld ? 'held' : 'public';
    this.locale = locale;
    this.acceptedAt = now;
  }

  /** True when this changed anything. */
  end(ending: CoAuthorEnding, now: Date): boolean {
    if (this.endedAt) return false;
    this.endedAt = now;
    this.ending = ending;
    return true;
  }
}
CoAuthorSchema.setClass(CoAuthor);
