import { defineEntity, p } from '@mikro-orm/core';
import type { Locale } from '../../kernel/localized.js';
import type { MailList } from './mail-list.js';

/**
 * `queued`: to be sent when due. `sending`: a process has it until the lease runs out. `sent`: the mail server took it. `refused`: the mail
 * server said that it never will. `failed`: given up. `unknown`: nobody can say whether the server took it, and this mail must not go out
 * twice. `withheld`: its reader asked for no more of the kind. `kept`: no mail server was set, so it stays to be read here.
 */
export type MailState = 'queued' | 'sending' | 'sent' | 'refused' | 'failed' | 'unknown' | 'withheld' | 'kept';

const OutgoingMailSchema = defineEntity({
  name: 'OutgoingMail',
  tableName: 'outgoing_mail',
  indexes: [
    {
      name: 'outgoing_mail_waiting',
      expression: `create index "outgoing_mail_waiting" on "outgoing_mail" ("due_at") where "state" in ('queued', 'sending')`,
    },
    { properties: ['claimedAt'] },
  ],
  properties: {
    id: p.uuid().primary(),
    key: p.string().length(200).unique(),
    kind: p.string().length(80),
    to: p.string().length(254).name('recipient'),
    subject: p.string().length(300),
    text: p.text(),
    html: p.text().strictNullable(),
    locale: p.string().length(2).$type<Locale>(),
    mayRepeat: p.boolean(),
    /** One of many alike: it waits for the mails that somebody is waiting for. */
    isBulk: p.boolean().default(false),
    /** What its reader may refuse to get more of; null for a mail that they asked for. */
    list: p.string().length(20).$type<MailList>().strictNullable(),
    state: p.string().length(10).$type<MailState>(),
    attempts: p.integer(),
    createdAt: p.datetime().length(3),
    dueAt: p.datetime().length(3),
    leaseUntil: p.datetime().length(3).strictNullable(),
    /** When it was last taken up to be sent: what the limit of mails per minute counts. */
    claimedAt: p.datetime().length(3).strictNullable(),
    sentAt: p.datetime().length(3).strictNullable(),
    error: p.string().length(300).strictNullable(),
  },
});

/** A mail written in a use case's transaction and sent after it. Text and HTML are emptied once it was sent or never will be. */
export class OutgoingMail extends OutgoingMailSchema.class {}
OutgoingMailSchema.setClass(OutgoingMail);
