import { z } from 'zod';
import { LOCALES } from '../../kernel/localized.js';
import { line, prose } from '../../kernel/text.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { REASON_MAX } from '../../responses/domain/index.js';
import { parseProposalNumber, proposalNumber } from './paths.js';
import { isPublicState, mayFollow, type ProposalState } from './proposal-state.js';
import { BODY_MAX, NAME_MAX, TITLE_MAX } from './proposals.commands.js';

/** How proposals go on in others: several as one, or one as several. */
export const CONTINUATION_KINDS = ['merge', 'split'] as const;
export type ContinuationKind = (typeof CONTINUATION_KINDS)[number];

/** The end of what goes on elsewhere, and its disposition in the ledger. */
export const CONTINUED: Readonly<Record<ContinuationKind, 'merged' | 'split'>> = { merge: 'merged', split: 'split' };

/** Whether a proposal in this state goes on in others. */
export const goesOn = (state: ProposalState): boolean => Object.values(CONTINUED).some((end) => end === state);

/** A merge joins no more than this many at once: more are joined by another merge into the same head. */
export const MOST_JOINED = 50;
export const FEWEST_PARTS = 2;
export const MOST_PARTS = 5;

const text = { title: line(TITLE_MAX), body: prose(BODY_MAX), themeId: z.uuid({ error: 'choose' }) };
const reason = prose(REASON_MAX);

/** The proposals that were chosen, by their numbers as people type them: `P-001, P-004`. Anything else in the text is left out. */
export const ChosenNumbers = z
  .string()
  .catch('')
  .transform((typed) => [
    ...new Set(
      typed
        .split(/[\s,;]+/)
        .flatMap((word) => parseProposalNumber(word) ?? [])
        .slice(0, MOST_JOINED),
    ),
  ]);

const NEW = 'new';
const headOf = z
  .string({ error: 'choose' })
  .transform((value) => (value === NEW ? NEW : parseProposalNumber(value)))
  .pipe(z.union([z.literal(NEW), z.int()], { error: 'choose' }));

/** Several proposals go on as one of them, or as a new one with a text of its own. Codes: `choose`, `required`, `too-few-to-merge`. */
export const MergeProposals = z.record(z.string(), z.unknown()).transform((asked, context): MergeProposals => {
  // Every mistake at once, also those of the new text, which is looked at only when there is one.
  const wants = z.object({ numbers: ChosenNumbers, head: headOf, reason, lang: z.enum(LOCALES).catch('es') }).safeParse(asked);
  const written = asked['head'] === NEW ? z.object(text).safeParse(asked) : null;
  for (const issue of [...(wants.error?.issues ?? []), ...(written?.error?.issues ?? [])])
    context.addIssue({ code: 'custom', message: issue.message, path: issue.path });
  if (!wants.success || (written && !written.success)) return z.NEVER;
  const { numbers, head, lang, reason: why } = wants.data;
  if (numbers.length < 2) context.addIssue({ code: 'custom', message: 'too-few-to-merge', path: ['numbers'] });
  if (head !== NEW && !numbers.includes(head)) context.addIssue({ code: 'custom', message: 'choose', path: ['head'] });
  return {
    origins: numbers.filter((number) => number !== head),
    head: head === NEW ? { ...(written?.data as NewText), lang } : head,
    reason: why,
  };
});
export interface MergeProposals {
  readonly origins: readonly number[];
  /** An existing proposal by its number, or the text of a new one. */
  readonly head: number | (NewText & { readonly lang: (typeof LOCALES)[number] });
  readonly reason: string;
}

export interface NewText {
  readonly title: string;
  readonly body: string;
  readonly themeId: string;
}

const isBlank = (part: unknown): boolean =>
  !part ||
  typeof part !== 'object' ||
  ['title', 'body'].every((name) => {
    const value = (part as Record<string, unknown>)[name];
    return typeof value !== 'string' || value.trim() === '';
  });

/** One proposal goes on as several new ones. Parts left empty at the end do not count. */
export const SplitProposal = z.object({
  parts: z.preprocess(
    (parts) => (Array.isArray(parts) ? parts.filter((part, index) => index < FEWEST_PARTS || !isBlank(part)) : []),
    z.array(z.object(text)).min(FEWEST_PARTS, { error: 'required' }).max(MOST_PARTS),
  ),
  reason,
});
export type SplitProposal = z.output<typeof SplitProposal>;

export const UndoContinuation = z.object({ reason });
export type UndoContinuation = z.output<typeof UndoContinuation>;

export const ObjectToContinuation = z.object({ reason: prose(REASON_MAX) });
export type ObjectToContinuation = z.output<typeof ObjectToContinuation>;

export const AnswerObjection = z.object({ answer: prose(REASON_MAX) });
export type AnswerObjection = z.output<typeof AnswerObjection>;

/** A proposal as the rules of continuing look at it. */
export interface Continuable {
  readonly number: number;
  readonly state: ProposalState;
  /** Whether it has a reasoned response in force. */
  readonly isAnswered: boolean;
}

/** Whether a proposal can go on in another: it is public, has no answer yet and so goes on nowhere else. Codes: `continued-not-public`, `continued-already`. */
export function mayContinue(kind: ContinuationKind, origin: Continuable): Refusal | null {
  const params = { proposal: proposalNumber(origin.number) };
  if (!isPublicState(origin.state)) return refuse('continued-not-public', params);
  return goesOn(origin.state) || origin.isAnswered || mayFollow(origin.state, CONTINUED[kind])
    ? refuse('continued-already', params)
    : null;
}

/** Whether others can go on in an existing proposal. Codes as in `mayContinue`. */
export const mayLead = (head: Continuable): Refusal | null => mayContinue('merge', head);

/** An origin with the state to which undoing brings it back. */
export interface ContinuedOrigin {
  readonly id: string;
  readonly before: ProposalState;
  readonly state: ProposalState;
}

/** What becomes of the origins. */
export const continued = (kind: ContinuationKind, origins: readonly { id: string; state: ProposalState }[]): ContinuedOrigin[] =>
  origins.map(({ id, state }) => ({ id, before: state, state: CONTINUED[kind] }));

/** What becomes of them when it is undone: exactly what they were. */
export const undone = (origins: readonly ContinuedOrigin[]): { id: string; state: ProposalState }[] =>
  origins.map(({ id, before }) => ({ id, state: before }));

/** A continuation as the rule of undoing looks at it. */
export interface Undoable {
  readonly kind: ContinuationKind;
  readonly isUndone: boolean;
  readonly origins: readonly {
    readonly number: number;
    readonly state: ProposalState;
    /** Whether the response that this continuation gave is still the one in force. */
    readonly keepsResponse: boolean;
  }[];
  readonly heads: readonly {
    readonly number: number;
    /** Whether this continuation made it. */
    readonly isNew: boolean;
    readonly before: ProposalState;
    readonly state: ProposalState;
    readonly isAnswered: boolean;
    readonly wasReviewedSince: boolean;
    /** Something came from it since: a note, a field of a sheet. */
    readonly ledOnSince: boolean;
  }[];
}

/**
 * Whether a continuation can be undone: as long as nothing later depends on it. Codes: `undo-undone`, `undo-origin-moved`, `undo-continued-later`,
 * `undo-tabled`, `undo-answered`, `undo-reviewed`, `undo-led-on`, each with the number of the proposal in the way.
 */
export function mayUndo(continuation: Undoable): Refusal | null {
  if (continuation.isUndone) return refuse('undo-undone');
  for (const origin of continuation.origins)
    if (origin.state !== CONTINUED[continuation.kind] || !origin.keepsResponse)
      return refuse('undo-origin-moved', { proposal: proposalNumber(origin.number) });
  for (const head of continuation.heads) {
    const params = { proposal: proposalNumber(head.number) };
    if (goesOn(head.state)) return refuse('undo-continued-later', params);
    if (head.isAnswered) return refuse('undo-answered', params);
    if (head.state === 'on-the-table' && head.before !== 'on-the-table') return refuse('undo-tabled', params);
    if (head.isNew && head.wasReviewedSince) return refuse('undo-reviewed', params);
    if (head.ledOnSince) return refuse('undo-led-on', params);
  }
  return null;
}

/** The authors of several proposals as one line that fits where an author's name stands; whoever does not fit is counted. */
export function authorsTogether(names: readonly string[], others: (count: number) => string): string {
  const distinct = [...new Set(names)];
  for (let shown = distinct.length; shown > 0; shown--) {
    const rest = distinct.length - shown;
    const text = [...distinct.slice(0, shown), ...(rest > 0 ? [others(rest)] : [])].join(', ');
    if (text.length <= NAME_MAX) return text;
  }
  return [...(distinct[0] ?? '')].slice(0, NAME_MAX / 2).join('');
}
