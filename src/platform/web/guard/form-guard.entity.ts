import { defineEntity, p } from '@mikro-orm/core';

const FormBudgetSchema = defineEntity({
  name: 'FormBudget',
  tableName: 'form_budget',
  properties: {
    /** HMAC of what is sent and of whoever sends it, under a key of the day: it names nobody, and after the day nobody can be found by it. */
    bucket: p.string().length(43).primary(),
    windowStart: p.datetime().length(3).primary(),
    sent: p.integer(),
  },
  indexes: [{ properties: ['windowStart'] }],
});

/** How many forms of a kind, or files, came from one person, one private link or one network within an hour. */
export class FormBudget extends FormBudgetSchema.class {}
FormBudgetSchema.setClass(FormBudget);

const SolvedWorkSchema = defineEntity({
  name: 'SolvedWork',
  tableName: 'solved_work',
  properties: {
    /** The challenge's signature. */
    challenge: p.string().length(64).primary(),
    /** The form that it let through: the same form sent again is still the same. */
    formId: p.uuid(),
    expiresAt: p.datetime().length(3),
  },
  indexes: [{ properties: ['expiresAt'] }],
});

/** A proof of work that was used; kept until its challenge would have ended. */
export class SolvedWork extends SolvedWorkSchema.class {}
SolvedWorkSchema.setClass(SolvedWork);
