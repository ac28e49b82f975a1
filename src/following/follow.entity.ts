import { defineEntity, p } from '@mikro-orm/core';
import type { Locale } from '../kernel/localized.js';
import type { SubjectKind } from '../kernel/subject.js';

const FollowSchema = defineEntity({
  name: 'Follow',
  tableName: 'follow',
  uniques: [{ properties: ['subjectKind', 'subjectId', 'accountId'] }, { properties: ['subjectKind', 'subjectId', 'email'] }],
  indexes: [{ properties: ['accountId'] }],
  properties: {
    id: p.uuid().primary(),
    processId: p.uuid(),
    subjectKind: p.string().length(20).$type<SubjectKind>(),
    subjectId: p.string().length(120),
    /** Who follows: an account, or an address. */
    accountId: p.uuid().strictNullable(),
    /** Never public. Lower case. */
    email: p.string().length(254).strictNullable(),
    locale: p.string().length(2).$type<Locale>(),
    askedAt: p.datetime(),
    /** When whoever follows said so from their own mailbox; at once for an account. */
    confirmedAt: p.datetime().strictNullable(),
    endedAt: p.datetime().strictNullable(),
  },
});

/** Somebody wants to be told what happens to a subject. Ended, the row stays, so that the links in old mails still work. */
export class Follow extends FollowSchema.class {
  get isActive(): boolean {
    return this.confirmedAt !== null && this.endedAt === null;
  }

  /** True when this changed anything. */
  begin(now: Date): boolean {
    if (this.isActive) return false;
    this.confirmedAt ??= now;
    this.endedAt = null;
    return true;
  }

  end(now: Date): boolean {
    if (!this.isActive) return false;
    this.endedAt = now;
    return true;
  }
}
FollowSchema.setClass(Follow);
