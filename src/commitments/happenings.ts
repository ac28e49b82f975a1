import type { CommentDisposition } from '../responses/domain/index.js';
import type { Subject } from '../kernel/subject.js';
import type { VersionKind } from './domain/index.js';

declare module '../platform/events/event-map.js' {
  interface EventMap {
    'commitments.sheet-opened': { sheetId: string; number: number; templateKey: string; roundtableId: string | null };
    /** `places`: the fields and milestones that changed. */
    'commitments.sheet-edited': { sheetId: string; revision: number; places: string[] };
    'commitments.source-cited': { sheetId: string; place: string; source: Subject };
    'commitments.source-uncited': { sheetId: string; place: string; source: Subject };
    'commitments.comment-round-opened': { sheetId: string; roundId: string; version: number };
    'commitments.comment-round-closed': { sheetId: string; roundId: string };
    'commitments.comment-answered': {
      sheetId: string;
      commentId: string;
      disposition: CommentDisposition;
      changed: string | null;
    };
    'commitments.version-fixed': { sheetId: string; version: number; kind: VersionKind };
    'commitments.sheet-reopened': { sheetId: string };
    'commitments.sheet-published': { sheetId: string; version: number };
  }
}

export {};
