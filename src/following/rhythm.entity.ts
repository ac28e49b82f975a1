import { defineEntity, p } from '@mikro-orm/core';

const AtOnceSchema = defineEntity({
  name: 'AtOnce',
  tableName: 'mail_at_once',
  properties: {
    /** As suppressions remember an address. */
    addressHash: p.string().length(64).primary(),
    since: p.datetime().length(3),
  },
});

/** An address that wants to be told of every change at once. Without a row it is told once a day; that it is told nothing is a suppression. */
export class AtOnce extends AtOnceSchema.class {}
AtOnceSchema.setClass(AtOnce);
