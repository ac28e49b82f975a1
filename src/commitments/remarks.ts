import type { CommentRow } from '../comments/index.js';
import type { DiffModel, TagModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { publicNumber } from '../platform/database/sequence.js';
import { dispositionTag } from '../responses/index.js';
import { commentAnchor, draftPath, placeAnchor } from './domain/index.js';
import type { DraftView } from './draft.page.js';
import { langOf, paragraphsOf, wordChanges } from './sheet-words.js';

/** A comment beside the text it speaks of, with what became of it. */
export interface RemarkModel {
  id: string;
  number: string;
  label: string;
  /** The passage it marks in the text. */
  href: string | null;
  author: string;
  day: string;
  lang: string | null;
  quote: string | null;
  change: DiffModel | null;
  paragraphs: string[];
  answer: { tag: TagModel; kind: string; about: string; paragraphs: string[]; change: { text: string; href: string } | null } | null;
  waiting: string | null;
}

export function remark(x: Exchange, view: DraftView, comment: CommentRow): RemarkModel {
  const { t } = x;
  const { reading, process, sheet } = view;
  const response = reading.responses.get(comment.id);
  const changed = reading.changes.get(comment.id)?.[0];
  const since = comment.aboutVersion ?? 1;
  const changeHref = changed
    ? sheet.version > since
      ? `${draftPath(process.slug, sheet.number, 'versions')}?from=${since}&to=${sheet.version}#${placeAnchor(changed)}`
      : null
    : null;
  const lang = langOf(comment.lang, x.locale);
  return {
    id: commentAnchor(comment.number),
    number: String(comment.number),
    label: t('commitments.draft.remark', { number: publicNumber('C', comment.number) }),
    href: comment.quote ? `#passage-${comment.number}` : null,
    author: comment.organisation ? t('commitments.draft.author-of', { name: comment.authorName, organisation: comment.organisation }) : comment.authorName,
    day: t.date(comment.writtenAt, 'day'),
    lang,
    quote: comment.quote && !comment.suggestion ? comment.quote : null,
    change: comment.quote && comment.suggestion ? wordChanges(t, comment.quote, comment.suggestion, lang) : null,
    paragraphs: paragraphsOf(comment.body),
    answer: response
      ? {
          tag: dispositionTag(t, response.disposition),
          kind: response.disposition,
          about: t('commitments.draft.answered', { day: t.date(response.at, 'day'), name: response.decidedBy }),
          paragraphs: paragraphsOf(response.reason),
          change: changeHref ? { text: t('commitments.draft.see-change'), href: changeHref } : null,
        }
      : null,
    waiting: response ? null : t('commitments.draft.waiting'),
  };
}
