import { defineEntity, p } from '@mikro-orm/core';
import type { LocalizedText } from '../kernel/localized.js';
import { Process } from '../process/index.js';
import type { Missing, PlanAnswers } from './domain/index.js';

const ActionPlanSchema = defineEntity({
  name: 'ActionPlan',
  tableName: 'action_plan',
  properties: {
    id: p.uuid().primary(),
    process: () => p.manyToOne(Process).ref().unique(),
    name: p.json<LocalizedText>(),
    /** Days of the calendar; null while nobody has said. */
    startsOn: p.date().nullable(),
    endsOn: p.date().nullable(),
    submittedOn: p.date().nullable(),
    answers: p.json<PlanAnswers>(),
    /** Counts the changes of the answers, so that nobody's text is overwritten unseen. */
    version: p.integer(),
    createdAt: p.datetime(),
  },
});

/** The published set of commitments of a process, with the plan-level sections of its OGP page. */
export class ActionPlan extends ActionPlanSchema.class {}
ActionPlanSchema.setClass(ActionPlan);

const PublicationSchema = defineEntity({
  name: 'Publication',
  tableName: 'publication',
  properties: {
    id: p.uuid().primary(),
    plan: () => p.manyToOne(ActionPlan).ref(),
    /** 1 for the first publication of the plan. */
    version: p.integer(),
    answers: p.json<PlanAnswers>(),
    sheetIds: p.json<string[]>(),
    /** What was missing when it was published all the same, and the coordinator's public reason; null when nothing was. */
    overridden: p.json<Missing[]>().nullable(),
    reason: p.text().nullable(),
    publishedBy: p.uuid().nullable(),
    publishedAt: p.datetime(),
  },
  uniques: [{ properties: ['plan', 'version'] }],
});

/** A plan as it was published at one moment; never changed. */
export class Publication extends PublicationSchema.class {}
PublicationSchema.setClass(Publication);
