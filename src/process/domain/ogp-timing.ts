import { addDays } from './template.js';
import type { StageKind, StagePlan } from './stage.js';

/** What the standards ask of the times of a process before it starts; the order is that of a cycle. */
export const TIMING_KEYS = ['timeline', 'rules', 'opportunities', 'inputs', 'answers', 'comments'] as const;
export type TimingKey = (typeof TIMING_KEYS)[number];

/** `due`: still to be done, in time. `late`: its day has passed. `missing`: the plan of stages does not have it. */
export type TimingState = 'holds' | 'due' | 'late' | 'missing';

/** Where a requirement comes from: a number of OGP's Participation and Co-creation Standards (2021), or the practice of other members where those set no number. */
export type TimingSource = '1.1' | '3.1' | '3.3' | '4.1' | 'practice';

export interface TimingCheck {
  readonly key: TimingKey;
  readonly state: TimingState;
  readonly source: TimingSource;
  /** The day until which it is to be done; null where it is about the plan itself. */
  readonly by: string | null;
  /** Kinds of stage that the plan lacks, or that are too short. */
  readonly stages: readonly StageKind[];
}

export interface TimingFacts {
  readonly stages: readonly Pick<StagePlan, 'kind' | 'startsOn' | 'endsOn'>[];
  /** Days of the calendar; null for what has not happened. */
  readonly timelinePublishedOn: string | null;
  readonly rulesPublishedOn: string | null;
  readonly today: string;
  /** Days between announcing and the start: 14 (Standard 3.1). */
  readonly noticeDays: number;
}

/** Standard 3.3 asks for an appropriate time and no number of days; calls of cities took three weeks and more, two is the least here. */
export const LEAST_CALL_DAYS = 14;
/** Rounds of comments on drafts took 10 to 31 days. */
export const LEAST_COMMENT_DAYS = 10;

/** What holds and what is missing of the standards' times, each with its source and its day. Nothing is said of a plan without a call. */
export function timingChecks(facts: TimingFacts): TimingCheck[] {
  const { stages, today, noticeDays } = facts;
  const stage = (kind: StageKind) => stages.find((each) => each.kind === kind) ?? null;
  const [call, review, consultation, publication] = [stage('call'), stage('review'), stage('consultation'), stage('publication')];
  if (!call) return [];
  const announced = (key: TimingKey, source: TimingSource, on: string | null, by: string): TimingCheck => {
    const state = on !== null ? (on <= by ? 'holds' : 'late') : today <= by ? 'due' : 'late';
    return { key, source, state, by, stages: [] };
  };
  const planned = (key: TimingKey, source: TimingSource, lacking: StageKind[]): TimingCheck => ({
    key,
    source,
    state: lacking.length === 0 ? 'holds' : 'missing',
    by: null,
    stages: lacking,
  });
  const isShort = (each: { startsOn: string; endsOn: string } | null, days: number): boolean =>
    !each || each.endsOn < addDays(each.startsOn, days - 1);
  return [
    announced('timeline', '3.1', facts.timelinePublishedOn, addDays(call.startsOn, -noticeDays)),
    announced('rules', '1.1', facts.rulesPublishedOn, addDays(call.startsOn, -1)),
    planned(
      'opportunities',
      '3.1',
      (['call', 'roundtables', 'consultation'] as const).filter((kind) => !stage(kind)),
    ),
    planned('inputs', '3.3', isShort(call, LEAST_CALL_DAYS) ? ['call'] : []),
    planned('answers', '4.1', review && (!publication || review.endsOn < publication.startsOn) ? [] : ['review']),
    planned('comments', 'practice', isShort(consultation, LEAST_COMMENT_DAYS) ? ['consultation'] : []),
  ];
}
