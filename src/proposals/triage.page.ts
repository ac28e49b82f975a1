import { localized } from '../kernel/localized.js';
import type {
  EmptyStateModel,
  FieldModel,
  FormModel,
  LinkModel,
  PaginationModel,
  TabsModel,
  TagModel,
} from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import {
  CHOSEN_MAX,
  isEnd,
  isNarrowed,
  jointAnswer,
  keyingPath,
  mayContinue,
  PROPOSAL_STATES,
  proposalNumber,
  proposalPath,
  reviewPath,
  splittingPath,
  triagePath,
  triageQuery,
  type ProposalState,
  type TriageFilter,
} from './domain/index.js';
import type { TriageRow } from './proposal-rows.js';
import { excerptOf, langOf, ownStateTag, receivedText, stateTag, stateText } from './proposal-words.js';
import type { TeamActRow } from './team-acts.service.js';
import { triageActs, type ActModel, type Acting, type FailedAct } from './triage-acts.js';
import { findFields } from './triage-fields.js';
import { TRIAGE_PAGE, type TriageCounts } from './triage.queries.js';

interface TriageItem {
  id: string;
  checkId: string;
  number: string;
  title: string;
  excerpt: string;
  lang: string | null;
  href: string;
  selectText: string;
  checked: boolean;
  state: TagModel;
  own: TagModel | null;
  about: string[];
  areas: { text: string; late: boolean }[];
  screening: LinkModel | null;
  split: LinkModel | null;
  notes: LinkModel | null;
  redirects: string[];
  ruling: { tag: TagModel | null; link: LinkModel } | null;
}

/** How many are chosen, and the ways to choose many at once. */
interface Choosing {
  /** Where scripts run; with `{count}` for the number. */
  none: string;
  one: string;
  many: string;
  page: string;
  keys: string;
  toActs: string;
  /** Of more than a page, all that answer the filter. */
  all: { value: string; text: string; checked: boolean } | null;
  tooMany: string | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/triage': {
      title: string;
      left: { text: string; done: number; all: number };
      keying: LinkModel;
      find: {
        action: string;
        label: string;
        words: string;
        q: string;
        state: string;
        fields: FieldModel[];
        submit: string;
        clear: LinkModel | null;
      };
      tabs: TabsModel;
      done: { text: string; undo: FormModel | null; filter: string } | null;
      summary: FormModel['summary'];
      csrf: string;
      formId: string;
      action: string;
      filter: string;
      listTitle: string;
      choosing: Choosing | null;
      items: TriageItem[];
      empty: EmptyStateModel | null;
      pages: PaginationModel | null;
      actsTitle: string;
      acts: ActModel[];
      selectError: string | null;
    };
  }
}

export interface Triage extends Acting {
  filter: TriageFilter;
  rows: TriageRow[];
  counts: TriageCounts;
  /** Today in the process's calendar: what is due before is late. */
  today: string;
  /** What was just done, to say so and to take it back. */
  done: TeamActRow | null;
}

/** The team's list: choose proposals, then send them to an area or answer them, one or many alike. */
export function triagePage(x: Exchange, triage: Triage, failed: FailedAct | null = null): Page {
  const { process, filter, rows, counts } = triage;
  const { t } = x;
  const title = t('proposals.triage.title');
  const path = triagePath(process.slug);
  const state = failed?.state ?? blank();
  const form = x.form({ action: `${path}/assignment`, submit: 'proposals.triage.assign-submit', fields: [] }, state);
  const chosen = new Set([state.values['proposals'] ?? []].flat().map(String));
  const acts = triageActs(x, triage, failed);
  const choosesAll = Boolean(state.values['all']);
  return x.page(
    'proposals/triage',
    {
      title,
      left: {
        text: t('proposals.triage.left', { left: counts.left, all: counts.all }),
        done: counts.all - counts.left,
        all: counts.all,
      },
      keying: link(t('proposals.keying.title'), keyingPath(process.slug)),
      find: findModel(x, triage),
      tabs: tabs(x, process.slug, filter, counts.byState),
      done: doneModel(x, triage),
      summary: acts.find(({ summary }) => summary)?.summary ?? null,
      csrf: form.csrf,
      formId: form.formId,
      action: form.action,
      filter: triageQuery(filter),
      listTitle: t('proposals.triage.list'),
      choosing: rows.length > 0 ? choosing(x, triage, choosesAll) : null,
      items: rows.map((row) => triageItem(x, triage, row, choosesAll ? new Set([row.id]) : chosen)),
      empty: rows.length > 0 ? null : emptyModel(x, triage),
      pages: pagination(x, triage),
      actsTitle: t('proposals.triage.acts'),
      acts,
      selectError: 'proposals' in state.errors ? t('refusals.choose-proposals') : null,
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

/** What the filter finds, whatever the page. */
const totalOf = ({ filter, counts: { byState } }: Triage): number =>
  filter.state ? (byState.get(filter.state) ?? 0) : [...byState.values()].reduce((sum, count) => sum + count, 0);

function findModel(x: Exchange, triage: Triage) {
  const { process, filter } = triage;
  const { t } = x;
  const fields = findFields(t, triage);
  const form = x.form(
    { action: triagePath(process.slug), submit: 'proposals.triage.find', idPrefix: 'find-', fields },
    blank({ ...filter }),
  );
  return {
    action: form.action,
    label: t('proposals.triage.find-label'),
    words: t('proposals.triage.words'),
    q: filter.q,
    state: filter.state ?? '',
    fields: fields.map(({ name }) => form.fields[name] as FieldModel),
    submit: form.submit.text,
    clear: isNarrowed(filter)
      ? link(
          t('proposals.triage.clear'),
          triagePath(process.slug) + triageQuery({ q: '', state: filter.state, theme: null, area: null, own: null, page: 1 }),
        )
      : null,
  };
}

function choosing({ t }: Exchange, triage: Triage, checked: boolean): Choosing {
  const total = totalOf(triage);
  const isMore = total > triage.rows.length;
  return {
    none: t('proposals.triage.chosen-none'),
    one: t('proposals.triage.chosen-one'),
    many: t('proposals.triage.chosen-many', { count: '{count}' }),
    page: t('proposals.triage.choose-page', { count: triage.rows.length }),
    keys: t('proposals.triage.keys'),
    toActs: t('proposals.triage.to-acts'),
    all:
      isMore && total <= CHOSEN_MAX
        ? { value: String(total), text: t('proposals.triage.choose-all', { count: total }), checked }
        : null,
    tooMany: isMore && total > CHOSEN_MAX ? t('proposals.triage.too-many', { most: CHOSEN_MAX }) : null,
  };
}

/** What was done to how many, with the way to take it back. */
function doneModel(x: Exchange, { process, filter, done }: Triage) {
  if (!done) return null;
  const { t } = x;
  return done.isUndone
    ? { text: t('proposals.acts.undone-already'), undo: null, filter: '' }
    : {
        text: t(`proposals.acts.${done.kind}`, { count: done.count }),
        undo: x.button(triagePath(process.slug, 'acts', done.id, 'undoing'), 'proposals.acts.undo', 'plain'),
        filter: triageQuery(filter),
      };
}

const emptyModel = ({ t }: Exchange, { filter }: Triage): EmptyStateModel =>
  isNarrowed(filter)
    ? {
        title: t('proposals.triage.nothing'),
        text: t('proposals.triage.nothing-text'),
        action: null,
      }
    : { title: t('proposals.triage.empty'), text: t('proposals.triage.empty-text'), action: null };

function triageItem({ t }: Exchange, { process, today }: Triage, row: TriageRow, chosen: ReadonlySet<string>): TriageItem {
  const number = proposalNumber(row.number);
  return {
    id: row.id,
    checkId: `choose-${row.number}`,
    number,
    title: row.title,
    excerpt: excerptOf(row.excerpt),
    lang: langOf(t, row.lang),
    href: proposalPath(process.slug, row.number),
    selectText: t('proposals.triage.select', { number }),
    checked: chosen.has(row.id),
    state: stateTag(t, row.state),
    own: ownStateTag(t, row.ownState),
    about: [
      localized(row.themeName, t.locale),
      row.onBehalfOf ?? row.authorName,
      t.date(row.submittedAt, 'short'),
      ...(row.channel === 'web'
        ? []
        : [receivedText(t, row) ?? '', ...(row.keyedByName ? [t('proposals.keying.by', { name: row.keyedByName })] : [])]),
      ...(row.termsVersion ? [t('proposals.terms.version', { version: row.termsVersion })] : []),
    ],
    areas: row.assignments.map((assignment) => ({
      text: t(assignment.reviewedAt ? 'proposals.triage.area-done' : 'proposals.triage.area-due', {
        area: localized(assignment.areaName, t.locale),
        date: t.date(assignment.dueOn, 'short'),
      }),
      late: !assignment.reviewedAt && assignment.dueOn < today,
    })),
    screening:
      row.state === 'held' || row.state === 'hidden' || row.state === 'published'
        ? link(t('proposals.triage.screen', { number }), triagePath(process.slug, number))
        : null,
    split: mayContinue('split', { ...row, isAnswered: isEnd(row.state) })
      ? null
      : link(t('proposals.split.link', { number }), splittingPath(process.slug, row.number)),
    redirects: row.redirects.map((redirect) =>
      t('proposals.triage.redirected', {
        from: localized(redirect.fromArea, t.locale),
        to: localized(redirect.toArea, t.locale),
        reason: redirect.reason,
        date: t.date(redirect.at, 'short'),
      }),
    ),
    ruling:
      row.assignments.length > 1 && row.assignments.some(({ verdict }) => verdict !== null)
        ? {
            tag:
              row.state === 'in-review' && jointAnswer(row.assignments.map(({ verdict }) => verdict)).kind === 'disagrees'
                ? { text: t('proposals.triage.disagree'), tone: 'warn', icon: 'triangle-alert' }
                : null,
            link: link(t('proposals.ruling.title', { number }), triagePath(process.slug, number, 'verdict')),
          }
        : null,
    notes:
      row.assignments.length > 0
        ? link(t('proposals.notes.title', { number }), reviewPath(process.slug, row.number, 'notes'))
        : null,
  };
}

function tabs({ t }: Exchange, process: string, filter: TriageFilter, counts: ReadonlyMap<ProposalState, number>): TabsModel {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const tab = (state: ProposalState | null, text: string, count: number) => ({
    text,
    href: triagePath(process) + triageQuery(filter, { state }),
    current: filter.state === state,
    count: t.number(count),
  });
  return {
    label: t('proposals.triage.tabs'),
    tabs: [
      tab(null, t('proposals.triage.all'), all),
      ...PROPOSAL_STATES.filter((state) => counts.has(state)).map((state) =>
        tab(state, stateText(t, state), counts.get(state) ?? 0),
      ),
    ],
  };
}

function pagination({ t }: Exchange, triage: Triage): PaginationModel | null {
  const { process, filter, rows } = triage;
  const total = totalOf(triage);
  if (total <= TRIAGE_PAGE) return null;
  const first = (filter.page - 1) * TRIAGE_PAGE + 1;
  const last = first + rows.length - 1;
  const to = (page: number) => triagePath(process.slug) + triageQuery(filter, { page });
  return {
    label: t('proposals.index.pages'),
    summary: t('proposals.index.range', { first, last, total }),
    previous: filter.page > 1 ? link(t('proposals.index.previous'), to(filter.page - 1)) : null,
    next: last < total ? link(t('proposals.index.next'), to(filter.page + 1)) : null,
  };
}
