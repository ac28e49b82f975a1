import type { CommentRow } from '../comments/index.js';
import type { Exchange } from '../platform/web/exchange.js';
import { wordChanges } from '../platform/web/word-changes.js';
import { reportPath } from '../moderation/domain/index.js';
import { link } from '../platform/web/reply.js';
import { publicNumber } from '../platform/database/sequence.js';
import { dispositionTag } from '../responses/index.js';
import { commentAnchor, draftPath, placeAnchor } from './domain/index.js';
import type { DraftView, RemarkModel } from './draft-view.js';
import { langOf, paragraphsOf } from './sheet-words.js';

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
    label: t('commitments.draft.mark', { number: comment.number }),
    href: comment.quote ? `#passage-${comment.number}` : null,
    author: comment.organisation
      ? t('commitments.draft.author-of', { name: comment.authorName, organisation: comment.organisation })
      : comment.authorName,
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
    report: link(
      t('moderation.report.link-of', { number: publicNumber('C', comment.number) }),
      reportPath(process.slug, { kind: 'comment', id: comment.id }),
    ),
    waiting: response ? null : t('commitments.draft.waiting'),
  };
}
