import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import { Area } from '../process/index.js';
import type { Verdict } from './domain/index.js';
import { Proposal } from './proposal.entity.js';

const RedirectSchema = defineEntity({
  name: 'Redirect',
  tableName: 'review_redirect',
  indexes: [{ properties: ['proposal', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    fromArea: () => p.manyToOne(Area).ref(),
    toArea: () => p.manyToOne(Area).ref(),
    /** Public. */
    reason: p.text(),
    /** What had been asked of the area that sends it on. */
    askedAt: p.datetime(),
    dueOn: p.date(),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    at: p.datetime(),
  },
});

/** An area sent a proposal on to another instead of reviewing it. Append-only. */
export class Redirect extends RedirectSchema.class {}
RedirectSchema.setClass(Redirect);

const RulingSchema = defineEntity({
  name: 'Ruling',
  tableName: 'verdict_ruling',
  indexes: [{ properties: ['proposal', 'at'] }],
  properties: {
    id: p.uuid().primary(),
    proposal: () => p.manyToOne(Proposal).ref(),
    verdict: p.string().length(30).$type<Verdict>(),
    /** Public. */
    reason: p.text(),
    /** Who signs, as shown in public. */
    decidedBy: p.string().length(120),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    at: p.datetime(),
  },
});

/** A coordinator decided the verdict where areas disagreed. Append-only; a newer review or ruling follows it. */
export class Ruling extends RulingSchema.class {}
RulingSchema.setClass(Ruling);
