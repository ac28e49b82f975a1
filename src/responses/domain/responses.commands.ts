import { z } from 'zod';
import { prose } from '../../kernel/text.js';
import { ANSWERED_KINDS, COMMENT_DISPOSITIONS, PROPOSAL_DISPOSITIONS, type Disposition } from './disposition.js';

/** Characters of a written reason. */
export const REASON_MAX = 4000;

/** The reason of a response; a response without one is none. Codes: `required`, `too-long`. */
export const Reason = prose(REASON_MAX);

export const RespondToProposal = z.object({ disposition: z.enum(PROPOSAL_DISPOSITIONS, { error: 'choose' }), reason: Reason });
export type RespondToProposal = z.output<typeof RespondToProposal>;

export const RespondToComment = z.object({ disposition: z.enum(COMMENT_DISPOSITIONS, { error: 'choose' }), reason: Reason });
export type RespondToComment = z.output<typeof RespondToComment>;

/** What is decided and why, as `ResponsesService.respond` takes it. */
export interface Decision {
  readonly disposition: Disposition;
  readonly reason: string;
}

/** What of the ledger is looked at. What it does not understand is left out: links live long. */
export const LedgerFilter = z.object({
  kind: z.enum(ANSWERED_KINDS).nullable().catch(null),
  disposition: z
    .enum([...PROPOSAL_DISPOSITIONS, ...COMMENT_DISPOSITIONS])
    .nullable()
    .catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type LedgerFilter = z.output<typeof LedgerFilter>;
