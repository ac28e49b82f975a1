import { localized } from '../kernel/localized.js';
import type { Subject } from '../kernel/subject.js';
import type { ModeratedView } from '../platform/subjects/subject-registry.js';
import type { FormModel, LinkModel, NoticeModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { blank, type FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { staffProcessPath } from '../process/domain/index.js';
import type { ProcessRow } from '../process/index.js';
import { casePath, isTaken, mayDecideAppeal, queuePath, REASON_MAX, seenValue } from './domain/index.js';
import type { CaseRow, HidingRow, ReportRow } from './moderation.queries.js';
import { undoForm } from './queue.page.js';
import { causeTag, decisionFields, decisionTag, langOf, paragraphsOf } from './words.js';

interface ActPanel {
  id: string;
  title: string;
  lead: string | null;
  form: FormModel;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'moderation/case': {
      title: string;
      number: string;
      tags: TagModel[];
      about: string[];
      lang: string | null;
      paragraphs: string[];
      files: {
        title: string;
        lang: string | null;
        rows: { name: string; href: string; about: string; isDescribed: boolean }[];
      } | null;
      notice: NoticeModel | null;
      reports: { title: string; rows: { rule: string; at: string; words: string[] }[] } | null;
      hidings: {
        title: string;
        rows: { title: string; about: string; paragraphs: string[]; appeal: { title: string; paragraphs: string[] } | null }[];
      } | null;
      acts: ActPanel[];
      page: LinkModel | null;
      back: LinkModel;
    };
  }
}

export interface Case {
  process: ProcessRow;
  subject: Subject;
  view: ModeratedView;
  case: CaseRow | null;
  reports: readonly ReportRow[];
  hidings: readonly HidingRow[];
  moderators: readonly string[];
  now: Date;
}

/** One contribution as those who moderate see it: its words, who objects and why, what was done before, and what can be done now. */
export function casePage(
  x: Exchange,
  one: Case,
  states: { decide?: FormState; take?: FormState; undo?: FormState; appeal?: FormState },
): Page {
  const { process, view, case: found } = one;
  const { t } = x;
  const title = view.title ?? t('moderation.case.comment', { number: view.number });
  const isWaiting = found !== null && found.decidedAt === null;
  return x.page(
    'moderation/case',
    {
      title,
      number: view.number,
      tags: [
        {
          text: t(`moderation.sight.${view.sight}`),
          tone: view.sight === 'public' ? 'ok' : 'warn',
          icon: view.sight === 'public' ? 'eye' : 'eye-off',
        },
        ...(found && isWaiting ? [causeTag(t, found.cause)] : []),
        ...(found?.decision ? [decisionTag(t, found.decision)] : []),
      ],
      about: [view.author, t.date(view.at, 'moment')],
      lang: langOf(t, view.lang),
      paragraphs: [...view.paragraphs],
      files: filesOf(x, view),
      notice: notice(x, one),
      reports:
        one.reports.length > 0
          ? {
              title: t('moderation.case.reports', { count: one.reports.length }),
              rows: one.reports.map(({ rule, words, at }) => ({
                rule: t(`moderation.rule.${rule}`),
                at: t.date(at, 'moment'),
                words: words ? paragraphsOf(words) : [],
              })),
            }
          : null,
      hidings:
        one.hidings.length > 0
          ? { title: t('moderation.case.hidings'), rows: one.hidings.map((each) => hidingRow(x, each)) }
          : null,
      acts: acts(x, one, states),
      page: view.href && view.sight !== 'held' ? link(t('moderation.case.open'), view.href) : null,
      back: link(t('moderation.case.back'), queuePath(process.slug)),
    },
    {
      title: `${view.number}. ${title}`,
      process: process.slug,
      breadcrumb: [
        { text: localized(process.name, x.locale), href: staffProcessPath(process.slug) },
        { text: t('moderation.queue.title'), href: queuePath(process.slug) },
      ],
    },
  );
}

/** What came with it: its words are looked at as the rest is. */
function filesOf({ t }: Exchange, { files = [], lang }: ModeratedView) {
  if (files.length === 0) return null;
  const rows = files.map(({ name, href, about }) => ({
    name,
    href,
    about: about || t('moderation.case.file-undescribed'),
    isDescribed: about !== '',
  }));
  return { title: t('moderation.case.files', { count: files.length }), lang: langOf(t, lang), rows };
}

/** That somebody else has it now, or what was decided and by whom: before anybody does work twice. */
function notice(x: Exchange, { case: found, now }: Case): NoticeModel | null {
  const { t } = x;
  if (!found) return null;
  if (found.decision && found.decidedAt) {
    const text = t('moderation.case.decided', {
      name: found.decidedByName ?? t('moderation.somebody'),
      decision: t(`moderation.decision.${found.decision}`),
      at: t.date(found.decidedAt, 'moment'),
    });
    return { tone: 'info', title: null, text };
  }
  if (!isTaken(found.takenAt, now) || !found.takenAt) return null;
  const name = found.takenByName ?? t('moderation.somebody');
  return found.takenBy === x.actor.id
    ? { tone: 'ok', title: null, text: t('moderation.case.yours') }
    : { tone: 'warn', title: null, text: t('moderation.case.taken', { name, at: t.date(found.takenAt, 'time') }) };
}

function hidingRow({ t }: Exchange, hiding: HidingRow) {
  const { appeal } = hiding;
  const ended = hiding.endedAt ? t('moderation.case.hiding-ended', { at: t.date(hiding.endedAt, 'moment') }) : '';
  return {
    title: t(`moderation.rule.${hiding.rule}`),
    about: [
      t('moderation.case.hidden-by', { name: hiding.byName ?? t('moderation.somebody'), at: t.date(hiding.at, 'moment') }),
      ended,
    ]
      .filter(Boolean)
      .join(' '),
    paragraphs: paragraphsOf(hiding.reason),
    appeal: appeal
      ? {
          title: t('moderation.case.appeal', { at: t.date(appeal.at, 'moment') }),
          paragraphs: [
            ...paragraphsOf(appeal.words),
            ...(appeal.outcome ? [t(`moderation.case.${appeal.outcome}`, { reason: appeal.reason ?? '' })] : []),
          ],
        }
      : null,
  };
}

function acts(
  x: Exchange,
  one: Case,
  states: { decide?: FormState; take?: FormState; undo?: FormState; appeal?: FormState },
): ActPanel[] {
  const { t } = x;
  const { process, subject, view, case: found, now } = one;
  if (view.sight === 'gone') return [];
  const isWaiting = found !== null && found.decidedAt === null;
  const panels: ActPanel[] = [];
  const panel = (id: string, form: FormModel, lead: string | null = null): void => {
    panels.push({ id: `act-${id}`, title: t(`moderation.panel.${id}`), lead, form });
  };
  if (isWaiting) {
    const isMine = found.takenBy === x.actor.id && isTaken(found.takenAt, now);
    panel(
      isMine ? 'release' : 'take',
      x.form(
        {
          action: casePath(process.slug, subject, isMine ? 'release' : 'taking'),
          submit: isMine ? 'moderation.release.submit' : 'moderation.take.submit',
          submitVariant: 'plain',
          fields: [],
        },
        states.take ?? blank(),
      ),
    );
  }
  const open = one.hidings.find(({ endedAt, appeal }) => endedAt === null && appeal && appeal.outcome === null);
  if (open) {
    const refusal = mayDecideAppeal({ hiddenBy: open.by, moderators: one.moderators }, x.actor.id);
    const form = appealForm(x, one, states.appeal ?? blank());
    panel('appeal', form, refusal ? t(`refusals.${refusal.code}`) : null);
    return panels;
  }
  const possible =
    view.sight === 'hidden'
      ? ['publish']
      : view.sight === 'held'
        ? ['publish', 'hide']
        : isWaiting
          ? ['dismiss', 'hide']
          : ['hide'];
  const version = found?.version ?? 0;
  const state = states.decide ?? blank(possible.length === 1 ? { act: possible[0] } : {});
  panel(
    'decide',
    x.form(
      {
        action: casePath(process.slug, subject, 'decision'),
        submit: 'moderation.decide.submit-one',
        submitArgs: { number: view.number },
        idPrefix: 'decide-',
        fields: [
          { name: 'subjects', kind: 'hidden', label: 'moderation.decide.title' },
          ...decisionFields(t, possible).filter(({ name }) => name !== 'rule' || possible.includes('hide')),
        ],
      },
      { ...state, values: { ...state.values, subjects: seenValue({ ...subject, version }) } },
    ),
  );
  const undo = found && undoForm(x, process.slug, subject, found, states.undo);
  if (undo) panel('undo', undo);
  return panels;
}

const appealForm = (x: Exchange, { process, subject }: Case, state: FormState): FormModel =>
  x.form(
    {
      action: casePath(process.slug, subject, 'appeal'),
      submit: 'moderation.appeal.submit',
      idPrefix: 'appeal-',
      fields: [
        {
          name: 'outcome',
          kind: 'radios',
          label: 'moderation.appeal.outcome',
          options: (['upheld', 'lifted'] as const).map((value) => ({ value, text: x.t(`moderation.appeal.outcome-${value}`) })),
        },
        {
          name: 'reason',
          kind: 'textarea',
          label: 'moderation.appeal.reason',
          hint: 'moderation.appeal.reason-hint',
          rows: 4,
          maxlength: REASON_MAX,
        },
      ],
    },
    state,
  );
