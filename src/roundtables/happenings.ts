import type { Ending, Presence, StepKind } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'roundtables.roundtable-scheduled': { roundtableId: string; number: number; proposalIds: string[] };
    'roundtables.roundtable-revised': { roundtableId: string };
    'roundtables.roundtable-opened': { roundtableId: string; boardIds: string[] };
    'roundtables.roundtable-closed': { roundtableId: string };
    'roundtables.step-begun': { roundtableId: string; stepId: string; kind: StepKind };
    'roundtables.facilitation-taken': { roundtableId: string; accountId: string };
    'roundtables.person-seated': { roundtableId: string; attendanceId: string; presence: Presence };
    'roundtables.person-banned': { roundtableId: string; attendanceId: string };
    'roundtables.floor-given': { roundtableId: string; turnId: string };
    'roundtables.question-asked': { roundtableId: string; questionId: string };
    'roundtables.question-answered': { roundtableId: string; questionId: string };
    'roundtables.question-hidden': { roundtableId: string; questionId: string };
    'roundtables.ballot-declared': { roundtableId: string; ballotId: string; round: number };
    'roundtables.ballot-opened': { roundtableId: string; ballotId: string };
    'roundtables.ballot-closed': { roundtableId: string; ballotId: string; votes: number; ending: Ending['kind'] };
    'roundtables.minutes-published': { roundtableId: string; version: number };
    'roundtables.topic-chosen': { roundtableId: string; ballotId: string; optionId: string };
  }
}

export {};
