import { addDays } from '../../process/domain/index.js';
import { mayFollow, type ProposalState } from './proposal-state.js';

/** How many days before a review is due its reviewers are reminded. */
export const REMIND_BEFORE_DAYS = 3;

/** A review that an area owes: days of the calendar. */
export interface OwedReview {
  readonly dueOn: string;
  readonly askedOn: string;
}

/** The days on which reviewers hear again of a review: some days before it is due, and the first day on which it is late. */
const reminderDays = (dueOn: string): string[] => [addDays(dueOn, -REMIND_BEFORE_DAYS), addDays(dueOn, 1)];

/**
 * Whether a reviewer is reminded today of what they owe: when a reminder's day has come since they were last reminded (null: never). A day
 * on which nobody looked is made up for; a day before they were asked is not one.
 */
export const isReminderDue = (owed: readonly OwedReview[], remindedOn: string | null, today: string): boolean =>
  owed.some(({ dueOn, askedOn }) =>
    reminderDays(dueOn).some((day) => askedOn < day && day <= today && (remindedOn === null || remindedOn < day)),
  );

/** The due day itself is still in time. */
export const isLate = (dueOn: string, today: string): boolean => dueOn < today;

/** Whether a review can still be given in this state. */
export const awaitsReview = (state: ProposalState): boolean => mayFollow(state, 'feasible') === null;
