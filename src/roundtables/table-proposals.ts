import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { RoomProposal } from './domain/index.js';
import { sectorText } from './page-words.js';

/** A proposal on the table with what its areas said. */
export interface TableProposalModel {
  href: string;
  number: string;
  title: string;
  lang: string;
  by: string;
  why: string | null;
  reviews: { area: string; verdict: string; words: { term: string; text: string }[] }[];
}

export const proposalModels = (t: Translate, proposals: readonly RoomProposal[]): TableProposalModel[] =>
  proposals.map(({ href, number, title, lang, by, sector, why, reviews }) => ({
    href,
    number,
    title,
    lang,
    by: t('roundtables.proposal.by', { name: by, sector: sectorText(t, sector) }),
    why,
    reviews: reviews.map((review) => ({
      area: localized(review.area, t.locale),
      verdict: t(`roundtables.verdict.${review.verdict}`),
      words: [
        ...(review.existing ? [{ term: t('roundtables.proposal.existing'), text: review.existing }] : []),
        { term: t('roundtables.proposal.reasons'), text: review.reasons },
        ...(review.changes ? [{ term: t('roundtables.proposal.changes'), text: review.changes }] : []),
      ],
    })),
  }));
