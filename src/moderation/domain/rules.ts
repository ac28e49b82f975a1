/** What a contribution may be reported and hidden for. The rules of a process are explained in its policy; these are their names, so that acts can be counted. */
export const MODERATION_RULES = ['insult', 'personal-data', 'advertising', 'off-topic', 'unlawful', 'deceit', 'other'] as const;
export type ModerationRule = (typeof MODERATION_RULES)[number];

/** What is seen by a person before everybody sees it. */
export const PREMODERATION = ['none', 'first-time', 'all'] as const;
export type Premoderation = (typeof PREMODERATION)[number];

/** Why something waits for somebody to decide, the most pressing first: its author waits, somebody objects, its author objects. */
export const CAUSES = ['appealed', 'held', 'reported'] as const;
export type Cause = (typeof CAUSES)[number];

/** What can be done with what waits: take it out of sight, let it be seen, or leave it as it is and close the reports. */
export const ACTS = ['hide', 'publish', 'dismiss'] as const;
export type Act = (typeof ACTS)[number];

/** How it was decided. `restored` is what was hidden and is seen again; `upheld` and `lifted` answer an appeal. */
export const DECISIONS = ['hidden', 'published', 'restored', 'dismissed', 'upheld', 'lifted'] as const;
export type Decision = (typeof DECISIONS)[number];

/** The decisions that can be taken back in one step, and the act that each was. */
export const UNDOES: Readonly<Partial<Record<Decision, Act>>> = { hidden: 'hide', published: 'publish', dismissed: 'dismiss' };

/** Somebody who took a case has it this long; then others may think that they were called away. */
export const TAKEN_MS = 10 * 60 * 1000;
export const isTaken = (takenAt: Date | null, now: Date): boolean =>
  takenAt !== null && now.getTime() - takenAt.getTime() < TAKEN_MS;

/**
 * Whether a contribution waits for a person before it is public. Those who run the process are never held; an author is known by an account with
 * something public, because an address that was only typed proves nothing.
 */
export function mustBeHeld(sent: {
  premoderation: Premoderation;
  isSuspicious: boolean;
  isStaff: boolean;
  isKnownAuthor: boolean;
}): boolean {
  if (sent.isStaff) return false;
  if (sent.isSuspicious || sent.premoderation === 'all') return true;
  return sent.premoderation === 'first-time' && !sent.isKnownAuthor;
}
