import { defineEntity, p } from '@mikro-orm/core';
import type { LocalizedText } from '../kernel/localized.js';
import type { SubjectKind } from '../kernel/subject.js';
import { isTaken, type Cause, type Decision, type ModerationRule, type Premoderation } from './domain/index.js';

const about = {
  processId: p.uuid(),
  subjectKind: p.string().length(20).$type<SubjectKind>(),
  subjectId: p.string().length(120),
};

const ReportSchema = defineEntity({
  name: 'Report',
  tableName: 'moderation_report',
  uniques: [{ properties: ['subjectKind', 'subjectId', 'reporter'] }],
  properties: {
    id: p.uuid().primary(),
    ...about,
    rule: p.string().length(20).$type<ModerationRule>(),
    /** For those who moderate only. */
    words: p.text().strictNullable(),
    /** HMAC of who reports: one person reports a thing once, and nobody can read who it was. */
    reporter: p.string().length(43),
    at: p.datetime(),
  },
});

/** Somebody objects to something. */
export class Report extends ReportSchema.class {}
ReportSchema.setClass(Report);

const HidingSchema = defineEntity({
  name: 'Hiding',
  tableName: 'hiding',
  indexes: [
    {
      name: 'hiding_in_force',
      expression: `create unique index "hiding_in_force" on "hiding" ("subject_kind", "subject_id") where "ended_at" is null`,
    },
    { properties: ['processId', 'at'] },
  ],
  properties: {
    id: p.uuid().primary(),
    ...about,
    rule: p.string().length(20).$type<ModerationRule>(),
    /** Public. */
    reason: p.text(),
    by: p.uuid().strictNullable(),
    at: p.datetime(),
    endedAt: p.datetime().strictNullable(),
    endedBy: p.uuid().strictNullable(),
    /** Taken back by those who did it, at once and as a mistake: it does not count. */
    isUndone: p.boolean(),
  },
});

/** Something was taken out of sight, for a rule and a reason that stay in sight. */
export class Hiding extends HidingSchema.class {
  end(by: string | null, now: Date, isUndone = false): void {
    this.endedAt ??= now;
    this.endedBy ??= by;
    this.isUndone = isUndone;
  }
}
HidingSchema.setClass(Hiding);

const AppealSchema = defineEntity({
  name: 'Appeal',
  tableName: 'hiding_appeal',
  properties: {
    id: p.uuid().primary(),
    hiding: () => p.oneToOne(Hiding).ref().owner(),
    words: p.text(),
    at: p.datetime(),
    outcome: p.string().length(10).$type<'upheld' | 'lifted'>().strictNullable(),
    reason: p.text().strictNullable(),
    decidedBy: p.uuid().strictNullable(),
    decidedAt: p.datetime().strictNullable(),
  },
});

/** An author objects to a hiding; once, and somebody else decides. */
export class Appeal extends AppealSchema.class {}
AppealSchema.setClass(Appeal);

const ModerationCaseSchema = defineEntity({
  name: 'ModerationCase',
  tableName: 'moderation_case',
  uniques: [{ properties: ['subjectKind', 'subjectId'] }],
  indexes: [{ properties: ['processId', 'decidedAt', 'since'] }],
  properties: {
    id: p.uuid().primary(),
    ...about,
    cause: p.string().length(10).$type<Cause>(),
    since: p.datetime(),
    /** Counts what happened to it, so that whoever decides on an old page is told. */
    version: p.integer(),
    takenBy: p.uuid().strictNullable(),
    takenAt: p.datetime().strictNullable(),
    decision: p.string().length(10).$type<Decision>().strictNullable(),
    decidedBy: p.uuid().strictNullable(),
    decidedAt: p.datetime().strictNullable(),
  },
});

/** What there is to decide about one subject, and how it was decided last: the queue of those who moderate. */
export class ModerationCase extends ModerationCaseSchema.class {
  get isWaiting(): boolean {
    return this.decidedAt === null;
  }

  /** It waits (again) for somebody. What waits already keeps its place in the queue; an appeal is more pressing than a report. */
  wait(cause: Cause, now: Date): void {
    if (this.isWaiting) {
      if (cause === 'appealed') this.cause = cause;
      this.version += 1;
      return;
    }
    Object.assign(this, { cause, since: now, decision: null, decidedBy: null, decidedAt: null, takenBy: null, takenAt: null });
    this.version += 1;
  }

  /** True when this changed who has it. Somebody who has it for less than some minutes keeps it. */
  take(by: string, now: Date): boolean {
    if (!this.isWaiting || (this.takenBy !== by && isTaken(this.takenAt, now))) return false;
    this.takenBy = by;
    this.takenAt = now;
    return true;
  }

  release(by: string): void {
    if (this.takenBy !== by) return;
    this.takenBy = null;
    this.takenAt = null;
  }

  decide(decision: Decision, by: string | null, now: Date): void {
    Object.assign(this, { decision, decidedBy: by, decidedAt: now, takenBy: null, takenAt: null });
    this.version += 1;
  }
}
ModerationCaseSchema.setClass(ModerationCase);

const ModerationSettingSchema = defineEntity({
  name: 'ModerationSetting',
  tableName: 'moderation_setting',
  properties: {
    processId: p.uuid().primary(),
    premoderation: p.string().length(12).$type<Premoderation>(),
    /** The policy in the process's own words; empty for the usual one. */
    text: p.json<LocalizedText>(),
    at: p.datetime(),
    by: p.uuid().strictNullable(),
  },
});

/** How a process moderates, where it says so itself. */
export class ModerationSetting extends ModerationSettingSchema.class {}
ModerationSettingSchema.setClass(ModerationSetting);
