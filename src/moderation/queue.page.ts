import { localized } from '../kernel/localized.js';
import { subjectKey, type Subject } from '../kernel/subject.js';
import type { ModeratedView } from '../platform/subjects/subject-registry.js';
import type { EmptyStateModel, FormModel, LinkModel, PaginationModel, TabsModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import {
  CAUSES,
  casePath,
  isTaken,
  mayModeration,
  moderationPath,
  queuePath,
  seenValue,
  UNDOES,
  type Cause,
} from './domain/index.js';
import { QUEUE_PAGE, type CaseRow } from './moderation.queries.js';
import { causeTag, decisionFields, decisionTag, excerptOf, langOf } from './words.js';

interface QueueItem {
  value: string;
  checkId: string;
  selectText: string;
  checked: boolean;
  number: string;
  href: string;
  text: string;
  lang: string | null;
  tags: TagModel[];
  about: string[];
  undo: FormModel | null;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'moderation/queue': {
      title: string;
      lead: string;
      links: LinkModel[];
      tabs: TabsModel;
      listTitle: string;
      causes: string[];
      selectError: string | null;
      items: QueueItem[];
      empty: EmptyStateModel | null;
      pages: PaginationModel | null;
      decide: { title: string; lead: string; form: FormModel; fields: FormModel['fields'][string][] } | null;
      from: string;
    };
  }
}

export type QueueShow = 'waiting' | 'decided' | 'public';

export interface Queue {
  process: ProcessRow;
  show: QueueShow;
  page: number;
  subjects: readonly Subject[];
  cases: readonly CaseRow[];
  views: ReadonlyMap<string, ModeratedView>;
  counts: { waiting: ReadonlyMap<Cause, number>; decided: number };
  now: Date;
}

/** What waits for somebody to decide, the longest first; what was decided; and what everybody sees: choose some, then decide them alike. */
export function queuePage(x: Exchange, queue: Queue, state: FormState): Page {
  const { process, show, counts } = queue;
  const { t } = x;
  const title = t('moderation.queue.title');
  const acts = show === 'public' ? ['hide'] : ['hide', 'publish', 'dismiss'];
  const fields = decisionFields(t, acts);
  const form = x.form(
    { action: queuePath(process.slug, 'decisions'), submit: 'moderation.decide.submit', idPrefix: 'decide-', fields },
    show === 'public' ? { ...state, values: { act: 'hide', ...state.values } } : state,
  );
  const chosen = [state.values['subjects'] ?? []].flat().map(String);
  const items = queue.subjects.flatMap((subject) => item(x, queue, subject, chosen));
  return x.page(
    'moderation/queue',
    {
      title,
      lead: t(`moderation.queue.lead-${show}`),
      links: [
        link(t('moderation.policy.title'), moderationPath(process.slug)),
        ...(mayModeration(x.who, 'moderation.set', x.facts())
          ? []
          : [link(t('moderation.settings.title'), queuePath(process.slug, 'settings'))]),
      ],
      tabs: tabs(x, queue),
      listTitle: t(`moderation.queue.${show}`),
      causes:
        show === 'waiting'
          ? CAUSES.filter((cause) => counts.waiting.has(cause)).map((cause) =>
              t(`moderation.queue.count-${cause}`, { count: counts.waiting.get(cause) ?? 0 }),
            )
          : [],
      selectError: Object.keys(state.errors).some((name) => name.startsWith('subjects')) ? t('refusals.choose-subjects') : null,
      items,
      empty:
        items.length > 0
          ? null
          : { title: t(`moderation.queue.empty-${show}`), text: t(`moderation.queue.empty-${show}-text`), action: null },
      pages: pagination(x, queue, items.length),
      decide:
        show === 'decided' || items.length === 0
          ? null
          : {
              title: t('moderation.decide.title'),
              lead: t('moderation.decide.lead'),
              form,
              fields: fields.map(({ name }) => form.fields[name] as FormModel['fields'][string]),
            },
      from: show,
    },
    {
      title,
      process: process.slug,
      breadcrumb: [{ text: localized(process.name, x.locale), href: staffProcessPath(process.slug) }],
    },
  );
}

function item(x: Exchange, queue: Queue, subject: Subject, chosen: readonly string[]): QueueItem[] {
  const { t } = x;
  const view = queue.views.get(subjectKey(subject));
  if (!view) return [];
  const found = queue.cases.find((each) => subjectKey(each) === subjectKey(subject)) ?? null;
  const value = seenValue({ kind: subject.kind, id: subject.id, version: found?.version ?? 0 });
  const { slug } = queue.process;
  const isWaiting = found !== null && found.decidedAt === null;
  const taken = found && isTaken(found.takenAt, queue.now) ? found : null;
  return [
    {
      value,
      checkId: `choose-${view.number}`,
      selectText: t('moderation.queue.select', { number: view.number }),
      checked: chosen.includes(value),
      number: view.number,
      href: casePath(slug, subject),
      text: excerptOf(view),
      lang: langOf(t, view.lang),
      tags: [
        ...(found && isWaiting ? [causeTag(t, found.cause)] : []),
        ...(found?.decision ? [decisionTag(t, found.decision)] : []),
        ...(taken
          ? [
              {
                text:
                  taken.takenBy === x.actor.id
                    ? t('moderation.taken-by-you')
                    : t('moderation.taken-by', { name: taken.takenByName ?? t('moderation.somebody') }),
                tone: 'sun' as const,
                icon: 'hand',
              },
            ]
          : []),
      ],
      about: [
        view.author,
        ...(found && isWaiting ? [t('moderation.queue.since', { at: t.date(found.since, 'moment') })] : []),
        ...(found && found.reports > 0 ? [t('moderation.queue.reports', { count: found.reports })] : []),
        ...(found?.decidedAt
          ? [
              t('moderation.queue.decided-by', {
                name: found.decidedByName ?? t('moderation.somebody'),
                at: t.date(found.decidedAt, 'moment'),
              }),
            ]
          : []),
      ],
      undo: queue.show === 'decided' && found ? undoForm(x, slug, subject, found) : null,
    },
  ];
}

/** One step back, for a decision that can be taken back. */
export const undoForm = (
  x: Exchange,
  slug: string,
  subject: Subject,
  found: CaseRow,
  state: FormState = blank(),
): FormModel | null =>
  found.decision && UNDOES[found.decision]
    ? x.form(
        {
          action: casePath(slug, subject, 'undoing'),
          submit: 'moderation.undo.submit',
          submitVariant: 'plain',
          idPrefix: `undo-${subject.id}-`,
          fields: [{ name: 'version', kind: 'hidden', label: 'moderation.undo.submit' }],
        },
        { ...state, values: { version: found.version } },
      )
    : null;

function tabs({ t }: Exchange, { process, show, counts }: Queue): TabsModel {
  const waiting = [...counts.waiting.values()].reduce((sum, count) => sum + count, 0);
  const tab = (key: QueueShow, href: string, count: number | null) => ({
    text: t(`moderation.queue.${key}`),
    href,
    current: show === key,
    count: count === null ? null : t.number(count),
  });
  return {
    label: t('moderation.queue.tabs'),
    tabs: [
      tab('waiting', queuePath(process.slug), waiting),
      tab('decided', `${queuePath(process.slug)}?show=decided`, counts.decided),
      tab('public', queuePath(process.slug, 'contributions'), null),
    ],
  };
}

function pagination({ t }: Exchange, { process, show, page, counts }: Queue, shown: number): PaginationModel | null {
  const total =
    show === 'decided' ? counts.decided : show === 'waiting' ? [...counts.waiting.values()].reduce((a, b) => a + b, 0) : null;
  const hasNext = total === null ? shown > 0 && shown >= QUEUE_PAGE / 2 : page * QUEUE_PAGE < total;
  if (page === 1 && !hasNext) return null;
  const base = show === 'public' ? queuePath(process.slug, 'contributions') : queuePath(process.slug);
  const to = (number: number) => `${base}?${show === 'decided' ? 'show=decided&' : ''}page=${number}`;
  return {
    label: t('moderation.queue.pages'),
    summary: t('moderation.queue.page', { page }),
    previous: page > 1 ? link(t('moderation.queue.previous'), to(page - 1)) : null,
    next: hasNext ? link(t('moderation.queue.next'), to(page + 1)) : null,
  };
}
