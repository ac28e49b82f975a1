import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../../kernel/actor.js';
import type { EventType } from './event-map.js';

const RecordedEventSchema = defineEntity({
  name: 'RecordedEvent',
  tableName: 'recorded_event',
  indexes: [{ properties: ['processId', 'seq'] }, { properties: ['type', 'seq'] }],
  properties: {
    id: p.uuid().primary(),
    seq: p.integer().unique(),
    at: p.datetime().length(3),
    type: p.string().length(80).$type<EventType>(),
    actorKind: p.string().length(10).$type<Actor['kind']>(),
    actorId: p.uuid().strictNullable(),
    processId: p.uuid().strictNullable(),
    requestId: p.string().length(64).strictNullable(),
    body: p.json().$type<Readonly<Record<string, unknown>>>(),
    canonical: p.text().lazy(),
    prevHash: p.string().length(64).lazy(),
    hash: p.string().length(64).lazy(),
  },
});

/**
 * Something that happened, for ever: audit trail and outbox in one. Append-only (a trigger refuses everything else); `seq` counts without
 * gaps and each row carries the hash of the one before, see chain.ts. Written by Events alone.
 */
export class RecordedEvent extends RecordedEventSchema.class {}
RecordedEventSchema.setClass(RecordedEvent);
