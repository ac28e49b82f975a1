import { describe, expect, it } from '@jest/globals';
import { mayRemind, mayResend, stateOf, type InvitationFacts } from './invitation-state.js';

const SENT = new Date('2026-03-02T15:00:00Z');
const facts = (over: Partial<InvitationFacts> = {}): InvitationFacts => ({
  letter: 'sent',
  bouncedAt: null,
  openedAt: null,
  answeredAt: null,
  tookPart: false,
  reminders: 0,
  lastLetterAt: SENT,
  ...over,
});
const RULES = { mostReminders: 2, reminderDays: 7 };
const later = (days: number): Date => new Date(SENT.getTime() + days * 24 * 3600 * 1000);

describe('an invitation', () => {
  it.each([
    [{ letter: null }, 'sent'],
    [{ letter: 'kept' }, 'sent'],
    [{ letter: 'sending' }, 'queued'],
    [{ letter: 'refused', openedAt: SENT }, 'opened'],
    [{ bouncedAt: SENT, openedAt: SENT }, 'bounced'],
    [{ letter: 'withheld', openedAt: SENT }, 'unsubscribed'],
    [{ bouncedAt: SENT, answeredAt: SENT }, 'answered'],
    [{ answeredAt: SENT, tookPart: true }, 'took-part'],
  ] as const)('stands at the furthest that is known: %j', (over, state) => {
    expect(stateOf(facts(over))).toBe(state);
  });

  it.each([
    [{}, 7, true],
    [{}, 6.9, false],
    [{ openedAt: SENT }, 7, true],
    [{ reminders: 2 }, 30, false],
    [{ answeredAt: SENT }, 30, false],
    [{ tookPart: true }, 30, false],
    [{ bouncedAt: SENT }, 30, false],
    [{ letter: 'queued' }, 30, false],
    [{ letter: 'withheld' }, 30, false],
  ] as const)('%j is reminded of after %d days: %s', (over, days, isDue) => {
    expect(mayRemind(facts(over), RULES, later(days))).toBe(isDue);
  });

  it('can be sent again while nothing was answered and nothing is on its way', () => {
    expect(mayResend(facts({ letter: 'refused' }))).toBe(true);
    expect(mayResend(facts({ letter: 'queued' }))).toBe(false);
    expect(mayResend(facts({ answeredAt: SENT }))).toBe(false);
  });
});
