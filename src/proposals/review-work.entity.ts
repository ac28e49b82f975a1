import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import { Area } from '../process/index.js';
import type { ReviewSoFar, Verdict } from './domain/index.js';
import { Proposal } from './proposal.entity.js';

const ReviewDraftSchema = defineEntity({
  name: 'ReviewDraft',
  tableName: 'review_draft',
  uniques: [{ properties: ['proposal', 'area'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    area: () => p.manyToOne(Area).ref(),
    typed: p.json<ReviewSoFar>(),
    /** Who of the area changed it last. */
    account: () => p.manyToOne(Account).ref().strictNullable(),
    updatedAt: p.datetime(),
  },
});

/** A review being written, seen by its area alone; it ends when the review is published. */
export class ReviewDraft extends ReviewDraftSchema.class {}
ReviewDraftSchema.setClass(ReviewDraft);

const AnswerTemplateSchema = defineEntity({
  name: 'AnswerTemplate',
  tableName: 'answer_template',
  indexes: [{ properties: ['area', 'name'] }],
  properties: {
    id: p.uuid().primary(),
    area: () => p.manyToOne(Area).ref(),
    name: p.string().length(80),
    verdict: p.string().length(30).$type<Verdict>().strictNullable(),
    reasons: p.text(),
    createdAt: p.datetime(),
  },
});

/** An answer that an area keeps ready to begin reviews with. */
export class AnswerTemplate extends AnswerTemplateSchema.class {}
AnswerTemplateSchema.setClass(AnswerTemplate);

const ReviewNoteSchema = defineEntity({
  name: 'ReviewNote',
  tableName: 'review_note',
  indexes: [{ properties: ['proposal', 'area', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    area: () => p.manyToOne(Area).ref(),
    body: p.text(),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    /** The colleagues whom a mail told of it, by account. */
    mentions: p.json<readonly string[]>(),
    at: p.datetime(),
  },
});

/** A note between an area and the coordination about one proposal. Never public, and no other area's. */
export class ReviewNote extends ReviewNoteSchema.class {}
ReviewNoteSchema.setClass(ReviewNote);
