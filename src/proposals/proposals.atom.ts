import { localized } from '../kernel/localized.js';
import { atomFeed } from '../platform/web/atom.js';
import type { Download } from '../platform/web/reply.js';
import { proposalNumber, proposalPath, proposalsPath } from './domain/index.js';
import type { ProposalRow } from './proposal-rows.js';

export interface FeedContext {
  process: { id: string; slug: string };
  title: string;
  publicUrl: string;
  lang: string;
  /** The feed's own address with its filters, without the site's. */
  self: string;
  /** When there is nothing to date it by. */
  otherwise: Date;
}

/** Public proposals, newest first, for feed readers. Nothing in it is private. */
export function proposalsAtom(context: FeedContext, rows: readonly ProposalRow[]): Download {
  const { process, title, publicUrl, lang, self, otherwise } = context;
  return atomFeed({
    id: `urn:uuid:${process.id}`,
    title,
    lang,
    self: publicUrl + self,
    page: publicUrl + proposalsPath(process.slug),
    updated: rows[0]?.submittedAt ?? otherwise,
    entries: rows.map((row) => ({
      id: row.id,
      title: `${proposalNumber(row.number)} ${row.title}`,
      lang: row.lang,
      href: publicUrl + proposalPath(process.slug, row.number),
      published: row.submittedAt,
      updated: row.submittedAt,
      author: row.onBehalfOf ?? row.authorName,
      category: { term: row.themeId, label: localized(row.themeName, 'es') },
      summary: row.excerpt,
    })),
  });
}
