import type { Translate } from '../platform/i18n/translate.js';
import type { ReviewProposal } from './domain/index.js';
import { paragraphsOf } from './proposal-words.js';

export interface ReviewPoint {
  term: string;
  paragraphs: string[];
}

type Cost = Pick<ReviewProposal, 'costFrom' | 'costTo' | 'costCurrency' | 'costPeriod' | 'costYears'>;

/** "ARS 1.500.000 a ARS 2.000.000, por año"; null where no amount was given. */
export function costText(t: Translate, { costFrom, costTo, costCurrency, costPeriod, costYears }: Cost): string | null {
  if (costFrom === null && costTo === null) return null;
  const money = (amount: number): string => `${costCurrency ?? ''} ${t.number(amount)}`.trim();
  const range =
    costFrom === null
      ? t('proposals.cost.up-to', { to: money(costTo as number) })
      : costTo === null
        ? t('proposals.cost.from', { from: money(costFrom) })
        : costFrom === costTo
          ? money(costFrom)
          : t('proposals.cost.range', { from: money(costFrom), to: money(costTo) });
  return costPeriod
    ? t('proposals.cost.over', { range, period: t(`proposals.cost.${costPeriod}`, { count: costYears ?? 1 }) })
    : range;
}

/** What a review says, point by point, in the order in which it is read. */
export function reviewPoints(t: Translate, review: ReviewProposal): ReviewPoint[] {
  const point = (key: string, text: string | null): ReviewPoint[] =>
    text ? [{ term: t(`proposals.review.${key}`), paragraphs: paragraphsOf(text) }] : [];
  const carry = [review.carry ? t(`proposals.carry.${review.carry}`) : null, review.carryWords].filter((each) => each !== null);
  return [
    ...point('reasons', review.reasons),
    ...point('changes', review.changes),
    ...point('legalBasis', review.legalBasis),
    ...point('cost', costText(t, review)),
    ...point('existing', review.existing),
    ...point('budget', review.budget),
    ...point('law', review.law),
    ...point('responsible', review.responsible),
    ...point('carry', carry.length > 0 ? carry.join('\n\n') : null),
  ];
}
