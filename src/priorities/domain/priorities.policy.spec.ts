import { describe, expect, it } from '@jest/globals';
import { VISITOR, type Standing } from '../../kernel/actor.js';
import type { Role } from '../../kernel/role.js';
import type { Feature, ProcessFacts } from '../../process/domain/index.js';
import { mayPriorities, scoringGroupOf } from './index.js';

const who = (...roles: Role[]): Standing => ({
  actor: { kind: 'account', id: 'x', name: 'X', isAdministrator: false },
  roles: roles.map((role) => ({ role, areaId: null })),
});
const facts = (more: Partial<ProcessFacts> = {}): ProcessFacts => ({
  processId: 'p',
  slug: 'ba',
  isPublic: true,
  features: new Set<Feature>(['review']),
  ...more,
});

describe('who may do what with the priorities of a process', () => {
  it('lets areas and forum members score while there are reviews or roundtables', () => {
    for (const role of ['reviewer', 'forum-member'] as const) {
      expect(mayPriorities(who(role), 'priorities.score', facts())).toBeNull();
      expect(mayPriorities(who(role), 'priorities.score', facts({ features: new Set(['comment']) }))).toEqual({
        code: 'scoring-not-now',
      });
    }
    for (const role of ['coordinator', 'facilitator', 'monitor'] as const)
      expect(mayPriorities(who(role), 'priorities.score', facts())).toEqual({ code: 'only-scorers' });
  });

  it('lets everybody read them, where the process is public', () => {
    const visitor = { actor: VISITOR, roles: [] };
    expect(mayPriorities(visitor, 'priorities.view', facts())).toBeNull();
    expect(mayPriorities(visitor, 'priorities.view', facts({ isPublic: false }))).toEqual({ code: 'not-found' });
    expect(mayPriorities(who('forum-member'), 'priorities.run', facts())).toEqual({ code: 'only-coordinators' });
  });

  it('counts somebody who is both once, for the area', () => {
    expect(scoringGroupOf(who('forum-member', 'reviewer'))).toBe('areas');
    expect(scoringGroupOf(who('monitor'))).toBeNull();
  });
});
