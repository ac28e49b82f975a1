import { COMMENT_MAX } from '../comments/domain/index.js';
import type { CommentRow } from '../comments/index.js';
import { localized } from '../kernel/localized.js';
import { paragraphsOf } from '../kernel/text.js';
import { reportPath } from '../moderation/domain/index.js';
import { publicNumber } from '../platform/database/sequence.js';
import type { DiffModel, FormModel, LinkModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import type { FieldSpec, FormState } from '../platform/web/forms.js';
import { link, type Page } from '../platform/web/reply.js';
import { wordChanges } from '../platform/web/word-changes.js';
import { callPath, processPath, rulesPath } from '../process/domain/index.js';
import { callProse, type CallProse, type ProcessRow, type RulesRow } from '../process/index.js';
import { mayRules, type RulesFacts } from './domain/index.js';

interface RuleRemark {
  id: string;
  author: string;
  about: string;
  lang: string | null;
  paragraphs: string[];
  report: LinkModel;
}

declare module '../platform/web/reply.js' {
  interface Pages {
    'rules/show': {
      title: string;
      kicker: string;
      lead: string;
      older: { text: string; link: LinkModel } | null;
      parts: { id: string; title: string; prose: CallProse }[];
      changes: {
        title: string;
        note: string | null;
        parts: { title: string; diff: DiffModel | null; same: string | null }[];
      } | null;
      versionsTitle: string;
      versions: { link: LinkModel; about: string; note: string | null }[];
      commentsTitle: string;
      commentsLead: string;
      comments: RuleRemark[];
      compose: { title: string; form: FormModel } | null;
    };
  }
}

export interface ShownRules {
  process: ProcessRow;
  /** Newest first. */
  versions: RulesRow[];
  shown: RulesRow;
  comments: CommentRow[];
}

/** One version of the rules: its text, its differences from the version before, all versions, and the comments on them. */
export function rulesPage(x: Exchange, { process, versions, shown, comments }: ShownRules, state: FormState): Page {
  const { t } = x;
  const { version: inForce, hasCallBegun } = x.facts<RulesFacts>();
  const title = t('rules.title');
  const name = localized(process.name, x.locale);
  const isOpen = mayRules(x.who, 'rules.comment', x.facts<RulesFacts>()) === null;
  return x.page(
    'rules/show',
    {
      title,
      kicker: name,
      lead: t('rules.version-of', { version: shown.version, date: t.date(shown.publishedAt, 'moment') }),
      older:
        shown.version === inForce
          ? null
          : { text: t('rules.older'), link: link(t('rules.in-force', { version: inForce ?? 1 }), rulesPath(process.slug)) },
      parts: [
        { id: 'terms', title: t('rules.terms'), prose: callProse(t, shown.terms) },
        { id: 'rules', title: t('rules.rules'), prose: callProse(t, shown.rules) },
      ],
      changes: changesOf(x, versions, shown),
      versionsTitle: t('rules.versions'),
      versions: versions.map((each) => ({
        link: link(
          t('rules.version', { version: each.version }),
          rulesPath(process.slug, each.version),
          each.version === shown.version,
        ),
        about: t.date(each.publishedAt, 'day'),
        note: each.note,
      })),
      commentsTitle: t('rules.comments', { count: comments.length }),
      commentsLead: t(hasCallBegun ? 'rules.comments-closed' : 'rules.comments-open'),
      comments: comments.map((comment) => remark(x, process, comment)),
      compose: isOpen ? { title: t('rules.compose'), form: commentForm(x, process, state) } : null,
    },
    {
      title: t('rules.title-of', { process: name }),
      process: process.slug,
      breadcrumb: [
        { text: name, href: processPath(process.slug) },
        { text: t('process.call.title'), href: callPath(process.slug) },
      ],
    },
  );
}

function changesOf({ t }: Exchange, versions: RulesRow[], shown: RulesRow) {
  const before = versions.find(({ version }) => version === shown.version - 1);
  if (!before) return null;
  const part = (key: 'terms' | 'rules') => {
    const [from, to] = [localized(before[key], t.locale), localized(shown[key], t.locale)];
    return {
      title: t(`rules.${key}`),
      diff: from === to ? null : wordChanges(t, from, to, callProse(t, shown[key]).lang),
      same: from === to ? t('rules.same') : null,
    };
  };
  return {
    title: t('rules.changes', { version: before.version }),
    note: shown.note,
    parts: [part('terms'), part('rules')],
  };
}

function remark({ t }: Exchange, process: ProcessRow, comment: CommentRow): RuleRemark {
  const number = publicNumber('C', comment.number);
  return {
    id: `comment-${comment.number}`,
    author: comment.organisation ?? comment.authorName,
    about: t('rules.comment-about', { number, version: comment.aboutVersion ?? 1, date: t.date(comment.writtenAt, 'day') }),
    lang: comment.lang === t.locale ? null : comment.lang,
    paragraphs: paragraphsOf(comment.body),
    report: link(t('moderation.report.link-of', { number }), reportPath(process.slug, { kind: 'comment', id: comment.id })),
  };
}

function commentForm(x: Exchange, process: ProcessRow, state: FormState): FormModel {
  const isAccount = x.actor.kind === 'account';
  const who: FieldSpec[] = isAccount
    ? [{ name: 'name', kind: 'hidden', label: 'rules.name' }]
    : [
        { name: 'name', kind: 'text', label: 'rules.name', maxlength: 120, autocomplete: 'name' },
        {
          name: 'email',
          kind: 'email',
          label: 'rules.email',
          hint: 'rules.email-hint',
          required: false,
          maxlength: 254,
          autocomplete: 'email',
        },
      ];
  return x.form(
    {
      action: `${rulesPath(process.slug)}/comments`,
      submit: 'rules.send',
      guard: 'comment',
      fields: [
        { name: 'body', kind: 'textarea', label: 'rules.body', rows: 5, maxlength: COMMENT_MAX },
        ...who,
        {
          name: 'organisation',
          kind: 'text',
          label: 'rules.organisation',
          required: false,
          maxlength: 200,
          autocomplete: 'organization',
        },
      ],
    },
    { ...state, values: { name: isAccount ? x.actor.name : '', ...state.values } },
  );
}
