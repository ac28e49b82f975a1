import { defineEntity, p } from '@mikro-orm/core';
import type { Ring } from '../kernel/geo.js';
import type { LocalizedText } from '../kernel/localized.js';
import type { CallQuestion } from './domain/index.js';
import { Process } from './process.entity.js';

const CallSchema = defineEntity({
  name: 'Call',
  tableName: 'call',
  properties: {
    process: () => p.manyToOne(Process).ref().primary(),
    /** What is asked of people, in words. */
    asks: p.json<LocalizedText>(),
    /** What will happen with what is sent. */
    purpose: p.json<LocalizedText>(),
    /** Whom to ask, and where; both are public. */
    contact: p.string().length(200).strictNullable(),
    contactEmail: p.string().length(254).strictNullable(),
    /** What it asks beside the usual questions, in order. */
    questions: p.json<readonly CallQuestion[]>().default([]),
    /** What maps of the process draw: the outlines of its place. */
    outline: p.json<readonly Ring[]>().strictNullable(),
    updatedAt: p.datetime(),
  },
});

/** The page of a process's open call as its coordinators wrote it; until they do, the template's words stand. */
export class Call extends CallSchema.class {}
CallSchema.setClass(Call);

const CallRulesSchema = defineEntity({
  name: 'CallRules',
  tableName: 'call_rules',
  uniques: [{ properties: ['process', 'version'] }],
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref(),
    /** From 1, without gaps. */
    version: p.integer(),
    /** What somebody accepts who sends a proposal. */
    terms: p.json<LocalizedText>(),
    /** How the process works and who decides what. */
    rules: p.json<LocalizedText>(),
    /** What changed since the version before, in a sentence. */
    note: p.string().length(300).strictNullable(),
    publishedAt: p.datetime(),
    publishedBy: p.uuid().strictNullable(),
  },
});

/** The terms of participation and the rules of a process as they were published; a version never changes. */
export class CallRules extends CallRulesSchema.class {}
CallRulesSchema.setClass(CallRules);
