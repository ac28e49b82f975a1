import { localized } from '../kernel/localized.js';
import type { Refusal } from '../kernel/refusal.js';
import type { EmptyStateModel, FormModel, LinkModel, TagModel } from '../platform/web/components.js';
import type { Translate } from '../platform/i18n/translate.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { REASON_MAX } from '../responses/domain/index.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import type { ContinuationRow, ObjectionRow, PartRow } from './continuations.queries.js';
import { continuationsPath, isPublicState, proposalNumber, proposalPath, triagePath } from './domain/index.js';
import { langOf, paragraphsOf } from './proposal-words.js';

/** What an author objected, with the answer where there is one. */
export interface ObjectionModel {
  head: string;
  paragraphs: string[];
  answer: { signature: string; paragraphs: string[] } | null;
}

export interface PartLink {
  href: string;
  number: string;
  title: string;
  lang: string | null;
}

interface ContinuationModel {
  id: string;
  titleId: string;
  title: string;
  tag: TagModel;
  signature: string;
  paragraphs: string[];
  undone: { signature: string; paragraphs: string[] } | null;
  fromTitle: string;
  from: PartLink[];
  toTitle: string;
  to: PartLink[];
  objections: (ObjectionModel & { form: FormModel | null })[];
  undo: { summary: string; text: string; form: FormModel; isOpen: boolean } | null;
  /** Why it cannot be undone. */
  cannot: string | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/continuations': {
      title: string;
      lead: string;
      back: LinkModel;
      empty: EmptyStateModel | null;
      rows: ContinuationModel[];
    };
  }
}

/** A form of the list that came back with a mistake. */
export interface Failed {
  what: 'undo' | 'answer';
  id: string;
  state: FormState;
}

interface Listed {
  process: ProcessRow;
  rows: ContinuationRow[];
  /** By id: why it cannot be undone, null when it can. */
  undoable: ReadonlyMap<string, Refusal | null>;
}

/** The team's list of merges and splits: objections to answer, and what can be undone. */
export function continuationsPage(x: Exchange, listed: Listed, failed: Failed | null): Page {
  const { t } = x;
  const { process, rows } = listed;
  const title = t('proposals.continuations.title');
  return x.page(
    'proposals/continuations',
    {
      title,
      lead: t('proposals.continuations.lead'),
      back: link(t('proposals.triage.back'), triagePath(process.slug)),
      empty:
        rows.length > 0
          ? null
          : { title: t('proposals.continuations.empty'), text: t('proposals.continuations.empty-text'), action: null },
      rows: rows.map((row) => continuationModel(x, listed, row, failed)),
    },
    {
      title,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
        { text: t('proposals.triage.title'), href: triagePath(process.slug) },
      ],
    },
  );
}

function continuationModel(
  x: Exchange,
  { process, undoable }: Listed,
  row: ContinuationRow,
  failed: Failed | null,
): ContinuationModel {
  const { t } = x;
  const refusal = undoable.get(row.id) ?? null;
  const failedHere = failed?.what === 'undo' && failed.id === row.id ? failed.state : null;
  const waits = row.objections.some(({ answeredAt }) => !answeredAt);
  return {
    id: `continuation-${row.id}`,
    titleId: `continuation-${row.id}-title`,
    title: titleOf(t, row),
    tag: row.undoneAt
      ? { text: t('proposals.continuations.undone'), tone: 'neutral', icon: 'undo-2' }
      : waits
        ? { text: t('proposals.continuations.objected'), tone: 'warn', icon: 'message-square' }
        : { text: t('proposals.continuations.stands'), tone: 'ok', icon: 'check' },
    signature: t('proposals.show.decided', { name: row.decidedBy, date: t.date(row.at, 'day') }),
    paragraphs: paragraphsOf(row.reason),
    undone: undoneWords(t, row),
    fromTitle: t('proposals.continuations.from'),
    from: partLinks(t, process, row, 'origin'),
    toTitle: t('proposals.continuations.to'),
    to: partLinks(t, process, row, 'head'),
    objections: row.objections.map((objection) => ({
      ...objectionModel(t, objection),
      form: objection.answeredAt ? null : answerForm(x, process, objection, failed),
    })),
    undo:
      row.undoneAt || (refusal && !failedHere)
        ? null
        : {
            summary: t('proposals.undo.title'),
            text: t(`proposals.undo.text-${row.kind}`),
            isOpen: failedHere !== null,
            form: x.form(
              {
                action: continuationsPath(process.slug, row.id, 'undoing'),
                submit: 'proposals.undo.submit',
                submitVariant: 'danger',
                idPrefix: `undo-${row.id}-`,
                fields: [{ name: 'reason', kind: 'textarea', label: 'proposals.undo.reason', rows: 3, maxlength: REASON_MAX }],
              },
              failedHere ?? blank(),
            ),
          },
    cannot: row.undoneAt || !refusal ? null : t('proposals.undo.cannot', { why: t(`refusals.${refusal.code}`, refusal.params) }),
  };
}

const answerForm = (x: Exchange, process: ProcessRow, objection: ObjectionRow, failed: Failed | null): FormModel =>
  x.form(
    {
      action: triagePath(process.slug, 'objections', objection.id, 'answer'),
      submit: 'proposals.objection.answer-submit',
      idPrefix: `answer-${objection.id}-`,
      fields: [
        {
          name: 'answer',
          kind: 'textarea',
          label: 'proposals.objection.answer',
          hint: 'proposals.objection.answer-hint',
          rows: 4,
          maxlength: REASON_MAX,
        },
      ],
    },
    failed?.what === 'answer' && failed.id === objection.id ? failed.state : blank(),
  );

/** "P-004 and P-007 go on in P-009". */
export function titleOf(t: Translate, { kind, parts }: ContinuationRow): string {
  const numbers = (role: PartRow['role']) =>
    t.list(parts.filter((part) => part.role === role).map((part) => proposalNumber(part.number)));
  const count = parts.filter(({ role }) => role === 'origin').length;
  return t(`proposals.continuations.${kind}`, { from: numbers('origin'), to: numbers('head'), count });
}

export const undoneWords = (t: Translate, row: ContinuationRow): ContinuationModel['undone'] =>
  row.undoneAt
    ? {
        signature: t('proposals.continuations.undone-by', { name: row.undoneBy ?? '', date: t.date(row.undoneAt, 'day') }),
        paragraphs: paragraphsOf(row.undoneReason ?? ''),
      }
    : null;

export const objectionModel = (t: Translate, objection: ObjectionRow): ObjectionModel => ({
  head: t('proposals.objection.by', {
    name: objection.authorName,
    number: proposalNumber(objection.number),
    date: t.date(objection.at, 'day'),
  }),
  paragraphs: paragraphsOf(objection.reason),
  answer: objection.answeredAt
    ? {
        signature: t('proposals.objection.answer-by', {
          name: objection.answeredBy ?? '',
          date: t.date(objection.answeredAt, 'day'),
        }),
        paragraphs: paragraphsOf(objection.answer ?? ''),
      }
    : null,
});

/** What was hidden or withdrawn keeps its number and its page, which says why; its title is not shown. */
export const partLinks = (t: Translate, process: ProcessRow, row: ContinuationRow, role: PartRow['role']): PartLink[] =>
  row.parts
    .filter((part) => part.role === role)
    .map((part) => ({
      href: proposalPath(process.slug, part.number),
      number: proposalNumber(part.number),
      title: isPublicState(part.state) ? part.title : t(`proposals.state.${part.state}`),
      lang: isPublicState(part.state) ? langOf(t, part.lang) : null,
    }));
