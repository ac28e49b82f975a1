import { stageState } from '../../process/domain/index.js';
import type { DatedStage } from './invitation.js';

/**
 * How a stage stands to its announced days. Stages are opened and closed by people, so both can part: a stage can be open after its last
 * day (`extended`) or before its first (`early`), and a first day can pass unused (`late`).
 */
export type Situation = 'running' | 'last-day' | 'extended' | 'early' | 'waiting' | 'late' | 'over';

export interface StageTerm {
  readonly situation: Situation;
  /** Days in all, at least 1. */
  readonly days: number;
  /** Days that are over, today not among them; from 0 to `days`. */
  readonly gone: number;
  /** Whole days after today: until the end, or until the start for `waiting`. Never negative. */
  readonly left: number;
}

const DAY_MS = 24 * 3600 * 1000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Where a stage stands on `today` (a day of the calendar in the instance's time zone). */
export function termOf(stage: DatedStage, today: string): StageTerm {
  const days = Math.max(1, daysBetween(stage.startsOn, stage.endsOn) + 1);
  const state = stageState(stage);
  if (state === 'closed') return { situation: 'over', days, gone: days, left: 0 };
  if (state === 'scheduled') {
    const until = daysBetween(today, stage.startsOn);
    return { situation: until > 0 ? 'waiting' : 'late', days, gone: 0, left: Math.max(0, until) };
  }
  if (today > stage.endsOn) return { situation: 'extended', days, gone: days, left: 0 };
  if (today < stage.startsOn) return { situation: 'early', days, gone: 0, left: daysBetween(today, stage.endsOn) };
  const left = daysBetween(today, stage.endsOn);
  return { situation: left === 0 ? 'last-day' : 'running', days, gone: daysBetween(stage.startsOn, today), left };
}
