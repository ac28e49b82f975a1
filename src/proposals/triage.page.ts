import { localized } from '../kernel/localized.js';
import type { EmptyStateModel, FormModel, LinkModel, PaginationModel, TabsModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { AreaRow, ProcessRow } from '../process/index.js';
import { CHOSEN_DISPOSITIONS, REASON_MAX } from '../responses/domain/index.js';
import {
  continuationsPath,
  isEnd,
  ownStatesPath,
  type OwnStateRow,
  mayContinue,
  jointAnswer,
  keyingPath,
  PROPOSAL_STATES,
  proposalNumber,
  proposalPath,
  splittingPath,
  reviewPath,
  triagePath,
  type ProposalState,
  type TriageFilter,
} from './domain/index.js';
import type { TriageRow } from './proposal-rows.js';
import { langOf, ownStateTag, receivedText, stateTag, stateText } from './proposal-words.js';
import { assignFields, markFields } from './triage-fields.js';
import { TRIAGE_PAGE } from './proposal-work.queries.js';

interface TriageItem {
  id: string;
  checkId: string;
  number: string;
  title: string;
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

declare module '../platform/web/reply.js' {
  interface Pages {
    'proposals/triage': {
      title: string;
      lead: string;
      keying: LinkModel;
      tabs: TabsModel;
      summary: FormModel['summary'];
      csrf: string;
      listTitle: string;
      items: TriageItem[];
      empty: EmptyStateModel | null;
      pages: PaginationModel | null;
      assign: { title: string; lead: string; form: FormModel };
      merge: { title: string; lead: string; action: string; submit: string; all: LinkModel };
      settle: { title: string; lead: string; form: FormModel };
      mark: { title: string; lead: string; form: FormModel; all: LinkModel };
      selectError: string | null;
    };
  }
}

export interface Triage {
  process: ProcessRow;
  filter: TriageFilter;
  rows: TriageRow[];
  counts: ReadonlyMap<ProposalState, number>;
  areas: AreaRow[];
  ownStates: readonly OwnStateRow[];
  /** Today in the process's calendar: what is due before is late. */
  today: string;
  /** Objections to merges and splits that wait for an answer. */
  objections: number;
}

/** The team's list: choose proposals, then send them to an area or answer them, one or many alike. */
export function triagePage(
  x: Exchange,
  triage: Triage,
  state: { assign?: FormState; settle?: FormState; mark?: FormState } = {},
): Page {
  const { process, filter, rows, counts, areas } = triage;
  const { t } = x;
  const title = t('proposals.triage.title');
  const path = triagePath(process.slug);
  // One form of the page with three buttons: what was typed for another of them is not lost when one is refused.
  const typed = blank((state.assign ?? state.settle ?? state.mark)?.values);
  const assign = x.form(
    {
      action: `${path}/assignment`,
      submit: 'proposals.assign.submit',
      idPrefix: 'assign-',
      fields: assignFields(t, areas),
    },
    state.assign ?? typed,
  );
  const settle = x.form(
    {
      action: `${path}/responses`,
      submit: 'proposals.settle.submit',
      idPrefix: 'settle-',
      fields: [
        {
          name: 'disposition',
          kind: 'radios',
          label: 'proposals.settle.disposition',
          options: CHOSEN_DISPOSITIONS.map((disposition) => ({
            value: disposition,
            text: t(`responses.disposition.${disposition}`),
          })),
        },
        {
          name: 'reason',
          kind: 'textarea',
          label: 'proposals.settle.reason',
          hint: 'proposals.settle.reason-hint',
          rows: 5,
          maxlength: REASON_MAX,
        },
      ],
    },
    state.settle ?? typed,
  );
  const mark = x.form(
    {
      action: `${path}/marking`,
      submit: 'proposals.own-states.mark-submit',
      idPrefix: 'mark-',
      fields: markFields(t, triage.ownStates),
    },
    state.mark ?? typed,
  );
  const chosen = [state.assign, state.settle, state.mark]
    .flatMap((each) => [each?.values['proposals'] ?? []])
    .flat()
    .map(String);
  const summary = assign.summary ?? settle.summary ?? mark.summary;
  return x.page(
    'proposals/triage',
    {
      title,
      lead: t('proposals.triage.lead'),
      keying: link(t('proposals.keying.title'), keyingPath(process.slug)),
      tabs: tabs(x, process.slug, filter, counts),
      summary,
      csrf: assign.csrf,
      listTitle: t('proposals.triage.list'),
      items: rows.map((row) => triageItem(x, triage, row, chosen)),
      empty:
        rows.length > 0 ? null : { title: t('proposals.triage.empty'), text: t('proposals.triage.empty-text'), action: null },
      pages: pagination(x, triage),
      assign: { title: t('proposals.assign.title'), lead: t('proposals.assign.lead'), form: assign },
      merge: {
        title: t('proposals.merge.panel'),
        lead: t('proposals.merge.panel-lead'),
        action: `${path}/selection`,
        submit: t('proposals.merge.panel-submit'),
        all: link(t('proposals.continuations.all', { objections: triage.objections }), continuationsPath(process.slug)),
      },
      mark: {
        title: t('proposals.own-states.mark'),
        lead: t('proposals.own-states.mark-lead'),
        form: mark,
        all: link(t('proposals.own-states.title'), ownStatesPath(process.slug)),
      },
      settle: { title: t('proposals.settle.title'), lead: t('proposals.settle.lead'), form: settle },
      selectError: [state.assign, state.settle, state.mark].some((each) => each && 'proposals' in each.errors)
        ? t('refusals.choose-proposals')
        : null,
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

function triageItem({ t }: Exchange, { process, today }: Triage, row: TriageRow, chosen: string[]): TriageItem {
  const number = proposalNumber(row.number);
  return {
    id: row.id,
    checkId: `choose-${row.number}`,
    number,
    title: row.title,
    lang: langOf(t, row.lang),
    href: proposalPath(process.slug, row.number),
    selectText: t('proposals.triage.select', { number }),
    checked: chosen.includes(row.id),
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

function tabs({ t }: Exchange, process: string, filter: TriageFilter, counts: Triage['counts']): TabsModel {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const tab = (state: ProposalState | null, text: string, count: number) => ({
    text,
    href: triagePath(process) + (state ? `?state=${state}` : ''),
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

function pagination({ t }: Exchange, { process, filter, rows, counts }: Triage): PaginationModel | null {
  const total = filter.state ? (counts.get(filter.state) ?? 0) : [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total <= TRIAGE_PAGE) return null;
  const first = (filter.page - 1) * TRIAGE_PAGE + 1;
  const last = first + rows.length - 1;
  const to = (page: number) => `${triagePath(process.slug)}?${filter.state ? `state=${filter.state}&` : ''}page=${page}`;
  return {
    label: t('proposals.index.pages'),
    summary: t('proposals.index.range', { first, last, total }),
    previous: filter.page > 1 ? link(t('proposals.index.previous'), to(filter.page - 1)) : null,
    next: last < total ? link(t('proposals.index.next'), to(filter.page + 1)) : null,
  };
}
