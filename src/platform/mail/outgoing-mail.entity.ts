import { defineEntity, p } from '@mikro-orm/core';
import type { Locale } from '../../kernel/localized.js';

/**
 * `queued`: to be sent when due. `sending`: a process has it until the lease runs out. `sent`: the mail server took it. `failed`: given up.
 * `unknown`: a process died while sending, and this mail must not go out twice. `kept`: no mail server was set, so it stays to be read here.
 */
export type MailState = 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'kept';

const OutgoingMailSchema = defineEntity({
  name: 'OutgoingMail',
  tableName: 'outgoing_mail',
  indexes: [
    {
      name: 'outgoing_mail_waiting',
      expression: `create index "outgoing_mail_waiting" on "outgoing_mail" ("due_at") where "state" in ('queued', 'sending')`,
    },
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
    state: p.string().length(10).$type<MailState>(),
    attempts: p.integer(),
    createdAt: p.datetime().length(3),
    dueAt: p.datetime().length(3),
    leaseUntil: p.datetime().length(3).strictNullable(),
    sentAt: p.datetime().length(3).strictNullable(),
    error: p.string().length(300).strictNullable(),
  },
});

/** A mail written in a use case's transaction and sent after it. Text and HTML are emptied once it was sent. */
export class OutgoingMail extends OutgoingMailSchema.class {}
OutgoingMailSchema.setClass(OutgoingMail);
