import { z } from 'zod';
import type { LocalizedText } from '../../kernel/localized.js';
import { refuse, type Refusal } from '../../kernel/refusal.js';
import { optional, prose } from '../../kernel/text.js';
import { localizedLine } from '../../process/domain/index.js';
import { PUBLIC_STATES, type ProposalState } from './proposal-state.js';
import { chosenProposals } from './proposals.commands.js';

export const OWN_STATES_MAX = 12;
export const OWN_STATE_NAME_MAX = 40;
export const OWN_STATE_REASON_MAX = 500;

/** The colours that an own state can have: those of tags. */
export const OWN_STATE_TONES = ['neutral', 'accent', 'ok', 'warn', 'danger', 'sun'] as const;
export type OwnStateTone = (typeof OWN_STATE_TONES)[number];

/** A name that a process gives to a part of a built-in state, such as "waiting for the budget" within "in review". */
export interface OwnStateRow {
  readonly id: string;
  readonly name: LocalizedText;
  readonly tone: OwnStateTone;
  readonly refines: ProposalState;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.values(value).every(isEmpty) : String(value ?? '').trim() === '';

const OwnStateInput = z.object({
  id: optional(z.uuid()),
  name: localizedLine(OWN_STATE_NAME_MAX),
  tone: z.enum(OWN_STATE_TONES, { error: 'choose' }),
  refines: z.enum(PUBLIC_STATES, { error: 'choose' }),
});

/** All own states of a process in their order. A row whose names were emptied is taken out. */
export const SetOwnStates = z.object({
  states: z.preprocess(
    (rows) => (Array.isArray(rows) ? rows.filter((row: { name?: unknown } | null) => !isEmpty(row?.name)) : (rows ?? [])),
    z.array(OwnStateInput).max(OWN_STATES_MAX),
  ),
});
export type SetOwnStates = z.output<typeof SetOwnStates>;

/**
 * Marks one or many proposals with an own state, or takes it off ('' as `ownStateId`); always with a reason, which has a name of its own since it stands
 * in one form with the reason of a response.
 */
export const MarkProposals = z.object({
  proposals: chosenProposals,
  ownStateId: optional(z.uuid()),
  markReason: prose(OWN_STATE_REASON_MAX),
});
export type MarkProposals = z.output<typeof MarkProposals>;

/** An own state only says more of the built-in one that it refines. Codes: `own-state-elsewhere`. */
export const mayBeMarked = (state: ProposalState, own: Pick<OwnStateRow, 'refines'>): Refusal | null =>
  state === own.refines ? null : refuse('own-state-elsewhere', { state });

/** What may not happen to an own state that proposals stand in: to go, or to refine something else. Code: `own-state-used`. */
export function mistakeInChange(
  known: readonly (OwnStateRow & { readonly used: number })[],
  wanted: SetOwnStates['states'],
): { readonly ownStateId: string; readonly used: number } | null {
  const broken = known.find(({ id, refines, used }) => {
    const after = wanted.find((each) => each.id === id);
    return used > 0 && (after === undefined || after.refines !== refines);
  });
  return broken ? { ownStateId: broken.id, used: broken.used } : null;
}
