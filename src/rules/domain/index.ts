import type { Standing } from '../../kernel/actor.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { seesProcess, type ProcessFacts } from '../../process/domain/index.js';

/** What the rules need to know of the rules of a process. */
export interface RulesFacts extends ProcessFacts {
  /** The version in force; null while none was published. */
  readonly version: number | null;
  /** Whether the call has ever been opened. */
  readonly hasCallBegun: boolean;
}

export type RulesAction = 'rules.view' | 'rules.comment';

/** Everybody reads the rules; everybody comments on them until the call begins, because afterwards they bind. */
export function mayRules(who: Standing, action: RulesAction, rules: RulesFacts): Refusal | null {
  if (!seesProcess(who, rules) || rules.version === null) return refuse('not-found');
  if (action === 'rules.view') return null;
  return rules.hasCallBegun ? refuse('rules-bind') : null;
}
