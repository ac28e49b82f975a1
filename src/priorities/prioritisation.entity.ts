import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import { Process, Theme } from '../process/index.js';
import { Proposal } from '../proposals/index.js';
import type { Criterion, Marks, ScoringGroup, ShortlistChoice, ShortlistEntry } from './domain/index.js';

const PrioritisationSchema = defineEntity({
  name: 'Prioritisation',
  tableName: 'prioritisation',
  properties: {
    process: () => p.manyToOne(Process).ref().primary(),
    criteria: p.json<readonly Criterion[]>(),
    /** Which part of a result the areas have, in percent; the forum has the rest. */
    areasShare: p.integer(),
    /** When scoring began: from then on nothing above changes. */
    begunAt: p.datetime().strictNullable(),
    endedAt: p.datetime().strictNullable(),
  },
});

/** How a process decides which proposals its roundtables work on first: by what, with which weights, and whether it is being scored. */
export class Prioritisation extends PrioritisationSchema.class {
  begin(now: Date): void {
    this.begunAt ??= now;
  }

  end(now: Date): void {
    this.endedAt ??= now;
  }
}
PrioritisationSchema.setClass(Prioritisation);

const PriorityScoreSchema = defineEntity({
  name: 'PriorityScore',
  tableName: 'priority_score',
  uniques: [{ properties: ['proposal', 'account'] }],
  indexes: [{ properties: ['process', 'account'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    proposal: () => p.manyToOne(Proposal).ref(),
    account: () => p.manyToOne(Account).ref(),
    /** For whom the person scored. */
    group: p.string().length(10).$type<ScoringGroup>(),
    marks: p.json<Marks>(),
    at: p.datetime(),
  },
});

/** What one person thinks of one proposal, a mark for every criterion. Never public: results are. */
export class PriorityScore extends PriorityScoreSchema.class {}
PriorityScoreSchema.setClass(PriorityScore);

const ShortlistSchema = defineEntity({
  name: 'Shortlist',
  tableName: 'shortlist',
  uniques: [{ properties: ['theme', 'version'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    theme: () => p.manyToOne(Theme).ref(),
    /** From 1; the newest is in force, earlier ones stay readable. */
    version: p.integer(),
    entries: p.json<readonly ShortlistEntry[]>(),
    publishedAt: p.datetime(),
    publishedBy: p.string().length(200),
  },
});

/** Which proposals of a theme go to its roundtable first and which do not, with a reason for each. A published one never changes. */
export class Shortlist extends ShortlistSchema.class {}
ShortlistSchema.setClass(Shortlist);

const ShortlistDraftSchema = defineEntity({
  name: 'ShortlistDraft',
  tableName: 'shortlist_draft',
  properties: {
    theme: () => p.manyToOne(Theme).ref().primary(),
    choices: p.json<readonly ShortlistChoice[]>(),
    updatedAt: p.datetime(),
  },
});

/** A shortlist being written, seen by the coordination alone. */
export class ShortlistDraft extends ShortlistDraftSchema.class {}
ShortlistDraftSchema.setClass(ShortlistDraft);
