/** How a mail server and its mail stand, as the platform tells it; null when its row is gone, which is long after it went out. */
export type LetterState = 'queued' | 'sending' | 'sent' | 'refused' | 'failed' | 'unknown' | 'withheld' | 'kept' | null;

/** How far an invitation has come: the furthest thing that is known. */
export const INVITATION_STATES = [
  'queued',
  'sent',
  'undelivered',
  'bounced',
  'unsubscribed',
  'opened',
  'answered',
  'took-part',
] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export type InvitationAnswer = 'proposal' | 'not-this-time';

/** What is known of an invitation; letters are told of by the last one. */
export interface InvitationFacts {
  readonly letter: LetterState;
  readonly bouncedAt: Date | null;
  readonly openedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly tookPart: boolean;
  readonly reminders: number;
  readonly lastLetterAt: Date;
}

export interface ReminderRules {
  readonly mostReminders: number;
  readonly reminderDays: number;
}

const DAY_MS = 24 * 3600 * 1000;

const BY_LETTER: Record<Exclude<LetterState, null>, InvitationState> = {
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  kept: 'sent',
  refused: 'bounced',
  failed: 'undelivered',
  unknown: 'undelivered',
  withheld: 'unsubscribed',
};

/** `sent` is "delivered as far as we know": the next mail server took it, and nothing came back that somebody told us of. */
export function stateOf(invitation: InvitationFacts): InvitationState {
  if (invitation.tookPart) return 'took-part';
  if (invitation.answeredAt) return 'answered';
  if (invitation.bouncedAt) return 'bounced';
  const byLetter = invitation.letter === null ? 'sent' : BY_LETTER[invitation.letter];
  return invitation.openedAt && byLetter !== 'unsubscribed' ? 'opened' : byLetter;
}

/** Whether a reminder is due: no answer, the last letter arrived as far as we know, long enough ago, and there were not too many. */
export function mayRemind(invitation: InvitationFacts, rules: ReminderRules, now: Date): boolean {
  const state = stateOf(invitation);
  if (state !== 'sent' && state !== 'opened') return false;
  const rested = now.getTime() - invitation.lastLetterAt.getTime() >= rules.reminderDays * DAY_MS;
  return rested && invitation.reminders < rules.mostReminders;
}

/** A letter can be sent again while there is no answer and none is on its way. */
export const mayResend = (invitation: InvitationFacts): boolean =>
  !['answered', 'took-part', 'queued', 'unsubscribed'].includes(stateOf(invitation));
