import { localized } from '../kernel/localized.js';
import { download, type Download } from '../platform/web/reply.js';
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

/** What XML 1.0 cannot hold even escaped; our own texts have none of it, older ones might. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(UNWRITABLE, '')
    .replaceAll(/[&<>"]/g, (each) => ENTITIES[each] ?? '');

/** Public proposals, newest first, for feed readers (RFC 4287). Nothing in it is private. */
export function proposalsAtom(context: FeedContext, rows: readonly ProposalRow[]): Download {
  const { process, title, publicUrl, lang, self, otherwise } = context;
  const updated = rows[0]?.submittedAt ?? otherwise;
  const entries = rows.map((row) =>
    [
      '  <entry>',
      `    <id>urn:uuid:${row.id}</id>`,
      `    <title xml:lang="${row.lang}">${escaped(`${proposalNumber(row.number)} ${row.title}`)}</title>`,
      `    <link rel="alternate" type="text/html" href="${escaped(publicUrl + proposalPath(process.slug, row.number))}"/>`,
      `    <published>${row.submittedAt.toISOString()}</published>`,
      `    <updated>${row.submittedAt.toISOString()}</updated>`,
      `    <author><name>${escaped(row.onBehalfOf ?? row.authorName)}</name></author>`,
      `    <category term="${row.themeId}" label="${escaped(localized(row.themeName, 'es'))}"/>`,
      `    <summary xml:lang="${row.lang}">${escaped(row.excerpt)}</summary>`,
      '  </entry>',
    ].join('\n'),
  );
  const feed = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `  <id>urn:uuid:${process.id}</id>`,
    `  <title>${escaped(title)}</title>`,
    `  <link rel="self" type="application/atom+xml" href="${escaped(publicUrl + self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escaped(publicUrl + proposalsPath(process.slug))}"/>`,
    `  <updated>${updated.toISOString()}</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n');
  return download('application/atom+xml; charset=utf-8', feed);
}
