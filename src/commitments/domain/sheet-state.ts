import { refuse, type Refusal } from '../../kernel/refusal.js';

/**
 * The life of a sheet (product.md, "The life of a contribution"): a topic with nothing written yet, a draft of the team, in comment round,
 * revised (the round is over; comments are answered and the text changes for them), final, published.
 */
export const SHEET_STATES = ['topic', 'draft', 'in-comment-round', 'revised', 'final', 'published'] as const;
export type SheetState = (typeof SHEET_STATES)[number];

/** What moves a sheet from one state to another. `write` is the first word written under a topic. */
export type SheetMove = 'write' | 'share' | 'close-round' | 'finalise' | 'reopen' | 'publish';

const MOVES: Record<SheetMove, { readonly from: readonly SheetState[]; readonly to: SheetState }> = {
  write: { from: ['topic'], to: 'draft' },
  share: { from: ['topic', 'draft', 'revised'], to: 'in-comment-round' },
  'close-round': { from: ['in-comment-round'], to: 'revised' },
  finalise: { from: ['draft', 'revised'], to: 'final' },
  reopen: { from: ['final'], to: 'revised' },
  publish: { from: ['final'], to: 'published' },
};

const REFUSALS: Record<SheetMove, string> = {
  write: 'sheet-is-final',
  share: 'sheet-not-a-draft',
  'close-round': 'no-round-open',
  finalise: 'sheet-not-ready',
  reopen: 'sheet-not-final',
  publish: 'sheet-not-final',
};

/** Where a move leads, or why it cannot be made. Codes: `sheet-not-a-draft`, `no-round-open`, `sheet-not-ready`, `sheet-not-final`. */
export function moved(state: SheetState, move: SheetMove): { readonly to: SheetState } | { readonly refusal: Refusal } {
  const { from, to } = MOVES[move];
  return from.includes(state) ? { to } : { refusal: refuse(REFUSALS[move]) };
}

/** Whether the text may still change. A final text changes only after it was taken up again, with a public reason. */
export const mayChangeText = (state: SheetState): boolean => state !== 'final' && state !== 'published';

/** How a version came to be. */
export const VERSION_KINDS = ['shared', 'revised', 'final'] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];
