import { describe, expect, it } from '@jest/globals';
import { VISITOR } from '../../kernel/actor.js';
import { mayRules, type RulesFacts } from './index.js';

const visitor = { actor: VISITOR, roles: [] };
const rules: RulesFacts = {
  processId: 'p',
  slug: 'ba',
  isPublic: true,
  features: new Set(),
  version: 2,
  hasCallBegun: false,
};

describe('who may do what with the rules of a process', () => {
  it('lets everybody read them, and comment on them until the call begins', () => {
    expect(mayRules(visitor, 'rules.view', rules)).toBeNull();
    expect(mayRules(visitor, 'rules.comment', rules)).toBeNull();
    expect(mayRules(visitor, 'rules.view', { ...rules, hasCallBegun: true })).toBeNull();
    expect(mayRules(visitor, 'rules.comment', { ...rules, hasCallBegun: true })).toEqual({ code: 'rules-bind' });
  });

  it('knows nothing of rules that were not published, or of a process that is not public', () => {
    for (const unknown of [
      { ...rules, version: null },
      { ...rules, isPublic: false },
    ])
      for (const action of ['rules.view', 'rules.comment'] as const)
        expect(mayRules(visitor, action, unknown)).toEqual({ code: 'not-found' });
  });
});
