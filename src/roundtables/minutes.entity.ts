import { defineEntity, p } from '@mikro-orm/core';
import type { Locale } from '../kernel/localized.js';
import type { MinutesTexts } from './domain/index.js';
import { Roundtable } from './roundtable.entity.js';

const MinutesSchema = defineEntity({
  name: 'Minutes',
  tableName: 'minutes',
  uniques: [{ properties: ['roundtable'] }],
  properties: {
    id: p.uuid().primary(),
    roundtable: () => p.manyToOne(Roundtable).ref(),
    lang: p.string().length(2).$type<Locale>(),
    texts: p.json<MinutesTexts>(),
    /** Counts every keeping, so that two who write at once do not overwrite each other unseen. */
    revision: p.integer(),
    /** The last version that was published; 0 before. */
    version: p.integer(),
    updatedAt: p.datetime(),
  },
});

/** What people write of a sitting: drafted from its record, edited, published in versions. */
export class Minutes extends MinutesSchema.class {
  keep(texts: MinutesTexts, now: Date): void {
    this.texts = texts;
    this.revision += 1;
    this.updatedAt = now;
  }

  publish(): number {
    this.version += 1;
    return this.version;
  }
}
MinutesSchema.setClass(Minutes);

const MinutesVersionSchema = defineEntity({
  name: 'MinutesVersion',
  tableName: 'minutes_version',
  uniques: [{ properties: ['minutes', 'number'] }],
  properties: {
    id: p.uuid().primary(),
    minutes: () => p.manyToOne(Minutes).ref(),
    number: p.integer(),
    texts: p.json<MinutesTexts>(),
    publishedAt: p.datetime(),
    publishedBy: p.string().length(200),
  },
});

/** Minutes as they were published; never changed. */
export class MinutesVersion extends MinutesVersionSchema.class {}
MinutesVersionSchema.setClass(MinutesVersion);
