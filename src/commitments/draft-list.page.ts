import type { EmptyStateModel, TagModel, ThemeMarkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import type { ProcessRow } from '../process/index.js';
import { processPath } from '../process/domain/index.js';
import { localized } from '../kernel/localized.js';
import { daysBetween } from './calendar-day.js';
import { draftPath } from './domain/index.js';
import { stateTag, themeMark } from './sheet-words.js';
import type { SheetCard } from './sheets.queries.js';

interface DraftLine {
  href: string;
  title: string;
  state: TagModel;
  theme: ThemeMarkModel | null;
  version: string;
  comments: string;
  /** Until when one can comment, or what comes next. */
  term: string;
  isOpen: boolean;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'commitments/drafts': { title: string; lead: string; drafts: DraftLine[]; count: string; empty: EmptyStateModel | null };
  }
}

/** Days left of a round in words, counted by calendar days; the announced day itself is the last. */
export function termWords(x: Exchange, round: { closesOn: string; closedAt: Date | null } | null, today: string): string {
  if (!round) return '';
  if (round.closedAt) return x.t('commitments.round.closed', { day: x.t.date(round.closedAt, 'day') });
  const left = daysBetween(today, round.closesOn);
  const day = x.t.date(round.closesOn, 'day');
  return left < 0 ? x.t('commitments.round.overdue', { day }) : x.t('commitments.round.left', { days: left, day });
}

export function draftListPage(x: Exchange, process: ProcessRow, sheets: readonly SheetCard[], today: string): Page {
  const { t } = x;
  const title = t('commitments.drafts.title');
  return x.page(
    'commitments/drafts',
    {
      title,
      lead: t('commitments.drafts.lead'),
      count: t('commitments.drafts.count', { count: sheets.length }),
      drafts: sheets.map((sheet) => ({
        href: draftPath(process.slug, sheet.number),
        title: sheet.title,
        state: stateTag(t, sheet.state),
        theme: themeMark(t, sheet),
        version: t('commitments.draft.version', { number: sheet.version }),
        comments: t('commitments.drafts.comments', { count: sheet.comments, answered: sheet.answered }),
        term: termWords(x, sheet.round, today),
        isOpen: sheet.state === 'in-comment-round',
      })),
      empty:
        sheets.length > 0
          ? null
          : { title: t('commitments.drafts.empty'), text: t('commitments.drafts.empty-text'), action: null },
    },
    { title, process: process.slug, breadcrumb: [{ text: localized(process.name, x.locale), href: processPath(process.slug) }] },
  );
}
