import type { FormModel, LinkModel, StatsModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import type { Foreseen } from './built-on.js';
import { exchangePath } from './domain/index.js';
import { breadcrumb } from './exchange-words.js';
import type { ImportRow } from './imports.queries.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'exchange/undo': {
      title: string;
      lead: string;
      stats: StatsModel;
      /** What stands in the way of the rest. */
      kept: { title: string; reasons: { text: string; count: string }[]; after: string } | null;
      /** What it costs, beside what goes. */
      means: { title: string; texts: string[] } | null;
      /** Null where nothing would go. */
      form: FormModel | null;
      nothing: string | null;
      back: LinkModel;
    };
  }
}

/** Asks before an import is undone: how many proposals and answers go, how many stay, and why. */
export function undoPage(x: Exchange, slug: string, found: ImportRow, foreseen: readonly Foreseen<string>[]): Page {
  const { t } = x;
  const { kind } = found;
  const path = (...rest: string[]) => exchangePath(slug, 'imports', found.id, ...rest);
  const going = foreseen.find(({ reason }) => reason === null) ?? { count: 0, answers: 0 };
  const kept = foreseen.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }]));
  const stays = kept.reduce((sum, { count }) => sum + count, 0);
  const title = t('exchange.undo.title', { source: found.sourceName });
  const stat = (name: string, count: number) => ({ number: t.number(count), text: t(`exchange.undo.stat.${name}`, { count }) });
  return x.page(
    'exchange/undo',
    {
      title,
      lead: t(`exchange.undo.lead.${kind}`),
      stats: {
        stats: [
          ...(kind === 'proposals' ? [stat('proposals', going.count)] : []),
          ...(kind === 'answers' || going.answers > 0 ? [stat('answers', going.answers)] : []),
          stat('kept', stays),
        ],
      },
      kept:
        stays > 0
          ? {
              title: t('exchange.undo.kept', { count: stays }),
              reasons: kept
                .toSorted((a, b) => b.count - a.count)
                .map(({ reason, count }) => ({ text: t(`exchange.remark.kept-${reason}`), count: t.number(count) })),
              after: t('exchange.undo.kept-after'),
            }
          : null,
      means:
        going.count > 0
          ? {
              title: t('exchange.undo.means'),
              texts: [t(`exchange.undo.means.${kind}`), t(`exchange.undo.means.${kind}-after`)],
            }
          : null,
      form: going.count > 0 ? x.button(path('undoing'), `exchange.undo.confirm.${kind}`, 'danger', { count: going.count }) : null,
      nothing: going.count > 0 ? null : t('exchange.undo.nothing'),
      back: link(t('exchange.undo.back'), path()),
    },
    {
      title,
      process: slug,
      breadcrumb: [...breadcrumb(x, slug), { text: t('exchange.import.of', { source: found.sourceName }), href: path() }],
    },
  );
}
