import type { RowOutcome, RowRemark } from './domain/index.js';

/** What a step writes about a row. */
export interface RowResult {
  readonly position: number;
  readonly outcome: RowOutcome;
  readonly remarks?: readonly RowRemark[];
  readonly key?: string | null;
  readonly proposalId?: string | null;
  readonly answerId?: string | null;
  readonly before?: string | null;
}

/** `reason`: why it stays; null when it was taken out. */
export const keptOrUndone = (position: number, reason: string | null): RowResult =>
  reason === null
    ? { position, outcome: 'undone', remarks: [] }
    : { position, outcome: 'kept', remarks: [{ field: 'key', code: `kept-${reason}`, value: '', isProblem: false }] };
