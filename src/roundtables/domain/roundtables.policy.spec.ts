import { describe, expect, it } from '@jest/globals';
import type { Standing } from '../../kernel/actor.js';
import type { Role } from '../../kernel/role.js';
import {
  faceOf,
  mayRoundtable,
  newRoomCode,
  readRoomCode,
  ROOM_CODE_ALPHABET,
  shownRoomCode,
  type RoundtableFacts,
} from './index.js';

const table: RoundtableFacts = {
  processId: 'p', slug: 'ba', isPublic: true, features: new Set(['meet']), roundtableId: 'r', roundtableSlug: 'mesa', code: 'K7M4QX',
  state: 'open', allowsGuests: true, teamIds: ['beto', 'ana'], attendance: null,
}; // prettier-ignore
const who = (kind: 'visitor' | 'guest' | 'account', id: string | null, ...roles: Role[]): Standing => ({
  actor: { kind, id, name: '', isAdministrator: false },
  roles: roles.map((role) => ({ role, areaId: null })),
});
const visitor = who('visitor', null);
const code = (...args: Parameters<typeof mayRoundtable>) => mayRoundtable(...args)?.code ?? null;

describe('Who is who in a room', () => {
  it('the named team and coordinators facilitate; a process’s other facilitators watch', () => {
    expect(faceOf(who('account', 'beto'), table)).toBe('facilitator');
    expect(faceOf(who('account', 'x', 'coordinator'), table)).toBe('facilitator');
    expect(faceOf(who('account', 'x', 'facilitator'), table)).toBe('observer');
  });

  it('a seat makes a participant, never more', () => {
    expect(faceOf(who('guest', 'g'), { ...table, attendance: 'seated' })).toBe('participant');
    expect(faceOf(who('guest', 'beto'), { ...table, attendance: 'seated' })).toBe('participant');
    expect(faceOf(visitor, table)).toBeNull();
  });

  it('whoever was put out is nobody there, even as staff that watches', () => {
    expect(faceOf(who('account', 'x', 'monitor'), { ...table, attendance: 'banned' })).toBeNull();
    expect(code(visitor, 'room.join', { ...table, attendance: 'banned' })).toBe('banned');
  });
});

describe('What is allowed when', () => {
  it('guests sit down only where the table takes them', () => {
    expect(code(visitor, 'room.join', table)).toBeNull();
    expect(code(visitor, 'room.join', { ...table, allowsGuests: false })).toBe('sign-in-to-join');
    expect(code(who('account', 'x'), 'room.join', { ...table, allowsGuests: false })).toBeNull();
    expect(code(visitor, 'room.join', { ...table, state: 'closed' })).toBe('roundtable-closed');
  });

  it('taking part needs a seat and an open room', () => {
    const seated = { ...table, attendance: 'seated' as const };
    expect(code(who('guest', 'g'), 'room.take-part', seated)).toBeNull();
    expect(code(who('guest', 'g'), 'room.take-part', { ...seated, state: 'scheduled' })).toBe('roundtable-not-open');
    expect(code(who('guest', 'g'), 'room.take-part', table)).toBe('not-at-the-table');
  });

  it('a room opens only while the process meets', () => {
    expect(code(who('account', 'beto'), 'room.start', { ...table, state: 'scheduled' })).toBeNull();
    expect(code(who('account', 'beto'), 'room.start', { ...table, features: new Set() })).toBe('meeting-not-open');
    expect(code(who('guest', 'g'), 'room.facilitate', { ...table, attendance: 'seated' })).toBe('only-facilitators');
  });

  it('its boards are public when it is over, and for those at the table before', () => {
    expect(code(visitor, 'roundtable.board', table)).toBe('not-found');
    expect(code(visitor, 'roundtable.board', { ...table, state: 'closed' })).toBeNull();
    expect(code(visitor, 'roundtable.view', { ...table, isPublic: false })).toBe('not-found');
  });
});

describe('A room code', () => {
  it('holds no vowel and nothing that looks like something else', () => {
    expect(ROOM_CODE_ALPHABET).not.toMatch(/[AEIOU01LSV5]/);
    let draws = 0;
    expect(newRoomCode({ bytes: (size) => new Uint8Array(size), below: (below) => draws++ % below })).toBe('BCDFGH');
  });

  it('is read as people type it', () => {
    expect(readRoomCode(' k7m 4qx ')).toBe('K7M4QX');
    expect(readRoomCode('k7m-4qx')).toBe('K7M4QX');
    expect(readRoomCode('K7M4Q')).toBeNull();
    expect(readRoomCode('K7M4QX9')).toBeNull();
    expect(shownRoomCode('K7M4QX')).toBe('K7M 4QX');
  });
});
