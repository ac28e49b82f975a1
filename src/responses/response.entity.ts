import { defineEntity, p } from '@mikro-orm/core';
import { Process } from '../process/index.js';
import type { AnsweredKind, Disposition } from './domain/index.js';

const ResponseSchema = defineEntity({
  name: 'Response',
  tableName: 'response',
  indexes: [{ properties: ['process', 'subjectKind', 'subjectId'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    subjectKind: p.string().length(20).$type<AnsweredKind>(),
    subjectId: p.string().length(80),
    disposition: p.string().length(30).$type<Disposition>(),
    reason: p.text(),
    /** Who signs, as shown in public. */
    decidedBy: p.string().length(120),
    /** The account that wrote it; null when a story or a job did. Not public. */
    accountId: p.uuid().strictNullable(),
    at: p.datetime(),
    /** The response that this one replaces. Each can be replaced once, so that a subject has one line of responses. */
    supersedes: p.uuid().strictNullable().unique(),
  },
});

/** A reasoned response: what was done with a contribution, and why. Append-only; a newer one supersedes and the older stays readable. */
export class Response extends ResponseSchema.class {}
ResponseSchema.setClass(Response);

const ResponseRetractionSchema = defineEntity({
  name: 'ResponseRetraction',
  tableName: 'response_retraction',
  properties: {
    id: p.uuid().primary(),
    response: () => p.oneToOne(Response).ref().owner(),
    /** Public. */
    reason: p.text(),
    decidedBy: p.string().length(120),
    accountId: p.uuid().strictNullable(),
    at: p.datetime(),
  },
});

/** A response no longer stands, because what it said was undone. It stays readable; its subject is owed an answer again. Append-only. */
export class ResponseRetraction extends ResponseRetractionSchema.class {}
ResponseRetractionSchema.setClass(ResponseRetraction);
