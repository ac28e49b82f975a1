import type { CommentRow } from '../comments/index.js';
import { localized } from '../kernel/localized.js';
import type { DiffModel, FormModel, LinkModel, SeatsModel, TagModel, ThemeMarkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { seats } from '../platform/web/seats.js';
import type { ProcessRow } from '../process/index.js';
import { processPath } from '../process/domain/index.js';
import { daysBetween, calendarDay } from './calendar-day.js';
import { composer } from './composer.js';
import {
  draftPath, draftsPath, groupedFields, maySheet, MILESTONES, milestoneText, passages, placeAnchor, sheetChanges, sheetPath,
  WHOLE, type Milestone, type SheetDocument, type SheetFacts, type SheetField, type SheetTemplate,
} from './domain/index.js'; // prettier-ignore
import type { DraftReading } from './draft-reading.js';
import { remark, type RemarkModel } from './remarks.js';
import { dateWords, labelText, langOf, paragraphsOf, stateTag, themeMark, wordChanges } from './sheet-words.js';
import { termWords } from './draft-list.page.js';
import type { SheetRow } from './sheets.queries.js';

interface PassageModel {
  text: string;
  quoted: { id: string; marks: { number: string; href: string; label: string }[] } | null;
  selected: boolean;
}

interface PartModel {
  id: string;
  place: string;
  number: string | null;
  label: string;
  lang: string | null;
  paragraphs: { parts: PassageModel[] }[];
  rows: { term: string; text: string; lang: string | null }[];
  empty: string | null;
  sources: { text: string; href: string; lang: string | null }[];
  change: { summary: string; diff: DiffModel; reason: string | null } | null;
  tool: LinkModel | null;
  remarks: RemarkModel[];
  remarksLabel: string;
  none: { text: string; href: string | null; linkText: string | null } | null;
  composer: ComposerModel | null;
}

export interface ComposerModel {
  form: FormModel;
  title: string;
  quote: string | null;
  draft: string;
  cancelHref: string;
  lines: FormModel['fields'][string][];
  who: FormModel['fields'][string][];
  preview: DiffModel | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'commitments/draft': {
      title: string;
      state: TagModel;
      theme: ThemeMarkModel | null;
      version: string;
      lead: string;
      clock: { seats: SeatsModel; caption: string; strong: string } | null;
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

export interface DraftView {
  readonly process: ProcessRow;
  readonly sheet: SheetRow;
  /** The version that is read, or the working text for staff before the first. */
  readonly document: SheetDocument;
  readonly template: SheetTemplate;
  readonly reading: DraftReading;
  readonly today: string;
  readonly timeZone: string;
}

/** What the reader asked to see and to write. */
export interface DraftAsked {
  readonly show: 'all' | 'waiting';
  readonly place: string | null;
  readonly quote: string | null;
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
      state: stateTag(t, sheet.state),
      theme: themeMark(t, sheet),
      version: versionWords(x, view),
      lead: t(mayComment === null ? 'commitments.draft.lead-open' : `commitments.draft.lead-${sheet.state}`),
      clock: clock(x, view),
      notice: sheet.version === 0 ? t('commitments.draft.only-team') : null,
      work: maySheet(x.who, 'sheet.view', facts) === null ? link(t('commitments.draft.to-editor'), sheetPath(process.slug, sheet.number)) : null,
      tally: t('commitments.draft.tally', { count: comments.length, people: new Set(comments.map((c) => c.authorName)).size, answered }),
      filter: {
        label: t('commitments.draft.show'),
        action: path,
        options: (['all', 'waiting'] as const).map((value) => ({ value, text: t(`commitments.draft.show-${value}`), selected: asked.show === value })),
        submit: t('commitments.draft.show-submit'),
      },
      compare: sheet.version > 0 ? link(t(sheet.version > 1 ? 'commitments.draft.compare' : 'commitments.draft.versions', { number: sheet.version - 1 }), draftPath(process.slug, sheet.number, 'versions')) : null,
      quoteWord: t('commitments.draft.comment-passage'),
      path,
      groups: [
        ...groupedFields(template).map(({ group, fields }) => ({
          title: labelText(group.label, x.locale),
          hint: null,
          parts: fields.filter((field) => field.role !== 'title').map((field) => parts.field(field)),
        })),
        { title: labelText(template.milestones.label, x.locale), hint: null, parts: [...document.milestones.map((milestone, at) => parts.milestone(milestone, at + 1)), parts.planning()] },
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

function versionWords(x: Exchange, { sheet, reading }: DraftView): string {
  const newest = reading.versions[0];
  return newest ? x.t('commitments.draft.version-of', { number: sheet.version, day: x.t.date(newest.at, 'day') }) : x.t('commitments.draft.unshared');
}

function clock(x: Exchange, { sheet, today, timeZone }: DraftView): { seats: SeatsModel; caption: string; strong: string } | null {
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
    seats: seats({ days, gone, running: true }, { label, number: x.t.number(left), word: x.t('commitments.round.days-word', { count: left }), place: null }),
    strong,
    caption: x.t('commitments.round.caption', { day: x.t.date(round.closesOn, 'day') }),
  };
}

/** Makes the parts of the page: each place of the sheet with its text, its sources, its comments and, where asked, the way to write one. */
class Parts {
  private readonly changed: ReadonlyMap<string, { before: string; after: string }>;

  constructor(
    private readonly x: Exchange,
    private readonly view: DraftView,
    private readonly asked: DraftAsked,
    private readonly state: FormState,
    private readonly isOpen: boolean,
  ) {
    const [newest, before] = view.reading.versions;
    const changes = newest && before ? sheetChanges(before.document, newest.document, view.template) : null;
    this.changed = new Map(changes?.fields.map((change) => [change.key, change]));
  }

  field(field: SheetField): PartModel {
    const { x } = this;
    const value = this.view.document.values[field.key];
    const lang = langOf(value?.lang, x.locale);
    const option = field.options?.find(({ key }) => key === value?.text);
    const ticked = field.kind === 'value' && value?.ticked === true ? [x.t('commitments.draft.ticked')] : [];
    const text = option ? labelText(option.label, x.locale) : (value?.text ?? '');
    const number = field.number ? String(field.number) : null;
    return this.part(field.key, number, labelText(field.label, x.locale), lang, text, ticked);
  }

  milestone(milestone: Milestone, number: number): PartModel {
    const { x } = this;
    const lang = langOf(milestone.lang, x.locale);
    const part = this.part(milestone.id, String(number), milestone.title || x.t('commitments.draft.untitled-milestone'), lang, '', []);
    const rows = this.view.template.milestones.columns
      .filter(({ key }) => key !== 'title')
      .map(({ key, label }) => {
        const date = key === 'due' || key === 'start' ? milestone[key] : null;
        return { term: labelText(label, x.locale), text: date ? dateWords(x.t, date) : milestoneText(milestone, key).replace(/\n+/g, ', '), lang: date ? null : lang };
      })
      .filter(({ text }) => text !== '');
    return { ...part, rows, empty: null };
  }

  planning(): PartModel {
    const { x } = this;
    const part = this.part(MILESTONES, null, x.t('commitments.draft.all-milestones'), null, '', []);
    return { ...part, empty: this.view.document.milestones.length === 0 ? x.t('commitments.draft.no-milestones') : null };
  }

  whole(): PartModel {
    return { ...this.part(WHOLE, null, this.x.t('commitments.draft.about-whole'), null, '', []), empty: null };
  }

  private part(place: string, number: string | null, label: string, lang: string | null, text: string, before: string[]): PartModel {
    const { x, asked, view } = this;
    const all = view.reading.comments.get(place) ?? [];
    const shown = asked.show === 'waiting' ? all.filter(({ id }) => !view.reading.responses.has(id)) : all;
    const path = draftPath(view.process.slug, view.sheet.number);
    const write = `${path}?place=${encodeURIComponent(place)}#write`;
    const isWriting = this.isOpen && asked.place === place;
    const selection = isWriting && asked.quote ? [{ quote: asked.quote, selected: true as const }] : [];
    const change = this.changed.get(place);
    const newest = view.reading.versions[0];
    return {
      id: placeAnchor(place),
      place,
      number,
      label,
      lang,
      paragraphs: [...before.map((words) => ({ parts: [{ text: words, quoted: null, selected: false }] })), ...this.paragraphs(text, [...shown, ...selection])],
      rows: [],
      empty: text === '' && before.length === 0 ? x.t('commitments.draft.empty') : null,
      sources: (view.reading.sources.get(place) ?? []).map((source) => ({ text: source.title, href: source.href, lang: langOf(source.lang, x.locale) })),
      change: change
        ? {
            summary: x.t('commitments.draft.changed-since', { number: view.sheet.version - 1 }),
            diff: wordChanges(x.t, change.before, change.after, lang),
            reason: newest?.reason ?? null,
          }
        : null,
      tool: this.isOpen && !isWriting ? link(x.t('commitments.draft.comment-field'), write) : null,
      remarks: shown.map((comment) => remark(x, view, comment)),
      remarksLabel: x.t('commitments.draft.remarks', { place: label }),
      none: shown.length === 0 && !isWriting && this.isOpen ? { text: x.t('commitments.draft.no-comments'), href: write, linkText: x.t('commitments.draft.be-first') } : null,
      composer: isWriting ? composer(x, view, place, label, asked.quote, this.state, text) : null,
    };
  }

  /** Each paragraph with the passages that are spoken of. A comment marks its passage once, in the first paragraph that has it. */
  private paragraphs(text: string, about: readonly (CommentRow | { quote: string; selected: true })[]): { parts: PassageModel[] }[] {
    const { x } = this;
    let left = [...about];
    return paragraphsOf(text).map((paragraph) => {
      const cut = passages(paragraph, left);
      const used = new Set(cut.flatMap((part) => part.about));
      left = left.filter((each) => !used.has(each));
      return {
        parts: cut.map((part) => {
          const comments = part.about.filter((each): each is CommentRow => 'number' in each);
          const first = comments[0];
          return {
            text: part.text,
            quoted: first
              ? {
                  id: `passage-${first.number}`,
                  marks: comments.map((each) => ({ number: String(each.number), href: `#comment-${each.number}`, label: x.t('commitments.draft.mark', { number: each.number }) })),
                }
              : null,
            selected: part.about.some((each) => 'selected' in each),
          };
        }),
      };
    });
  }
}
