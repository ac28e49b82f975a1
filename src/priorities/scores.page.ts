import { z } from 'zod';
import { localized } from '../kernel/localized.js';
import type { FieldModel, FormModel, LinkModel, PaginationModel, TabsModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FieldSpec, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessOutline } from '../process/index.js';
import { proposalNumber, proposalPath } from '../proposals/domain/index.js';
import { excerptOf, langOf } from '../proposals/index.js';
import { MARKS, pointsOf, prioritiesPath, scoresPath, scoringState, type Criterion, type Marks } from './domain/index.js';
import { refusedText } from './priorities-words.js';
import type { CandidateRow, PrioritisationRow } from './priorities.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'priorities/scores': {
      title: string;
      lead: string;
      refused: string | null;
      notice: string | null;
      criteria: LinkModel | null;
      tabs: TabsModel | null;
      progress: { text: string; done: number; of: number } | null;
      form: FormModel | null;
      proposals: {
        id: string;
        number: string;
        title: string;
        href: string;
        lang: string | null;
        excerpt: string;
        done: string | null;
        key: FieldModel;
        marks: FieldModel[];
        clear: FieldModel | null;
      }[];
      pages: PaginationModel | null;
    };
  }
}

/** Which part of a person's proposals is looked at. */
export const ScoresFilter = z.object({
  theme: z.uuid().nullable().catch(null),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export interface Scoring extends ProcessOutline {
  prioritisation: PrioritisationRow | null;
  /** Everything that this person scores. */
  candidates: readonly CandidateRow[];
  own: ReadonlyMap<string, Marks>;
}

const PAGE = 20;

/** A theme's proposals, each with a scale per criterion. The arrow keys move along a scale, Tab goes to the next. */
export function scoresPage(x: Exchange, scoring: Scoring, state: FormState | null): Page {
  const { process, themes, prioritisation, candidates, own } = scoring;
  const { t } = x;
  const title = t('priorities.scores.title');
  const phase = scoringState(prioritisation);
  const criteria = prioritisation?.criteria ?? [];
  const filter = ScoresFilter.parse(x.query);
  const scored = themes.filter(({ id }) => candidates.some(({ themeId }) => themeId === id));
  const theme = scored.find(({ id }) => id === filter.theme) ?? scored[0];
  const isDone = ({ id }: CandidateRow): boolean => pointsOf(criteria, own.get(id) ?? {}) !== null;
  const inTheme = candidates.filter(({ themeId }) => themeId === theme?.id);
  const shown = inTheme.slice((filter.page - 1) * PAGE, filter.page * PAGE);
  const isOpen = phase === 'scoring' && shown.length > 0;
  const form = isOpen
    ? scoresForm(x, process.slug, { shown, criteria, own, theme: theme?.id ?? '', page: filter.page }, state)
    : null;
  const field = (name: string): FieldModel => form?.fields[name] as FieldModel;
  return x.page(
    'priorities/scores',
    {
      title,
      lead: t('priorities.scores.lead'),
      refused: isOpen ? null : refusedText(t, state),
      notice:
        phase === 'scoring' ? (candidates.length === 0 ? t('priorities.scores.none') : null) : t(`priorities.scores.${phase}`),
      criteria: prioritisation?.begunAt ? link(t('priorities.scores.criteria'), prioritiesPath(process.slug)) : null,
      tabs:
        phase === 'scoring' && scored.length > 0
          ? {
              label: t('priorities.scores.themes'),
              tabs: scored.map(({ id, name }) => {
                const mine = candidates.filter(({ themeId }) => themeId === id);
                return {
                  text: localized(name, t.locale),
                  href: `${scoresPath(process.slug)}?theme=${id}`,
                  current: id === theme?.id,
                  count: t('priorities.scores.of', { done: mine.filter(isDone).length, all: mine.length }),
                };
              }),
            }
          : null,
      progress: isOpen
        ? {
            text: t('priorities.scores.progress', { done: inTheme.filter(isDone).length, all: inTheme.length }),
            done: inTheme.filter(isDone).length,
            of: inTheme.length,
          }
        : null,
      form,
      proposals: isOpen
        ? shown.map((row, index) => ({
            id: `proposal-${row.number}`,
            number: proposalNumber(row.number),
            title: row.title,
            href: proposalPath(process.slug, row.number),
            lang: langOf(t, row.lang),
            excerpt: excerptOf(row.excerpt),
            done: isDone(row) ? t('priorities.scores.done') : null,
            key: field(`scores.${index}.proposalId`),
            marks: criteria.map(({ id }) => field(`scores.${index}.marks.${id}`)),
            clear: own.has(row.id) ? field(`scores.${index}.clear`) : null,
          }))
        : [],
      pages: isOpen ? pagination(x, process.slug, theme?.id ?? '', filter.page, inTheme.length) : null,
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

interface OnePage {
  shown: readonly CandidateRow[];
  criteria: readonly Criterion[];
  own: Scoring['own'];
  theme: string;
  page: number;
}

function scoresForm(x: Exchange, process: string, one: OnePage, state: FormState | null): FormModel {
  const fields = one.shown.flatMap((_, index): FieldSpec[] => [
    { name: `scores.${index}.proposalId`, kind: 'hidden', label: 'priorities.proposal-column' },
    ...one.criteria.map(({ id, name, weight, about }): FieldSpec => ({
      name: `scores.${index}.marks.${id}`,
      kind: 'radios',
      label: 'priorities.scores.criterion',
      args: { name: localized(name, x.locale), weight, about: localized(about, x.locale) },
      ...(about ? { hint: 'priorities.scores.about' } : {}),

      options: MARKS.map((mark) => ({ value: String(mark), text: x.t.number(mark) })),
    })),
    { name: `scores.${index}.clear`, kind: 'checkbox', label: 'priorities.scores.clear', required: false },
  ]);
  const values = { scores: one.shown.map(({ id }) => ({ proposalId: id, marks: one.own.get(id) ?? {} })) };
  return x.form(
    { action: `${scoresPath(process)}?theme=${one.theme}&page=${one.page}`, submit: 'priorities.scores.save', fields },
    state ?? blank(values),
  );
}

function pagination({ t }: Exchange, process: string, theme: string, page: number, total: number): PaginationModel | null {
  if (total <= PAGE) return null;
  const to = (number: number): string => `${scoresPath(process)}?theme=${theme}&page=${number}`;
  return {
    label: t('priorities.scores.pages'),
    summary: t('priorities.scores.range', {
      first: (page - 1) * PAGE + 1,
      last: Math.min(page * PAGE, total),
      total,
    }),
    previous: page > 1 ? link(t('priorities.scores.previous'), to(page - 1)) : null,
    next: page * PAGE < total ? link(t('priorities.scores.next'), to(page + 1)) : null,
  };
}
