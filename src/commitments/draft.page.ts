import { localized } from '../kernel/localized.js';
import type { LinkModel, SeatsModel, TagModel, ThemeMarkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { seats } from '../platform/web/seats.js';
import { processPath } from '../process/domain/index.js';
import { calendarDay, daysBetween } from './calendar-day.js';
import { draftPath, draftsPath, fieldByRole, groupedFields, maySheet, sheetPath, type SheetFacts } from './domain/index.js';
import { termWords } from './draft-list.page.js';
import { Parts } from './draft-parts.js';
import type { DraftAsked, DraftView, PartModel } from './draft-view.js';
import { labelText, langOf, stateTag, themeMark } from './sheet-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'commitments/draft': {
      title: string;
      titleLang: string | null;
      state: TagModel;
      theme: ThemeMarkModel | null;
      version: string;
      lead: string;
      clock: { seats: SeatsModel; caption: string; strong: string } | null;
      term: string | null;
      notice: string | null;
      work: LinkModel | null;
      tally: string;
      filter: { label: string; action: string; options: { value: string; text: string; selected: boolean }[]; submit: string };
      compare: LinkModel | null;
      quoteWord: string;
      path: string;
      groups: { title: string; hint: string | null; parts: PartModel[] }[];
      isOpen: boolean;
      done: string | null;
    };
  }
}

export function draftPage(x: Exchange, view: DraftView, asked: DraftAsked, state: FormState): Page {
  const { t } = x;
  const { process, sheet, document, template, reading } = view;
  const path = draftPath(process.slug, sheet.number);
  const comments = [...reading.comments.values()].flat();
  const answered = comments.filter(({ id }) => reading.responses.has(id)).length;
  const facts = x.facts<SheetFacts>();
  const mayComment = maySheet(x.who, 'draft.comment', facts);
  const parts = new Parts(x, view, asked, state, mayComment === null);
  return x.page(
    'commitments/draft',
    {
      title: sheet.title,
      titleLang: titleLang(x, view),
      state: stateTag(t, sheet.state),
      theme: themeMark(t, sheet),
      version: versionWords(x, view),
      lead: t(mayComment === null ? 'commitments.draft.lead-open' : `commitments.draft.lead-${sheet.state}`),
      clock: clock(x, view),
      term: clock(x, view) || !sheet.round ? null : termWords(x, sheet.round, view.today),
      notice: sheet.version === 0 ? t('commitments.draft.only-team') : null,
      work:
        maySheet(x.who, 'sheet.view', facts) === null
          ? link(t('commitments.draft.to-editor'), sheetPath(process.slug, sheet.number))
          : null,
      tally: t('commitments.draft.tally', {
        count: comments.length,
        people: new Set(comments.map((c) => c.authorName)).size,
        answered,
      }),
      filter: {
        label: t('commitments.draft.show'),
        action: path,
        options: (['all', 'waiting'] as const).map((value) => ({
          value,
          text: t(`commitments.draft.show-${value}`),
          selected: asked.show === value,
        })),
        submit: t('commitments.draft.show-submit'),
      },
      compare:
        sheet.version > 0
          ? link(
              t(sheet.version > 1 ? 'commitments.draft.compare' : 'commitments.draft.versions', { number: sheet.version - 1 }),
              draftPath(process.slug, sheet.number, 'versions'),
            )
          : null,
      quoteWord: t('commitments.draft.comment-passage'),
      path,
      groups: [
        ...groupedFields(template).map(({ group, fields }) => ({
          title: labelText(group.label, x.locale),
          hint: null,
          parts: parts.group(group.key, labelText(group.label, x.locale), fields),
        })),
        {
          title: labelText(template.milestones.label, x.locale),
          hint: null,
          parts: [...document.milestones.map((milestone, at) => parts.milestone(milestone, at + 1)), parts.planning()],
        },
        { title: t('commitments.draft.whole'), hint: null, parts: [parts.whole()] },
      ].filter((group) => group.parts.length > 0),
      isOpen: mayComment === null,
      done: x.query['sent'] ? `draft-comment/${sheet.id}/${x.query['sent']}` : null,
    },
    {
      title: t('commitments.draft.document-title', { title: sheet.title }),
      process: process.slug,
      description: sheet.title,
      scripts: mayComment === null ? ['draft'] : [],
      breadcrumb: [
        { text: localized(process.name, x.locale), href: processPath(process.slug) },
        { text: t('commitments.drafts.title'), href: draftsPath(process.slug) },
      ],
    },
  );
}

function titleLang(x: Exchange, { template, document }: DraftView): string | null {
  const field = fieldByRole(template, 'title');
  return field ? langOf(document.values[field.key]?.lang, x.locale) : null;
}

function versionWords(x: Exchange, { sheet, reading }: DraftView): string {
  const newest = reading.versions[0];
  return newest
    ? x.t('commitments.draft.version-of', { number: sheet.version, day: x.t.date(newest.at, 'day') })
    : x.t('commitments.draft.unshared');
}

function clock(
  x: Exchange,
  { sheet, today, timeZone }: DraftView,
): { seats: SeatsModel; caption: string; strong: string } | null {
  const { round } = sheet;
  if (!round || sheet.state !== 'in-comment-round') return null;
  const opened = calendarDay(round.openedAt, timeZone);
  const days = daysBetween(opened, round.closesOn) + 1;
  const left = daysBetween(today, round.closesOn);
  const strong = termWords(x, round, today);
  if (left < 0) return null;
  const gone = Math.max(0, Math.min(days, daysBetween(opened, today)));
  const label = x.t('commitments.round.picture', { days, gone, left, day: x.t.date(round.closesOn, 'day') });
  return {
    seats: seats(
      { days, gone, running: true },
      { label, number: x.t.number(left), word: x.t('commitments.round.days-word', { count: left }), place: null },
    ),
    strong,
    caption: x.t('commitments.round.caption', { day: x.t.date(round.closesOn, 'day') }),
  };
}
