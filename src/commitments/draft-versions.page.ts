import { localized } from '../kernel/localized.js';
import type { DiffModel, EmptyStateModel, TagModel } from '../platform/web/components.js';
import { wordChanges } from '../platform/web/word-changes.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { Page } from '../platform/web/reply.js';
import type { ProcessRow } from '../process/index.js';
import { processPath } from '../process/domain/index.js';
import { draftPath, draftsPath, fieldOf, placeAnchor, sheetChanges, type SheetTemplate } from './domain/index.js';
import { labelText, langOf, stateTag } from './sheet-words.js';
import type { SheetRow, SheetVersionRow } from './sheets.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'commitments/versions': {
      title: string;
      sheetTitle: string;
      state: TagModel;
      back: { text: string; href: string };
      versions: { number: string; text: string; kind: string; reason: string | null; about: string }[];
      versionsTitle: string;
      choose: { action: string; legend: string; from: VersionChoice; to: VersionChoice; submit: string } | null;
      compared: {
        title: string;
        changes: { id: string; label: string; word: string; diff: DiffModel }[];
        milestonesTitle: string;
        milestones: MilestoneLine[];
        empty: EmptyStateModel | null;
      } | null;
    };
  }
}

interface VersionChoice {
  label: string;
  options: { value: string; text: string; selected: boolean }[];
}

interface MilestoneLine {
  id: string;
  title: string;
  word: string;
  cells: { label: string; diff: DiffModel }[];
}

/** Every version with its reason, and the words that differ between any two. */
export function draftVersionsPage(
  x: Exchange,
  process: ProcessRow,
  sheet: SheetRow,
  template: SheetTemplate,
  versions: readonly SheetVersionRow[],
  asked: { from: number; to: number },
): Page {
  const { t } = x;
  const title = t('commitments.versions.title');
  const name = (number: number) => t('commitments.draft.version', { number });
  const choice = (label: string, chosen: number): VersionChoice => ({
    label: t(label),
    options: versions.map(({ number }) => ({ value: String(number), text: name(number), selected: number === chosen })),
  });
  const from = versions.find(({ number }) => number === asked.from);
  const to = versions.find(({ number }) => number === asked.to);
  return x.page(
    'commitments/versions',
    {
      title,
      sheetTitle: sheet.title,
      state: stateTag(t, sheet.state),
      back: { text: t('commitments.versions.back'), href: draftPath(process.slug, sheet.number) },
      versionsTitle: t('commitments.versions.count', { count: versions.length }),
      versions: versions.map((version) => ({
        number: String(version.number),
        text: name(version.number),
        kind: t(`commitments.versions.kind.${version.kind}`),
        reason: version.reason,
        about: version.by
          ? t('commitments.versions.about', { day: t.date(version.at, 'day'), name: version.by })
          : t.date(version.at, 'day'),
      })),
      choose:
        versions.length > 1
          ? {
              action: draftPath(process.slug, sheet.number, 'versions'),
              legend: t('commitments.versions.choose'),
              from: choice('commitments.versions.from', asked.from),
              to: choice('commitments.versions.to', asked.to),
              submit: t('commitments.versions.compare'),
            }
          : null,
      compared: from && to && from !== to ? compared(x, template, from, to) : null,
    },
    {
      title: `${title} – ${sheet.title}`,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: processPath(process.slug) },
        { text: t('commitments.drafts.title'), href: draftsPath(process.slug) },
        { text: sheet.title, href: draftPath(process.slug, sheet.number) },
      ],
    },
  );
}

function compared(x: Exchange, template: SheetTemplate, from: SheetVersionRow, to: SheetVersionRow) {
  const { t } = x;
  const changes = sheetChanges(from.document, to.document, template);
  const columns = new Map(template.milestones.columns.map((column) => [column.key, labelText(column.label, x.locale)]));
  return {
    title: t('commitments.versions.between', { from: from.number, to: to.number }),
    changes: changes.fields.map((change) => {
      const field = fieldOf(template, change.key);
      return {
        id: placeAnchor(change.key),
        label: field ? labelText(field.label, x.locale) : change.key,
        word: t(`commitments.versions.${change.ticked === undefined ? change.kind : change.ticked ? 'ticked' : 'unticked'}`),
        diff: wordChanges(
          t,
          change.before,
          change.after,
          langOf((to.document.values[change.key] ?? from.document.values[change.key])?.lang, x.locale),
        ),
      };
    }),
    milestonesTitle: labelText(template.milestones.label, x.locale),
    milestones: changes.milestones.map((change) => ({
      id: placeAnchor(change.milestone),
      title: change.title,
      word: t(`commitments.versions.milestone-${change.kind}`, {
        before: change.placeBefore ?? 0,
        after: change.placeAfter ?? 0,
      }),
      cells: change.cells.map((cell) => ({
        label: columns.get(cell.column) ?? cell.column,
        diff: wordChanges(t, cell.before, cell.after, null),
      })),
    })),
    empty:
      changes.fields.length + changes.milestones.length > 0
        ? null
        : { title: t('commitments.versions.same'), text: t('commitments.versions.same-text'), action: null },
  };
}
