import type { Subject } from '../kernel/subject.js';
import type { Act, ModerationRule, Premoderation } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  /** What happens in moderation. */
  interface EventMap {
    'moderation.subject-held': { subject: Subject };
    'moderation.subject-published': { subject: Subject };
    'moderation.subject-reported': { subject: Subject; reportId: string; rule: ModerationRule };
    'moderation.subject-hidden': { subject: Subject; hidingId: string; rule: ModerationRule };
    'moderation.subject-restored': { subject: Subject; hidingId: string };
    'moderation.reports-dismissed': { subject: Subject };
    'moderation.decision-undone': { subject: Subject; act: Act };
    'moderation.hiding-appealed': { subject: Subject; hidingId: string };
    'moderation.appeal-decided': { subject: Subject; hidingId: string; outcome: 'upheld' | 'lifted' };
    'moderation.policy-set': { premoderation: Premoderation };
  }
}
