import type { ButtonModel, RowsModel, StatsModel } from '../platform/web/components.js';
import type { Exchange } from '../platform/web/exchange.js';
import { link, type Page } from '../platform/web/reply.js';
import type { LinkModel } from '../platform/web/components.js';
import { outreachLogPath, outreachPath } from './domain/index.js';
import { button } from './organisations.page.js';
import type { BatchRow, ReachRow } from './outreach-rows.js';
import { aboutText, breadcrumb } from './outreach-words.js';

declare module '../platform/web/reply.js' {
  interface Pages {
    'outreach/overview': {
      title: string;
      lead: string;
      add: ButtonModel | null;
      stats: StatsModel;
      batchesTitle: string;
      batches: RowsModel | null;
      empty: string | null;
      baseTitle: string;
      links: LinkModel[];
    };
  }
}

/** Where outreach stands, and the ways on. */
export function overviewPage(
  x: Exchange,
  slug: string,
  found: {
    counts: { organisations: number; contacts: number };
    reach: ReachRow;
    batches: BatchRow[];
    sizes: ReadonlyMap<string, number>;
  },
): Page {
  const title = x.t('outreach.title');
  const { counts, reach } = found;
  const stat = (key: string, count: number) => ({ number: x.t.number(count), text: x.t(`outreach.stat.${key}`, { count }) });
  return x.page(
    'outreach/overview',
    {
      title,
      lead: x.t('outreach.lead'),
      add: counts.contacts > 0 ? button(x.t('outreach.choice.title'), outreachPath(slug, 'batches', 'new')) : null,
      stats: {
        stats: [
          stat('contacts', counts.contacts),
          stat('invited', reach.invited),
          stat('answered', reach.answered),
          stat('took-part', reach.tookPart),
        ],
      },
      batchesTitle: x.t('outreach.batches'),
      batches:
        found.batches.length === 0
          ? null
          : {
              rows: found.batches.map((batch) => ({
                title: aboutText(x.t, batch.themeName),
                href: outreachPath(slug, 'batches', batch.id),
                about: [
                  batch.sentAt
                    ? x.t('outreach.batch.sent-on', {
                        day: x.t.date(batch.sentAt, 'day'),
                        count: found.sizes.get(batch.id) ?? 0,
                      })
                    : x.t('outreach.batch.draft-of', {
                        day: x.t.date(batch.createdAt, 'day'),
                        count: batch.organisationIds.length,
                      }),
                ],
                tag: batch.sentAt
                  ? { text: x.t('outreach.batch.is-sent'), tone: 'ok', icon: 'send' }
                  : { text: x.t('outreach.batch.is-draft'), tone: 'neutral', icon: 'pencil' },
                action: null,
              })),
            },
      empty: found.batches.length === 0 ? x.t(counts.contacts > 0 ? 'outreach.no-batches' : 'outreach.no-contacts') : null,
      baseTitle: x.t('outreach.base'),
      links: [
        link(x.t('outreach.organisations.title'), outreachPath(slug, 'organisations')),
        link(x.t('outreach.import.title'), outreachPath(slug, 'imports', 'new')),
        link(x.t('outreach.contact.new'), outreachPath(slug, 'contacts', 'new')),
        link(x.t('outreach.file'), outreachPath(slug, 'invitations.csv')),
        link(x.t('outreach.log.title'), outreachLogPath(slug)),
      ],
    },
    { title, process: slug, breadcrumb: breadcrumb(x, slug) },
  );
}
