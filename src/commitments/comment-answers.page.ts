import type { CommentRow } from '../comments/index.js';
import { COMMENT_DISPOSITIONS, REASON_MAX } from '../responses/domain/index.js';
import { dispositionTag } from '../responses/index.js';
import type { DiffModel, EmptyStateModel, FormModel, TabsModel, TagModel } from '../platform/web/components.js';
import { wordChanges } from '../platform/web/word-changes.js';
import { publicNumber } from '../platform/database/sequence.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import type { Page } from '../platform/web/reply.js';
import {
  commentAnchor,
  fieldOf,
  maySheet,
  MILESTONES,
  sheetPath,
  sheetsPath,
  WHOLE,
  type SheetFacts,
  type SheetTemplate,
} from './domain/index.js';
import type { DraftReading } from './draft-reading.js';
import { labelText, langOf, paragraphsOf } from './sheet-words.js';
import type { SheetRow } from './sheets.queries.js';

interface AnswerRow {
  id: string;
  number: string;
  author: string;
  about: string[];
  lang: string | null;
  quote: string | null;
  change: DiffModel | null;
  paragraphs: string[];
  tag: TagModel;
  reason: string | null;
  answeredBy: string | null;
  changed: string | null;
  formTitle: string;
  isOpen: boolean;
  form: FormModel | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'commitments/answers': {
      title: string;
      sheetTitle: string;
      lead: string;
      back: { text: string; href: string };
      tabs: TabsModel;
      groups: { id: string; title: string; count: string; rows: AnswerRow[] }[];
      empty: EmptyStateModel | null;
    };
  }
}

export interface AnswersView {
  readonly slug: string;
  readonly sheet: SheetRow;
  readonly template: SheetTemplate;
  readonly reading: DraftReading;
  readonly show: 'waiting' | 'all';
}

/** The comments of a sheet by the place they speak of, each with its answer or the form for one. */
export function commentAnswersPage(x: Exchange, view: AnswersView, failed: { number: number; state: FormState } | null): Page {
  const { t } = x;
  const { slug, sheet, template, reading, show } = view;
  const all = [...reading.comments.values()].flat();
  const waiting = all.filter(({ id }) => !reading.responses.has(id)).length;
  const places = [...template.fields.map(({ key }) => key), MILESTONES, ...sheet.document.milestones.map(({ id }) => id), WHOLE];
  const gone = [...reading.comments.keys()].filter((place) => !places.includes(place));
  const isShown = ({ id, number }: CommentRow) => show === 'all' || failed?.number === number || !reading.responses.has(id);
  const groups = [...places, ...gone].flatMap((place) => {
    const comments = (reading.comments.get(place) ?? []).filter(isShown);
    return comments.length === 0
      ? []
      : [
          {
            id: `of-${place}`,
            title: placeName(x, view, place),
            count: t('commitments.answers.count', { count: comments.length }),
            rows: comments.map((comment) => answerRow(x, view, place, comment, failed)),
          },
        ];
  });
  const path = sheetPath(slug, sheet.number, 'comments');
  const tab = (key: 'waiting' | 'all', count: number) => ({
    text: t(`commitments.answers.${key}`),
    href: key === 'waiting' ? path : `${path}?show=all`,
    current: show === key,
    count: t.number(count),
  });
  const title = t('commitments.answers.title');
  return x.page(
    'commitments/answers',
    {
      title,
      sheetTitle: sheet.title,
      lead: t('commitments.answers.lead', { waiting }),
      back: { text: t('commitments.answers.back'), href: sheetPath(slug, sheet.number) },
      tabs: { label: t('commitments.answers.tabs'), tabs: [tab('waiting', waiting), tab('all', all.length)] },
      groups,
      empty:
        groups.length > 0
          ? null
          : {
              title: t(all.length > 0 ? 'commitments.answers.done' : 'commitments.answers.none'),
              text: t(all.length > 0 ? 'commitments.answers.done-text' : 'commitments.answers.none-text'),
              action: null,
            },
    },
    {
      title: `${title} – ${sheet.title}`,
      process: slug,
      breadcrumb: [
        { text: t('commitments.sheets.title'), href: sheetsPath(slug) },
        { text: sheet.title, href: sheetPath(slug, sheet.number) },
      ],
    },
  );
}

function answerRow(
  x: Exchange,
  view: AnswersView,
  place: string,
  comment: CommentRow,
  failed: { number: number; state: FormState } | null,
): AnswerRow {
  const { t } = x;
  const { reading, sheet, slug } = view;
  const response = reading.responses.get(comment.id);
  const changed = reading.changes.get(comment.id)?.[0];
  const lang = langOf(comment.lang, x.locale);
  const mayRespond = maySheet(x.who, 'sheet.respond', x.facts<SheetFacts>()) === null;
  const isFailed = failed?.number === comment.number;
  const values = { disposition: response?.disposition ?? '', reason: response?.reason ?? '', changed: changed ?? '' };
  return {
    id: commentAnchor(comment.number),
    number: publicNumber('C', comment.number),
    author: comment.organisation
      ? t('commitments.draft.author-of', { name: comment.authorName, organisation: comment.organisation })
      : comment.authorName,
    about: [
      t.date(comment.writtenAt, 'day'),
      ...(comment.sector ? [t(`commitments.sector.${comment.sector}`)] : []),
      ...(comment.aboutVersion ? [t('commitments.draft.version', { number: comment.aboutVersion })] : []),
    ],
    lang,
    quote: comment.quote && !comment.suggestion ? comment.quote : null,
    change: comment.quote && comment.suggestion ? wordChanges(t, comment.quote, comment.suggestion, lang) : null,
    paragraphs: paragraphsOf(comment.body),
    tag: response
      ? dispositionTag(t, response.disposition)
      : { text: t('commitments.answers.waits'), tone: 'warn', icon: 'clock' },
    reason: response?.reason ?? null,
    answeredBy: response ? t('commitments.draft.answered', { day: t.date(response.at, 'day'), name: response.decidedBy }) : null,
    changed: changed ? t('commitments.answers.changed', { place: placeName(x, view, changed) }) : null,
    formTitle: t(response ? 'commitments.answers.again' : 'commitments.answers.answer'),
    isOpen: isFailed || !response,
    form: mayRespond
      ? x.form(
          {
            action: sheetPath(slug, sheet.number, 'comments', String(comment.number), 'response'),
            submit: 'commitments.answers.submit',
            submitArgs: { number: publicNumber('C', comment.number) },
            idPrefix: `c${comment.number}-`,
            fields: [
              {
                name: 'disposition',
                kind: 'select',
                label: 'commitments.answers.disposition',
                options: [
                  { value: '', text: t('commitments.answers.choose') },
                  ...COMMENT_DISPOSITIONS.map((each) => ({ value: each, text: t(`responses.disposition.${each}`) })),
                ],
              },
              {
                name: 'reason',
                kind: 'textarea',
                label: 'commitments.answers.reason',
                hint: 'commitments.answers.reason-hint',
                rows: 3,
                maxlength: REASON_MAX,
              },
              {
                name: 'changed',
                kind: 'select',
                label: 'commitments.answers.what-changed',
                hint: 'commitments.answers.what-changed-hint',
                required: false,
                options: placeOptions(x, view, place),
              },
            ],
          },
          isFailed && failed ? failed.state : blank(values),
        )
      : null,
  };
}

/** The place the comment speaks of first, then every other of the sheet. */
function placeOptions(x: Exchange, view: AnswersView, first: string): { value: string; text: string }[] {
  const places = [
    ...view.template.fields.map(({ key }) => key),
    MILESTONES,
    ...view.sheet.document.milestones.map(({ id }) => id),
  ];
  const ordered = places.includes(first) ? [first, ...places.filter((place) => place !== first)] : places;
  return [
    { value: '', text: x.t('commitments.answers.nothing-changed') },
    ...ordered.map((place) => ({ value: place, text: placeName(x, view, place) })),
  ];
}

function placeName(x: Exchange, { template, sheet }: AnswersView, place: string): string {
  if (place === WHOLE) return x.t('commitments.draft.whole');
  if (place === MILESTONES) return labelText(template.milestones.label, x.locale);
  const field = fieldOf(template, place);
  if (field) return labelText(field.label, x.locale);
  const at = sheet.document.milestones.findIndex(({ id }) => id === place);
  return at < 0 ? x.t('commitments.answers.removed-milestone') : x.t('commitments.editor.milestone', { number: at + 1 });
}
