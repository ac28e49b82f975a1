import { localized } from '../kernel/localized.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { CellModel, TableModel, TagModel } from '../platform/web/components.js';
import type { FormState } from '../platform/web/forms.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';
import { SCORING_GROUPS, type Criterion, type GroupFigures, type PriorityResult } from './domain/index.js';

/** How criteria and results are named and drawn wherever they appear. */

const cell = (label: string, text: string, more: Partial<CellModel> = {}): CellModel => ({
  text,
  href: null,
  label,
  numeric: false,
  tag: null,
  ...more,
});

export function criteriaTable(t: Translate, criteria: readonly Criterion[]): TableModel {
  const [about, weight] = [t('priorities.criteria.about-column'), t('priorities.criteria.weight-column')];
  return {
    caption: t('priorities.criteria.caption'),
    columns: [
      { text: t('priorities.criteria.name-column'), numeric: false },
      { text: about, numeric: false },
      { text: weight, numeric: true },
    ],
    rows: criteria.map((criterion) => ({
      head: cell('', localized(criterion.name, t.locale)),
      cells: [
        cell(about, localized(criterion.about, t.locale)),
        cell(weight, t('priorities.percent', { number: criterion.weight }), { numeric: true }),
      ],
    })),
  };
}

export const sharesText = (t: Translate, areasShare: number): string =>
  t('priorities.shares', { areas: areasShare, forum: 100 - areasShare });

export const pointsText = (t: Translate, points: number | null): string =>
  points === null ? t('priorities.nobody') : t.number(points);

/** "70 points; 3 scores from 60 to 80; deviation 8". */
export const figuresText = (t: Translate, figures: GroupFigures | null): string =>
  figures === null
    ? t('priorities.nobody')
    : t('priorities.figures', {
        mean: t.number(figures.mean),
        count: figures.count,
        lowest: t.number(figures.lowest),
        highest: t.number(figures.highest),
        deviation: t.number(figures.deviation),
      });

/** Why something was not done, where the form that was sent is not on the page any more. */
export const refusedText = (t: Translate, ...states: (FormState | null | undefined)[]): string | null => {
  const refusal = states.map((state) => state?.errors['']).find((error) => error !== undefined);
  return refusal ? t(`refusals.${refusal.code}`, refusal.params) : null;
};

export const placeTag = (t: Translate, isIn: boolean): TagModel =>
  isIn ? { text: t('priorities.in'), tone: 'ok', icon: 'check' } : { text: t('priorities.out'), tone: 'neutral', icon: 'minus' };

/** A proposal with its results; where it was decided about, with the decision and its reason. `known` is null for one that is not public any more. */
export interface ResultLine extends PriorityResult {
  readonly known: { readonly number: number; readonly title: string } | null;
  readonly isIn?: boolean;
  readonly reason?: string;
}

export function resultsTable(t: Translate, process: string, caption: string, lines: readonly ResultLine[]): TableModel {
  const isDecided = lines.some(({ reason }) => reason !== undefined);
  const [rank, result, decision, reason] = [
    t('priorities.rank-column'),
    t('priorities.result-column'),
    t('priorities.decision-column'),
    t('priorities.reason-column'),
  ];
  const groups = SCORING_GROUPS.map((group) => ({ group, label: t(`priorities.group.${group}`) }));
  return {
    caption,
    columns: [
      { text: t('priorities.proposal-column'), numeric: false },
      ...(isDecided ? [{ text: decision, numeric: false }] : []),
      { text: rank, numeric: true },
      { text: result, numeric: true },
      ...groups.map(({ label }) => ({ text: label, numeric: false })),
      ...(isDecided ? [{ text: reason, numeric: false }] : []),
    ],
    rows: lines.map((line) => ({
      head: line.known
        ? cell('', `${proposalNumber(line.known.number)} ${line.known.title}`, {
            href: proposalPath(process, line.known.number),
          })
        : cell('', t('priorities.not-public')),
      cells: [
        ...(isDecided ? [cell(decision, '', { tag: placeTag(t, line.isIn ?? false) })] : []),
        cell(rank, line.rank === null ? '' : t.number(line.rank), { numeric: true }),
        cell(result, pointsText(t, line.result), { numeric: true }),
        ...groups.map(({ group, label }) => cell(label, figuresText(t, line.groups[group]))),
        ...(isDecided ? [cell(reason, line.reason ?? '')] : []),
      ],
    })),
  };
}
