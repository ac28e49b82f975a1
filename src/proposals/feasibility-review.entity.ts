import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import { Area } from '../process/index.js';
import type { CostPeriod, Verdict, Willingness } from './domain/index.js';
import { Proposal } from './proposal.entity.js';

const FeasibilityReviewSchema = defineEntity({
  name: 'FeasibilityReview',
  tableName: 'feasibility_review',
  indexes: [{ properties: ['proposal', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    area: () => p.manyToOne(Area).ref(),
    verdict: p.string().length(30).$type<Verdict>(),
    reasons: p.text(),
    /** The law that the verdict rests on. */
    legalBasis: p.text().strictNullable(),
    /** What it would cost, in whole units of the currency; either end may be open. */
    costFrom: p.bigint('number').strictNullable(),
    costTo: p.bigint('number').strictNullable(),
    /** ISO 4217: `ARS`. */
    costCurrency: p.string().length(3).strictNullable(),
    costPeriod: p.string().length(10).$type<CostPeriod>().strictNullable(),
    costYears: p.integer().strictNullable(),
    /** The state of play: what exists, its budget, the law that governs it, who would carry it out. */
    existing: p.text().strictNullable(),
    budget: p.text().strictNullable(),
    law: p.text().strictNullable(),
    responsible: p.text().strictNullable(),
    /** Whether the area would carry it, and what it says to that. */
    carry: p.string().length(20).$type<Willingness>().strictNullable(),
    carryWords: p.text().strictNullable(),
    /** What would have to change. */
    changes: p.text().strictNullable(),
    /** Public. */
    signedBy: p.string().length(120),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    at: p.datetime(),
  },
});

/** An area's reasoned opinion on a proposal. Append-only: the latest of an area is in force, the older ones stay readable. */
export class FeasibilityReview extends FeasibilityReviewSchema.class {}
FeasibilityReviewSchema.setClass(FeasibilityReview);
