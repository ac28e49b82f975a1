import type { Finding } from '../../commitments/domain/index.js';

/** Something without which a commitment or a plan may not be published, each with what to show and where to mend it. */
export type Missing =
  | { readonly kind: 'proposal-response'; readonly id: string; readonly label: string }
  | { readonly kind: 'comment-response'; readonly id: string; readonly label: string }
  | { readonly kind: 'check'; readonly sheet: string; readonly label: string; readonly finding: Finding };

export interface PublicationContext {
  readonly proposalsWithoutResponse: readonly { readonly id: string; readonly label: string }[];
  readonly commentsWithoutResponse: readonly { readonly id: string; readonly label: string }[];
  /** Every sheet to be published with what the checks found; only what blocks counts. */
  readonly sheets: readonly { readonly id: string; readonly label: string; readonly findings: readonly Finding[] }[];
  /** A coordinator's decision to publish all the same. Its reason is published with the plan. */
  readonly override?: { readonly reason: string };
}

export type PublicationVerdict =
  | { readonly ok: true; readonly overridden: readonly Missing[]; readonly reason: string | null }
  | { readonly ok: false; readonly missing: readonly Missing[]; readonly refusal: 'publication-blocked' | 'reason-too-short' };

/** A public reason must say something: at least this many characters. */
export const SHORTEST_REASON = 20;

/** T2 counts the proposals that the ledger names one by one. */
const COUNTS_THE_LEDGER = 'T2';

/**
 * Whether a plan may be published: no contribution may end without an answer (OGP Standard 4), and no check may block.
 * A coordinator may override with a reason, and then what was missing is part of the verdict, to be published.
 */
export function mayPublish(context: PublicationContext): PublicationVerdict {
  const missing: Missing[] = [
    ...context.proposalsWithoutResponse.map((proposal) => ({ kind: 'proposal-response' as const, ...proposal })),
    ...context.commentsWithoutResponse.map((comment) => ({ kind: 'comment-response' as const, ...comment })),
    ...context.sheets.flatMap(({ id, label, findings }) =>
      findings
        .filter((finding) => finding.level === 'E' && finding.rule !== COUNTS_THE_LEDGER)
        .map((finding) => ({ kind: 'check' as const, sheet: id, label, finding })),
    ),
  ];
  if (missing.length === 0) return { ok: true, overridden: [], reason: null };
  if (!context.override) return { ok: false, missing, refusal: 'publication-blocked' };
  const reason = context.override.reason.trim();
  return reason.length < SHORTEST_REASON
    ? { ok: false, missing, refusal: 'reason-too-short' }
    : { ok: true, overridden: missing, reason };
}
