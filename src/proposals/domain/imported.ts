import type { QuestionAnswer } from '../../process/domain/index.js';
import type { Locale } from '../../kernel/localized.js';
import type { Sector } from '../../participants/domain/index.js';
import type { Verdict } from './feasibility.js';

/** The ends that an answer given elsewhere can have; the others follow from what happens here. */
export const IMPORTED_ENDS = ['carried-over', 'not-taken-up'] as const;
export type ImportedEnd = (typeof IMPORTED_ENDS)[number];

/** An answer given where the row comes from. */
export type ImportedAnswer =
  | {
      readonly kind: 'review';
      readonly areaId: string;
      readonly verdict: Verdict;
      readonly reasons: string;
      readonly by: string;
      readonly at: string;
    }
  | {
      readonly kind: 'response';
      readonly disposition: ImportedEnd;
      readonly reasons: string;
      readonly by: string;
      readonly at: string;
    };

/** A proposal as a row gives it; moments in ISO 8601. */
export interface ImportedProposal {
  readonly themeId: string;
  readonly title: string;
  readonly body: string;
  readonly lang: Locale;
  readonly authorName: string;
  readonly sector: Sector;
  readonly onBehalfOf: string | null;
  readonly neighbourhood: string | null;
  readonly publishedAt: string;
  readonly answer: ImportedAnswer | null;
  /** The versions before this text, and when and why it was written; null where there is only this one. */
  readonly versions: {
    readonly earlier: readonly { title: string; body: string; note: string | null; at: string }[];
    readonly last: { note: string | null; at: string };
  } | null;
  readonly callAnswers: readonly QuestionAnswer[];
  readonly source: {
    readonly key: string | null;
    readonly url: string | null;
    readonly supports: number | null;
    readonly latitude: number | null;
    readonly longitude: number | null;
  };
}
