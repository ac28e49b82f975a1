import { localized } from '../kernel/localized.js';
import type { ButtonModel, FieldModel, FormModel, LinkModel, TableModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow, ThemeRow } from '../process/index.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';
import {
  LEFT_OUT_ENDS,
  prioritiesPath,
  SHORTLIST_REASON_MAX,
  staffPrioritiesPath,
  type PriorityResult,
  type ShortlistChoice,
} from './domain/index.js';
import { pointsText, refusedText, resultsTable } from './priorities-words.js';
import type { CandidateRow, ShortlistRow } from './priorities.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'priorities/shortlist': {
      title: string;
      lead: string;
      refused: string | null;
      notice: string | null;
      published: LinkModel | null;
      table: TableModel | null;
      form: FormModel | null;
      formTitle: string;
      keep: ButtonModel;
      proposals: { id: string; number: string; title: string; href: string; about: string; fields: FieldModel[] }[];
      answer: { title: string; lead: string; form: FormModel } | null;
    };
  }
}

export interface WrittenShortlist {
  process: ProcessRow;
  theme: ThemeRow;
  /** Null until the scoring has ended: nobody chooses by results that still change. */
  results: (CandidateRow & PriorityResult)[] | null;
  draft: readonly ShortlistChoice[];
  published: ShortlistRow | null;
}

/** The results of a theme, and who goes to its roundtable first, with the reasons. */
export function shortlistPage(
  x: Exchange,
  { process, theme, results, draft, published }: WrittenShortlist,
  state: { choices: FormState | null; answer: FormState },
): Page {
  const { t } = x;
  const title = t('priorities.shortlist-of', { theme: localized(theme.name, t.locale) });
  const form = results && results.length > 0 ? choicesForm(x, process, theme, results, draft, published, state.choices) : null;
  const path = staffPrioritiesPath(process.slug, 'shortlists', theme.id);
  return x.page(
    'priorities/shortlist',
    {
      title,
      lead: t('priorities.shortlist.lead'),
      refused: form ? null : refusedText(t, state.choices),
      notice: results === null ? t('priorities.shortlist.not-ended') : results.length === 0 ? t('priorities.scores.none') : null,
      published: published
        ? link(
            t('priorities.published', { day: t.date(published.publishedAt, 'day'), version: published.version }),
            `${prioritiesPath(process.slug)}#theme-${theme.position + 1}`,
          )
        : null,
      table:
        results && results.length > 0
          ? resultsTable(
              t,
              process.slug,
              t('priorities.shortlist.results'),
              results.map((row) => ({ ...row, known: row })),
            )
          : null,
      form: form && { ...form, submit: act('publish', form.submit.text, 'primary') },
      formTitle: t('priorities.shortlist.choose'),
      keep: act('keep', t('priorities.shortlist.keep'), 'plain'),
      proposals: form
        ? (results ?? []).map((row, index) => ({
            id: `proposal-${row.number}`,
            number: proposalNumber(row.number),
            title: row.title,
            href: proposalPath(process.slug, row.number),
            about: t('priorities.shortlist.about', { result: pointsText(t, row.result) }),
            fields: (['proposalId', 'isIn', 'reason'] as const).map(
              (name) => form.fields[`choices.${index}.${name}`] as FieldModel,
            ),
          }))
        : [],
      answer: published
        ? {
            title: t('priorities.shortlist.answer'),
            lead: t('priorities.shortlist.answer-lead'),
            form: x.form(
              {
                action: `${path}/responses`,
                submit: 'priorities.shortlist.answer-submit',
                submitVariant: 'plain',
                idPrefix: 'answer-',
                fields: [
                  {
                    name: 'disposition',
                    kind: 'radios',
                    label: 'priorities.shortlist.disposition',
                    options: LEFT_OUT_ENDS.map((value) => ({ value, text: t(`responses.disposition.${value}`) })),
                  },
                ],
              },
              state.answer,
            ),
          }
        : null,
    },
    {
      title,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
        { text: t('priorities.staff.title'), href: staffPrioritiesPath(process.slug) },
      ],
    },
  );
}

/** One form with two ends; the button that was pressed says which. */
const act = (value: string, text: string, variant: ButtonModel['variant']): ButtonModel => ({
  text,
  href: null,
  variant,
  icon: null,
  name: 'act',
  value,
});

function choicesForm(
  x: Exchange,
  process: ProcessRow,
  theme: ThemeRow,
  results: readonly CandidateRow[],
  draft: readonly ShortlistChoice[],
  published: ShortlistRow | null,
  state: FormState | null,
): FormModel {
  const fields = results.flatMap((row, index): FieldSpec[] => [
    { name: `choices.${index}.proposalId`, kind: 'hidden', label: 'priorities.proposal-column' },
    {
      name: `choices.${index}.isIn`,
      kind: 'radios',
      label: 'priorities.shortlist.place',
      args: { number: proposalNumber(row.number) },
      options: (['in', 'out'] as const).map((value) => ({ value, text: x.t(`priorities.${value}`) })),
    },
    {
      name: `choices.${index}.reason`,
      kind: 'textarea',
      label: 'priorities.shortlist.reason',
      args: { number: proposalNumber(row.number) },
      rows: 3,
      maxlength: SHORTLIST_REASON_MAX,
    },
  ]);
  const known = draft.length > 0 ? draft : (published?.entries ?? []);
  const choices = results.map(({ id }) => {
    const choice = known.find(({ proposalId }) => proposalId === id);
    const isIn = choice?.isIn ?? null;
    return { proposalId: id, isIn: isIn === null ? '' : isIn ? 'in' : 'out', reason: choice?.reason ?? '' };
  });
  return x.form(
    {
      action: staffPrioritiesPath(process.slug, 'shortlists', theme.id),
      submit: published ? 'priorities.shortlist.publish-again' : 'priorities.shortlist.publish',
      fields,
    },
    state ?? blank({ choices }),
  );
}
