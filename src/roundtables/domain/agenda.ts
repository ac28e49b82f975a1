/** A sitting's agenda: where it stands, and how it moves. Pure: the server's clock is handed in, and it alone decides. */
import type { LocalizedText } from '../../kernel/localized.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';

export const STEP_KINDS = ['welcome', 'presentation', 'questions', 'board', 'pause', 'ballot', 'closing'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Board 1 describes the situation; board 2 holds the questions of the commitment sheet. */
export const BOARD_KINDS = ['situation', 'sheet'] as const;
export type BoardKind = (typeof BOARD_KINDS)[number];

/** Minutes a step may be given. */
export const STEP_MINUTES_MAX = 180;

/** A step as it is planned. `boardKind` is set for steps of kind `board` alone. */
export interface PlannedStep {
  readonly kind: StepKind;
  readonly boardKind: BoardKind | null;
  readonly title: LocalizedText;
  readonly minutes: number;
}

/** What moving needs to know of a step. */
export interface Step {
  readonly id: string;
  readonly minutes: number;
}

/** Time left: running towards a moment, or standing still with so many milliseconds. Nothing ticks; whoever looks subtracts. */
export type Timer =
  { readonly endsAt: Date; readonly remainingMs: null } | { readonly endsAt: null; readonly remainingMs: number };

/** Where a sitting stands. */
export interface Progress {
  readonly stepId: string;
  readonly startedAt: Date;
  readonly timer: Timer;
}

export type Moved = { readonly ok: true; readonly progress: Progress } | { readonly ok: false; readonly refusal: Refusal };

const MINUTE_MS = 60_000;

/** The step begins now, with all its minutes. */
export const beginStep = (step: Step, now: Date): Progress => ({
  stepId: step.id,
  startedAt: now,
  timer: { endsAt: new Date(now.getTime() + step.minutes * MINUTE_MS), remainingMs: null },
});

/** The sitting begins with its first step. Refuses with `agenda-empty`. */
export function beginAgenda(steps: readonly Step[], now: Date): Moved {
  const first = steps[0];
  return first ? { ok: true, progress: beginStep(first, now) } : no('agenda-empty');
}

/**
 * To the step after (`by` 1) or before (`by` -1) `from`, the step the mover was looking at: two people who press at once move once.
 * Refuses with `agenda-moved-on` when the sitting is elsewhere, `agenda-ends-here` and `agenda-begins-here` at its ends.
 */
export function move(steps: readonly Step[], at: Progress, from: string, by: 1 | -1, now: Date): Moved {
  if (at.stepId !== from) return no('agenda-moved-on');
  const to = steps[steps.findIndex((step) => step.id === from) + by];
  if (!to) return no(by === 1 ? 'agenda-ends-here' : 'agenda-begins-here');
  return { ok: true, progress: beginStep(to, now) };
}

/** More time. A timer that has run out starts from now, so that one more minute is one more minute. */
export function extend(timer: Timer, minutes: number, now: Date): Timer {
  const more = minutes * MINUTE_MS;
  if (timer.endsAt === null) return { endsAt: null, remainingMs: timer.remainingMs + more };
  return { endsAt: new Date(Math.max(timer.endsAt.getTime(), now.getTime()) + more), remainingMs: null };
}

/** Stands still with what is left; what has run out stays at nothing. Doing it twice changes nothing. */
export const pause = (timer: Timer, now: Date): Timer =>
  timer.endsAt === null ? timer : { endsAt: null, remainingMs: Math.max(0, timer.endsAt.getTime() - now.getTime()) };

/** Runs on. Doing it twice changes nothing. */
export const resume = (timer: Timer, now: Date): Timer =>
  timer.endsAt === null ? { endsAt: new Date(now.getTime() + timer.remainingMs), remainingMs: null } : timer;

/** Milliseconds left; negative when the time is over and the step goes on. */
export const leftMs = (timer: Timer, now: Date): number =>
  timer.endsAt === null ? timer.remainingMs : timer.endsAt.getTime() - now.getTime();

/** When each step begins if everything keeps its time, from the planned start. */
export function plannedStarts(steps: readonly Pick<Step, 'minutes'>[], startsAt: Date): Date[] {
  let at = startsAt.getTime();
  return steps.map(({ minutes }) => {
    const start = new Date(at);
    at += minutes * MINUTE_MS;
    return start;
  });
}

const no = (code: string): Moved => ({ ok: false, refusal: refuse(code) });
