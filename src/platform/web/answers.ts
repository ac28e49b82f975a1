import type { AnswerKind, AnswersModel } from './components.js';

const COLUMNS = 16;
const CELL = 24;

export interface AnswerGroup {
  kind: AnswerKind;
  count: number;
  text: string;
  href: string;
}

/** More figures than this are no picture any more; then one stands for ten, for a hundred, for a thousand. */
const MOST_FIGURES = 400;

/** How many contributions one figure stands for; the picture's words must say so when it is not 1. */
export function contributionsPerFigure(count: number): number {
  let unit = 1;
  while (count > unit * MOST_FIGURES) unit *= 10;
  return unit;
}

/** One figure for every contribution, drawn column by column so that each outcome keeps together; the list says the same in words. */
export function answers(groups: AnswerGroup[], words: Pick<AnswersModel, 'number' | 'claim' | 'label' | 'scale'>): AnswersModel {
  const unit = contributionsPerFigure(groups.reduce((sum, group) => sum + group.count, 0));
  const kinds = groups.flatMap((group) => Array.from({ length: Math.ceil(group.count / unit) }, () => group.kind));
  const rows = Math.max(1, Math.ceil(kinds.length / COLUMNS));
  return {
    ...words,
    width: COLUMNS * CELL,
    height: rows * CELL,
    figures: kinds.map((kind, index) => ({ kind, x: Math.floor(index / rows) * CELL + 2, y: (index % rows) * CELL + 2 })),
    groups: groups.filter((group) => group.count > 0).map((group) => ({ ...group })),
  };
}
