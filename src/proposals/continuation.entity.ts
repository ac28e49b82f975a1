import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import { Process } from '../process/index.js';
import type { ContinuationKind, ProposalState } from './domain/index.js';
import { Proposal } from './proposal.entity.js';

const ContinuationSchema = defineEntity({
  name: 'Continuation',
  tableName: 'continuation',
  indexes: [{ properties: ['process', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    kind: p.string().length(10).$type<ContinuationKind>(),
    /** Public. */
    reason: p.text(),
    /** Who signs, as shown in public. */
    decidedBy: p.string().length(120),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    at: p.datetime(),
    /** Null while it stands. */
    undoneAt: p.datetime().strictNullable(),
    undoneBy: p.string().length(120).strictNullable(),
    /** Public. */
    undoneReason: p.text().strictNullable(),
  },
});

/** Proposals that go on in others: a merge joins several in one, a split parts one into several. Undone, it stays readable. */
export class Continuation extends ContinuationSchema.class {
  undo(by: { name: string; reason: string }, now: Date): void {
    this.undoneAt = now;
    this.undoneBy = by.name;
    this.undoneReason = by.reason;
  }
}
ContinuationSchema.setClass(Continuation);

const ContinuationPartSchema = defineEntity({
  name: 'ContinuationPart',
  tableName: 'continuation_part',
  uniques: [{ properties: ['continuation', 'proposal'] }],
  indexes: [{ properties: ['proposal', 'role'] }],
  properties: {
    id: p.uuid().primary(),
    continuation: () => p.manyToOne(Continuation).ref(),
    proposal: () => p.manyToOne(Proposal).ref(),
    role: p.string().length(10).$type<'origin' | 'head'>(),
    /** Its state when it became a part. */
    before: p.string().length(30).$type<ProposalState>(),
    /** A head that was made by this. */
    isNew: p.boolean(),
    /** The response that an origin got by this. */
    responseId: p.uuid().strictNullable(),
  },
});

/** One proposal's part in a continuation: what goes on, or what it goes on in. */
export class ContinuationPart extends ContinuationPartSchema.class {}
ContinuationPartSchema.setClass(ContinuationPart);

const ObjectionSchema = defineEntity({
  name: 'Objection',
  tableName: 'continuation_objection',
  indexes: [{ properties: ['part', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    /** The origin whose author objects. */
    part: () => p.manyToOne(ContinuationPart).ref(),
    /** Public once it is answered. */
    reason: p.text(),
    at: p.datetime(),
    answer: p.text().strictNullable(),
    answeredBy: p.string().length(120).strictNullable(),
    answeredAt: p.datetime().strictNullable(),
  },
});

/** An author disagrees that their proposal goes on elsewhere, and why; the team owes an answer. */
export class Objection extends ObjectionSchema.class {
  reply(answer: string, by: { name: string }, now: Date): void {
    this.answer = answer;
    this.answeredBy = by.name;
    this.answeredAt = now;
  }
}
ObjectionSchema.setClass(Objection);
