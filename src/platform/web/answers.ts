import type { AnswerKind, AnswersModel } from './components.js';

const COLUMNS = 16;
const CELL = 24;

export interface AnswerGroup {
  kind: AnswerKind;
  count: number;
  text: string;
  href: string;
}

/** One figure for every contribution, drawn column by column so that each outcome keeps together; the list says the same in words. */
export function answers(groups: AnswerGroup[], words: Pick<AnswersModel, 'number' | 'claim' | 'label'>): AnswersModel {
  const kinds = groups.flatMap((group) => Array.from({ length: group.count }, () => group.kind));
  const rows = Math.max(1, Math.ceil(kinds.length / COLUMNS));
  return {
    ...words,
    width: COLUMNS * CELL,
    height: rows * CELL,
    figures: kinds.map((kind, index) => ({ kind, x: Math.floor(index / rows) * CELL + 2, y: (index % rows) * CELL + 2 })),
    groups: groups.filter((group) => group.count > 0).map((group) => ({ ...group })),
  };
}
