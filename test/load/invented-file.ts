import { inventProposal } from './invented-proposal.ts';
import { THEMES } from './proposal-words.ts';
import { Seeded } from './seeded.ts';

const BEGIN = Date.UTC(2026, 0, 2, 12);

/** A CSV of invented proposals as another platform would give them out. The same seed and number give the same file. */
export function inventFile(count: number, seed = 1): Buffer {
  const dice = new Seeded(seed);
  const ids = ['', '', '', ''] as const;
  const themeIds = THEMES.map((theme) => theme.name.es);
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const lines = ['id,title,body,language,theme,author,organisation,neighbourhood,publishedAt,votes'];
  for (let number = 1; number <= count; number++) {
    const one = inventProposal(dice, { number, ids, themeIds, areaIds: themeIds, accountIds: [''], begin: BEGIN });
    const cells = [
      String(number),
      one.title,
      one.body,
      one.lang,
      one.themeId,
      one.authorName,
      one.onBehalfOf ?? '',
      one.neighbourhood ?? '',
    ];
    lines.push([...cells, one.at.toISOString(), String(dice.below(400))].map(quoted).join(','));
  }
  return Buffer.from(lines.join('\n'));
}
