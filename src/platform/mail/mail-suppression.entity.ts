import { defineEntity, p } from '@mikro-orm/core';
import type { MailList } from './mail-list.js';

/** `unsubscribed`: its reader said so. `removed`: somebody of the team did, on their behalf. */
export type SuppressionReason = 'unsubscribed' | 'removed';

const MailSuppressionSchema = defineEntity({
  name: 'MailSuppression',
  tableName: 'mail_suppression',
  uniques: [{ properties: ['addressHash', 'list'] }],
  properties: {
    id: p.uuid().primary(),
    /** SHA-256 of the address: enough to recognise it, nothing to write to. */
    addressHash: p.string().length(64),
    list: p.string().length(20).$type<MailList>(),
    reason: p.string().length(20).$type<SuppressionReason>(),
    at: p.datetime().length(3),
  },
});

/** An address that is not to be written to, on one list. It outlives the contact it came from. */
export class MailSuppression extends MailSuppressionSchema.class {}
MailSuppressionSchema.setClass(MailSuppression);
