import { defineEntity, p } from '@mikro-orm/core';
import { Account } from '../accounts/index.js';
import type { Sector } from '../participants/domain/index.js';
import type { AccessNeed, Presence } from './domain/index.js';
import { Roundtable } from './roundtable.entity.js';

const AttendanceSchema = defineEntity({
  name: 'Attendance',
  tableName: 'attendance',
  uniques: [{ properties: ['roundtable', 'participantKey'] }],
  properties: {
    id: p.uuid().primary(),
    roundtable: () => p.manyToOne(Roundtable).ref(),
    /** The account's or guest's id; an id of its own for somebody who was entered by hand. */
    participantKey: p.string().length(36),
    account: () => p.manyToOne(Account).ref().strictNullable(),
    displayName: p.string().length(60),
    sector: p.string().length(20).$type<Sector>(),
    organisation: p.string().length(120).strictNullable(),
    presence: p.string().length(12).$type<Presence>(),
    /** For those who facilitate; erased when the table closes. */
    needs: p.json<AccessNeed[]>(),
    joinedAt: p.datetime(),
    lastSeenAt: p.datetime(),
    leftAt: p.datetime().strictNullable(),
    bannedAt: p.datetime().strictNullable(),
  },
});

/** Somebody's seat at a table. */
export class Attendance extends AttendanceSchema.class {}
AttendanceSchema.setClass(Attendance);

const SpeakingTurnSchema = defineEntity({
  name: 'SpeakingTurn',
  tableName: 'speaking_turn',
  indexes: [{ properties: ['roundtable', 'endedAt'] }],
  properties: {
    id: p.uuid().primary(),
    roundtable: () => p.manyToOne(Roundtable).ref(),
    attendance: () => p.manyToOne(Attendance).ref(),
    raisedAt: p.datetime(),
    givenAt: p.datetime().strictNullable(),
    endedAt: p.datetime().strictNullable(),
  },
});

/** A raised hand, then a turn to speak, then over. */
export class SpeakingTurn extends SpeakingTurnSchema.class {}
SpeakingTurnSchema.setClass(SpeakingTurn);

const QuestionSchema = defineEntity({
  name: 'Question',
  tableName: 'question',
  properties: {
    id: p.uuid().primary(),
    roundtable: () => p.manyToOne(Roundtable).ref(),
    attendance: () => p.manyToOne(Attendance).ref(),
    text: p.text(),
    askedAt: p.datetime(),
    answeredAt: p.datetime().strictNullable(),
    answer: p.text().strictNullable(),
    hiddenAt: p.datetime().strictNullable(),
    hiddenReason: p.text().strictNullable(),
  },
});

/** What somebody wants to know of the area. */
export class Question extends QuestionSchema.class {}
QuestionSchema.setClass(Question);

const QuestionSupportSchema = defineEntity({
  name: 'QuestionSupport',
  tableName: 'question_support',
  properties: {
    question: () => p.manyToOne(Question).ref().primary(),
    attendance: () => p.manyToOne(Attendance).ref().primary(),
    at: p.datetime(),
  },
});

/** Somebody wants to know it too. */
export class QuestionSupport extends QuestionSupportSchema.class {}
QuestionSupportSchema.setClass(QuestionSupport);
