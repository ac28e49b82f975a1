import { describe, expect, it } from '@jest/globals';
import {
  CO_AUTHOR_KEPT_DAYS,
  CO_AUTHORS_ASKED_A_DAY,
  CO_AUTHORS_MOST,
  mayAccept,
  mayAskCoAuthor,
  type Asked,
  type CoAuthorState,
} from './index.js';

const now = new Date('2026-03-02T15:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3600 * 1000);
const asked = (email: string, state: CoAuthorState = 'invited', hours = 1): Asked => ({
  email,
  state,
  invitedAt: hoursAgo(hours),
});
const many = (count: number, state: CoAuthorState, hours = 1): Asked[] =>
  Array.from({ length: count }, (_, index) => asked(`a${index}@example.org`, state, hours));
const ask = (others: Asked[], email = 'eva@example.org') =>
  mayAskCoAuthor(email, { authorEmail: 'graciela@example.org', asked: others }, now)?.code ?? null;

describe('inviting a co-author', () => {
  it('is not for oneself, nor twice, nor for who said no', () => {
    expect(ask([])).toBeNull();
    expect(ask([], 'graciela@example.org')).toBe('co-author-yourself');
    for (const state of ['invited', 'accepted'] as const)
      expect(ask([asked('eva@example.org', state)])).toBe('co-author-asked-already');
    for (const state of ['declined', 'left'] as const) expect(ask([asked('eva@example.org', state)])).toBe('co-author-said-no');
    expect(ask([asked('eva@example.org', 'withdrawn')])).toBeNull();
  });

  it('has a limit of people and one of mails a day', () => {
    expect(ask(many(CO_AUTHORS_MOST - 1, 'accepted'))).toBeNull();
    expect(ask(many(CO_AUTHORS_MOST, 'accepted', 100))).toBe('co-authors-full');
    expect(ask(many(CO_AUTHORS_ASKED_A_DAY, 'withdrawn', 23))).toBe('co-authors-too-often');
    expect(ask(many(CO_AUTHORS_ASKED_A_DAY, 'withdrawn', 24))).toBeNull();
  });
});

describe('accepting', () => {
  it('is possible once, in time, while the proposal is there and has no answer', () => {
    expect(mayAccept(asked('', 'invited'), 'published', now)).toBeNull();
    for (const state of ['accepted', 'declined', 'withdrawn', 'left'] as const)
      expect(mayAccept(asked('', state), 'published', now)).toEqual({ code: 'co-author-over' });
    expect(mayAccept(asked('', 'invited', CO_AUTHOR_KEPT_DAYS * 24 + 1), 'published', now)).toEqual({ code: 'co-author-over' });
    expect(mayAccept(asked('', 'invited'), 'hidden', now)).toEqual({ code: 'proposal-gone' });
    expect(mayAccept(asked('', 'invited'), 'not-taken-up', now)).toEqual({ code: 'proposal-already-answered' });
  });
});
