import type { DisclosureModel } from '../platform/web/components.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { ProcessRow } from '../process/index.js';
import { objectionModel, partLinks, titleOf, type ObjectionModel, type PartLink } from './continuations.page.js';
import type { ContinuationRow, PartRow } from './continuations.queries.js';
import { isPublicState } from './domain/index.js';
import { authorWords, coAuthorWords, langOf, paragraphsOf, supportWords } from './proposal-words.js';

/** Where a proposal goes on; its own text stays as it was. */
interface GoesOnModel {
  title: string;
  /** To the reasoned response, which says why. */
  reasons: string;
  to: PartLink[];
  objections: ObjectionModel[];
}

interface OriginModel extends PartLink {
  about: string[];
  text: (DisclosureModel & { lang: string | null }) | null;
}

/** What a proposal is made of. */
interface OriginsModel {
  title: string;
  lead: string;
  origins: OriginModel[];
  reasons: DisclosureModel[];
  objections: ObjectionModel[];
}

export interface ContinuationsModel {
  goesOn: GoesOnModel | null;
  origins: OriginsModel | null;
  /** Merges and splits that were undone. */
  undone: DisclosureModel[];
}

const isHeadOf = (row: ContinuationRow, proposalId: string): boolean =>
  row.parts.some((part) => part.proposalId === proposalId && part.role === 'head');
const originsOf = (row: ContinuationRow): PartRow[] => row.parts.filter(({ role }) => role === 'origin');

/** Both sides of merges and splits, on a proposal's page. */
export function continuationsModel(
  t: Translate,
  process: ProcessRow,
  proposalId: string,
  rows: readonly ContinuationRow[],
): ContinuationsModel {
  const standing = rows.filter(({ undoneAt }) => !undoneAt);
  const into = standing.filter((row) => isHeadOf(row, proposalId));
  const on = standing.find((row) => !isHeadOf(row, proposalId)) ?? null;
  return {
    goesOn: on && {
      title: titleOf(t, on),
      reasons: t('proposals.journey.read-response'),
      to: partLinks(t, process, on, 'head'),
      objections: answered(t, on),
    },
    origins: into.length > 0 ? originsModel(t, process, into) : null,
    undone: rows
      .filter(({ undoneAt }) => undoneAt)
      .map((row) => ({
        summary: t('proposals.continuations.was-undone', {
          what: titleOf(t, row),
          date: t.date(row.undoneAt ?? row.at, 'day'),
        }),
        paragraphs: [
          signatureOf(t, row),
          ...paragraphsOf(row.reason),
          t('proposals.continuations.undone-by', {
            name: row.undoneBy ?? '',
            date: t.date(row.undoneAt ?? row.at, 'day'),
          }),
          ...paragraphsOf(row.undoneReason ?? ''),
        ],
      })),
  };
}

/** Who signs everything that goes on in a proposal, for its line of authors; those who sign it itself are not among them. */
export function originAuthors(
  proposalId: string,
  own: { authorName: string; coAuthors: readonly string[] },
  rows: readonly ContinuationRow[],
): string[] {
  const names = rows
    .filter((row) => !row.undoneAt && isHeadOf(row, proposalId))
    .flatMap(originsOf)
    .filter(({ state }) => isPublicState(state))
    .flatMap(({ authorName, coAuthors }) => [authorName, ...coAuthors]);
  const signers = [own.authorName, ...own.authorName.split(', '), ...own.coAuthors];
  return [...new Set(names)].filter((name) => !signers.includes(name));
}

/** Whether it was made by a merge or a split that was undone. */
export const wasUndone = (proposalId: string, rows: readonly ContinuationRow[]): boolean =>
  rows.some((row) => row.undoneAt && row.parts.some((part) => part.proposalId === proposalId && part.isNew));

function originsModel(t: Translate, process: ProcessRow, rows: readonly ContinuationRow[]): OriginsModel {
  const origins = rows.flatMap((row) => {
    const parts = originsOf(row);
    return partLinks(t, process, row, 'origin').map((link, index): OriginModel => {
      const part = parts[index] as PartRow;
      const isShown = isPublicState(part.state);
      return {
        ...link,
        about: isShown
          ? [...authorWords(t, part), ...coAuthorWords(t, part.coAuthors), ...supportWords(t, part.endorsements)]
          : [],
        text: isShown
          ? {
              summary: t('proposals.merge.read', { number: link.number }),
              paragraphs: paragraphsOf(part.body),
              lang: langOf(t, part.lang),
            }
          : null,
      };
    });
  });
  return {
    title: t('proposals.continuations.origins', { count: origins.length }),
    lead: t('proposals.continuations.origins-lead'),
    origins,
    reasons: rows.map((row) => ({ summary: titleOf(t, row), paragraphs: [...paragraphsOf(row.reason), signatureOf(t, row)] })),
    objections: rows.flatMap((row) => answered(t, row)),
  };
}

const signatureOf = (t: Translate, row: ContinuationRow): string =>
  t('proposals.show.decided', { name: row.decidedBy, date: t.date(row.at, 'day') });

const answered = (t: Translate, row: ContinuationRow): ObjectionModel[] =>
  row.objections.filter(({ answeredAt }) => answeredAt).map((objection) => objectionModel(t, objection));
