import { defineEntity, p } from '@mikro-orm/core';

const DigestRunSchema = defineEntity({
  name: 'DigestRun',
  tableName: 'digest_run',
  properties: {
    /** The day of the calendar in the instance's time zone. */
    day: p.date().primary(),
    /** The number of the last event that was told by it; the next begins after it. */
    upTo: p.integer(),
    at: p.datetime(),
  },
});

/** The digests of one day were written, in the same transaction as this. */
export class DigestRun extends DigestRunSchema.class {}
DigestRunSchema.setClass(DigestRun);
