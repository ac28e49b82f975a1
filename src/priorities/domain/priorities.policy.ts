import { holds, type Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { mayProcess, seesProcess, type ProcessFacts } from '../../process/domain/index.js';
import type { ScoringGroup } from './scoring.js';

export const PRIORITIES_ACTIONS = ['priorities.view', 'priorities.score', 'priorities.run'] as const;
export type PrioritiesAction = (typeof PRIORITIES_ACTIONS)[number];

/** Everybody reads criteria and shortlists; areas and forum members score from the first reviews to the end of the roundtables; the coordination runs it. */
export function mayPriorities(who: Standing, action: PrioritiesAction, process: ProcessFacts): Refusal | null {
  if (!seesProcess(who, process)) return refuse('not-found');
  switch (action) {
    case 'priorities.view':
      return null;
    case 'priorities.run':
      return mayProcess(who, 'process.run', process);
    case 'priorities.score':
      if (scoringGroupOf(who) === null) return refuse('only-scorers');
      return process.features.has('review') || process.features.has('meet') ? null : refuse('scoring-not-now');
  }
}

/** For whom somebody scores. Whoever is both scores once, for the area. */
export const scoringGroupOf = (who: Standing): ScoringGroup | null =>
  holds(who, 'reviewer') ? 'areas' : holds(who, 'forum-member') ? 'forum' : null;

/** Where the scoring of a process stands. */
export type ScoringState = 'preparing' | 'scoring' | 'ended';

export const scoringState = (
  prioritisation: { readonly begunAt: Date | null; readonly endedAt: Date | null } | null,
): ScoringState => (!prioritisation?.begunAt ? 'preparing' : prioritisation.endedAt ? 'ended' : 'scoring');
