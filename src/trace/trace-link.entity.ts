import { defineEntity, p } from '@mikro-orm/core';
import type { SubjectKind } from '../kernel/subject.js';

const TraceLinkSchema = defineEntity({
  name: 'TraceLink',
  tableName: 'trace_link',
  properties: {
    id: p.uuid().primary(),
    processId: p.uuid().index(),
    fromKind: p.string().length(20).$type<SubjectKind>(),
    fromId: p.string().length(120),
    toKind: p.string().length(20).$type<SubjectKind>(),
    toId: p.string().length(120),
    /** Who said that this came from that; null for the system. */
    linkedBy: p.uuid().nullable(),
    linkedAt: p.datetime(),
  },
  uniques: [{ properties: ['fromKind', 'fromId', 'toKind', 'toId'] }],
  indexes: [{ properties: ['toKind', 'toId'] }],
});

/** "This came from that": one step of the thread from a resident's sentence to a published promise. */
export class TraceLink extends TraceLinkSchema.class {}
TraceLinkSchema.setClass(TraceLink);
