import { holds, type Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import type { Sight, Subject } from '../../kernel/subject.js';
import { seesProcess, type ProcessFacts } from '../../process/domain/index.js';

/** What the rules need to know of a subject. */
export interface SubjectFacts extends ProcessFacts {
  readonly subject: Subject;
  readonly sight: Sight;
}

/** What the rules need to know of an appeal, which its author reaches by a private link. */
export interface AppealFacts extends ProcessFacts {
  readonly hidingId: string;
}

export type ModerationAction = 'moderation.view' | 'moderation.work' | 'moderation.set';
export type SubjectAction = 'moderation.report' | 'moderation.decide';

/** Those who moderate: points of contact, moderators and the instance's administrator. */
export const mayModerate = (who: Standing): boolean => who.actor.isAdministrator || holds(who, 'coordinator', 'moderator');

export function mayModeration(who: Standing, action: ModerationAction, process: ProcessFacts): Refusal | null {
  if (!seesProcess(who, process)) return refuse('not-found');
  switch (action) {
    case 'moderation.view':
      return null;
    case 'moderation.work':
      return mayModerate(who) ? null : refuse('only-moderators');
    case 'moderation.set':
      return who.actor.isAdministrator || holds(who, 'coordinator') ? null : refuse('only-coordinators');
  }
}

/** What nobody sees nobody can report; that it exists is told to those who moderate only. */
export function mayModerated(who: Standing, action: SubjectAction, subject: SubjectFacts): Refusal | null {
  if (!seesProcess(who, subject)) return refuse('not-found');
  if (action === 'moderation.decide') return mayModerate(who) ? null : refuse('only-moderators');
  return subject.sight === 'public' ? null : refuse('not-found');
}

/** An appeal is decided by somebody else than who hid it, where there is somebody else. */
export const mayDecideAppeal = (
  appeal: { hiddenBy: string | null; moderators: readonly string[] },
  by: string | null,
): Refusal | null =>
  by !== null && appeal.hiddenBy === by && appeal.moderators.some((each) => each !== by) ? refuse('appeal-by-another') : null;
