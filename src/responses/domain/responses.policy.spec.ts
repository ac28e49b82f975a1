import { describe, expect, it } from '@jest/globals';
import { SYSTEM, VISITOR, type Standing } from '../../kernel/actor.js';
import type { Role } from '../../kernel/role.js';
import type { ProcessFacts } from '../../process/domain/index.js';
import { dispositionsOf, fits, mayResponse } from './index.js';

const open: ProcessFacts = { processId: 'p', slug: 'p', isPublic: true, features: new Set() };
const standing = (...roles: Role[]): Standing => ({
  actor: { kind: 'account', id: 'a', name: 'A', isAdministrator: false },
  roles: roles.map((role) => ({ role, areaId: null })),
});

describe('the ledger of responses', () => {
  it('is read by everybody once the process is public, and by nobody from outside before', () => {
    expect(mayResponse({ actor: VISITOR, roles: [] }, 'response.view', open)).toBeNull();
    expect(mayResponse({ actor: VISITOR, roles: [] }, 'response.view', { ...open, isPublic: false })).toEqual({
      code: 'not-found',
    });
    expect(mayResponse(standing('coordinator'), 'response.view', { ...open, isPublic: false })).toBeNull();
  });

  it('is written by coordinators, facilitators and the system, not by reviewers, residents or monitors', () => {
    for (const role of ['coordinator', 'facilitator'] as const)
      expect(mayResponse(standing(role), 'response.give', open)).toBeNull();
    expect(mayResponse({ actor: SYSTEM, roles: [] }, 'response.give', open)).toBeNull();
    for (const who of [standing(), standing('reviewer'), standing('monitor'), { actor: VISITOR, roles: [] }]) {
      expect(mayResponse(who, 'response.give', open)).toEqual({ code: 'only-the-team-responds' });
    }
  });
});

describe('a disposition', () => {
  it('belongs to a kind of contribution', () => {
    expect(fits('proposal', 'carried-over')).toBeNull();
    expect(fits('comment', 'partly-accepted')).toBeNull();
    expect(fits('comment', 'carried-over')).toEqual({ code: 'disposition-does-not-fit' });
    expect(fits('proposal', 'accepted')).toEqual({ code: 'disposition-does-not-fit' });
  });

  it('is owed to proposals and comments only', () => {
    expect(dispositionsOf('note')).toEqual([]);
    expect(fits('note', 'answered')).toEqual({ code: 'disposition-does-not-fit' });
  });
});
