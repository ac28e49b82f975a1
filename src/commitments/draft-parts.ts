import type { CommentRow } from '../comments/index.js';
import type { Exchange } from '../platform/web/exchange.js';
import { wordChanges } from '../platform/web/word-changes.js';
import type { FormState } from '../platform/web/forms.js';
import { link } from '../platform/web/reply.js';
import { composer } from './composer.js';
import {
  draftPath, MILESTONES, milestoneText, passages, placeAnchor, sheetChanges, WHOLE, type Milestone, type SheetField,
} from './domain/index.js'; // prettier-ignore
import type { DraftAsked, DraftView, PartModel, PassageModel } from './draft-view.js';
import { remark } from './remarks.js';
import { dateWords, labelText, langOf, paragraphsOf } from './sheet-words.js';

/** Sources that are named beneath a text; more of them are folded away. */
const IN_A_LINE = 2;

/** Answers of a word or a line; long ones are read, these are looked up. */
const isShort = (field: SheetField): boolean => field.kind !== 'long-text' && field.kind !== 'value';

/** Makes the parts of the page: each place of the sheet with its text, its sources, its comments and, where asked, the way to write one. */
export class Parts {
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

  /** The short answers of a group as one table, then each long one as a part of its own. */
  group(key: string, title: string, fields: readonly SheetField[]): PartModel[] {
    const shown = fields.filter((field) => field.role !== 'title');
    const facts = shown.filter((field) => isShort(field) && this.textOf(field) !== '');
    const rest = shown.filter((field) => !isShort(field));
    return [...(facts.length > 0 ? [this.facts(key, title, facts)] : []), ...rest.map((field) => this.field(field))];
  }

  private facts(key: string, title: string, fields: readonly SheetField[]): PartModel {
    const { x } = this;
    const parts = fields.map((field) => this.field(field));
    const whole = this.part(`facts-${key}`, null, title, null, '', []);
    return {
      ...whole,
      isFacts: true,
      rows: fields.map((field, at) => ({
        id: placeAnchor(field.key),
        term: labelText(field.label, x.locale),
        text: this.textOf(field),
        lang: langOf(this.view.document.values[field.key]?.lang, x.locale),
        href: parts[at]?.tool?.href ?? null,
      })),
      empty: null,
      tool: null,
      none: null,
      ...this.origin(fields.map((field) => field.key)),
      remarks: parts.flatMap((part) => part.remarks),
      composer: parts.find((part) => part.composer)?.composer ?? null,
    };
  }

  private textOf(field: SheetField): string {
    const text = this.view.document.values[field.key]?.text ?? '';
    const option = field.options?.find(({ key }) => key === text);
    return option ? labelText(option.label, this.x.locale) : text;
  }

  private field(field: SheetField): PartModel {
    const { x } = this;
    const value = this.view.document.values[field.key];
    const lang = langOf(value?.lang, x.locale);
    const ticked = field.kind === 'value' && value?.ticked === true ? [x.t('commitments.draft.ticked')] : [];
    const text = this.textOf(field);
    const number = field.number ? String(field.number) : null;
    return this.part(field.key, number, labelText(field.label, x.locale), lang, text, ticked);
  }

  milestone(milestone: Milestone, number: number): PartModel {
    const { x } = this;
    const lang = langOf(milestone.lang, x.locale);
    const part = this.part(
      milestone.id,
      String(number),
      milestone.title || x.t('commitments.draft.untitled-milestone'),
      lang,
      '',
      [],
    );
    const rows = this.view.template.milestones.columns
      .filter(({ key }) => key !== 'title')
      .map(({ key, label }) => {
        const date = key === 'due' || key === 'start' ? milestone[key] : null;
        return {
          id: null,
          term: labelText(label, x.locale),
          text: date ? dateWords(x.t, date) : milestoneText(milestone, key).replace(/\n+/g, ', '),
          lang: date ? null : lang,
          href: null,
        };
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

  private part(
    place: string,
    number: string | null,
    label: string,
    lang: string | null,
    text: string,
    before: string[],
  ): PartModel {
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
      isFacts: false,
      number,
      label,
      lang,
      paragraphs: [
        ...before.map((words) => ({ parts: [{ text: words, quoted: null, selected: false }] })),
        ...this.paragraphs(text, [...shown, ...selection]),
      ],
      rows: [],
      empty: text === '' && before.length === 0 ? x.t('commitments.draft.empty') : null,
      ...this.origin([place]),
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
      none:
        shown.length === 0 && !isWriting && this.isOpen
          ? { text: x.t('commitments.draft.no-comments'), href: write, linkText: x.t('commitments.draft.be-first') }
          : null,
      composer: isWriting ? composer(x, view, place, label, asked.quote, this.state, text) : null,
    };
  }

  /** Where these places come from: in a line while the sources are few. */
  private origin(places: readonly string[]): Pick<PartModel, 'sources' | 'manySources'> {
    const { x } = this;
    const found = places.flatMap((place) => this.view.reading.sources.get(place) ?? []);
    const sources = found.map(({ title, href, lang }) => ({ text: title, href, lang: langOf(lang, x.locale) }));
    if (sources.length <= IN_A_LINE) return { sources, manySources: null };
    const proposals = found.filter(({ kind }) => kind === 'proposal').length;
    const summary = x.t('commitments.draft.many-sources', { proposals, notes: found.length - proposals });
    return { sources: [], manySources: { summary, sources } };
  }

  /** Each paragraph with the passages that are spoken of. A comment marks its passage once, in the first paragraph that has it. */
  private paragraphs(
    text: string,
    about: readonly (CommentRow | { quote: string; selected: true })[],
  ): { parts: PassageModel[] }[] {
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
                  marks: comments.map((each) => ({
                    number: String(each.number),
                    href: `#comment-${each.number}`,
                    label: x.t('commitments.draft.mark', { number: each.number }),
                  })),
                }
              : null,
            selected: part.about.some((each) => 'selected' in each),
          };
        }),
      };
    });
  }
}
