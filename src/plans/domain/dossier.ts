import type { SheetDocument, SheetTemplate } from '../../commitments/domain/index.js';
import type { PlanAnswers, PlanFigures } from './plan-answers.js';
import type { PlanFactKey, PlanTemplate } from './plan-template.js';
import type { Locale } from '../../kernel/localized.js';

/** Text with its language (BCP 47), because residents write in their own. */
export interface Words {
  readonly text: string;
  readonly lang: string;
}

export const DISPOSITIONS = ['open', 'accepted', 'partly-accepted', 'not-accepted', 'answered'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** A proposal that led to the sheet. `number` is what people call it: P-047. */
export interface ProposalSource {
  readonly id: string;
  readonly number: string;
  readonly title: Words;
  /** As its author consented to be named; null for nobody. */
  readonly author: string | null;
  readonly url: string | null;
}

/** A note of a board. `place` says where it was written: the roundtable and the board. */
export interface NoteSource {
  readonly id: string;
  readonly number: string;
  readonly words: Words;
  readonly author: string | null;
  readonly place: string;
  /** Ids of the proposals it points at. */
  readonly proposals: readonly string[];
}

/** A comment on the draft and what became of it. `field` is a field key, `milestones`, or null for the sheet as a whole. */
export interface CommentSource {
  readonly id: string;
  readonly number: string;
  readonly words: Words;
  readonly author: string | null;
  readonly field: string | null;
  readonly disposition: Disposition;
  readonly reason: Words | null;
}

/** This place of the sheet came from that. `place` is a field key, `milestones` or a milestone's id. */
export interface Citation {
  readonly place: string;
  readonly source: { readonly kind: 'proposal' | 'note' | 'comment'; readonly id: string };
}

/** Where a sheet's text comes from: proposals → notes → fields → comments → final text. */
export interface SheetTrace {
  readonly proposals: readonly ProposalSource[];
  readonly notes: readonly NoteSource[];
  readonly comments: readonly CommentSource[];
  readonly citations: readonly Citation[];
}

/** Everything a file of one commitment sheet says. Permanent: the same version always gives the same file. */
export interface SheetExport {
  readonly locale: Locale;
  readonly template: SheetTemplate;
  readonly document: SheetDocument;
  readonly trace: SheetTrace;
  readonly processName: string;
  readonly platformName: string;
  /** Our own identifier. OGP assigns its own after submission, never the member. */
  readonly platformId: string;
  readonly ogpCommitmentId: string;
  readonly version: number;
  /** ISO date; null while it is a draft. */
  readonly publishedOn: string | null;
  readonly url: string;
}

/** Everything a file of a whole plan says. `facts` are the head of the page, already in the reader's words. */
export interface PlanExport {
  readonly locale: Locale;
  readonly template: PlanTemplate;
  readonly answers: PlanAnswers;
  readonly figures: PlanFigures;
  readonly facts: Readonly<Partial<Record<PlanFactKey, string>>>;
  readonly name: Words;
  readonly platformName: string;
  readonly platformId: string;
  readonly version: number;
  readonly publishedOn: string | null;
  readonly url: string;
  /** The public reason of a coordinator who published although an answer was missing; null otherwise. */
  readonly overrideReason: Words | null;
  readonly sheets: readonly SheetExport[];
}

/** The sources of one place of the sheet, by the numbers people know them by, proposals first. */
export function sourcesOf(
  { proposals, notes, comments, citations }: SheetTrace,
  place: string,
): { kind: Citation['source']['kind']; id: string; number: string }[] {
  const known = [
    ...proposals.map(({ id, number }) => ({ kind: 'proposal' as const, id, number })),
    ...notes.map(({ id, number }) => ({ kind: 'note' as const, id, number })),
    ...comments.map(({ id, number }) => ({ kind: 'comment' as const, id, number })),
  ];
  const cited = new Set(
    citations.filter((citation) => citation.place === place).map(({ source }) => `${source.kind}/${source.id}`),
  );
  return known.filter(({ kind, id }) => cited.has(`${kind}/${id}`));
}
