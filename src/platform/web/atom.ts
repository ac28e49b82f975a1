import { download, type Download } from './reply.js';

export interface AtomEntry {
  id: string;
  title: string;
  /** Language of title and summary. */
  lang: string;
  href: string;
  published: Date;
  updated: Date;
  author: string;
  category: { term: string; label: string } | null;
  summary: string;
}

export interface AtomFeed {
  /** An IRI that never changes (RFC 4287, 4.2.6). */
  id: string;
  title: string;
  lang: string;
  /** Where the feed itself is. */
  self: string;
  /** The page that it is about. */
  page: string;
  updated: Date;
  entries: readonly AtomEntry[];
}

/** What XML 1.0 cannot hold even escaped; our own texts have none of it, older ones might. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(UNWRITABLE, '')
    .replaceAll(/[&<>"]/g, (each) => ENTITIES[each] ?? '');

/** A feed for feed readers (RFC 4287). Addresses are whole. */
export function atomFeed(feed: AtomFeed): Download {
  const entries = feed.entries.map((entry) =>
    [
      '  <entry>',
      `    <id>urn:uuid:${entry.id}</id>`,
      `    <title xml:lang="${entry.lang}">${escaped(entry.title)}</title>`,
      `    <link rel="alternate" type="text/html" href="${escaped(entry.href)}"/>`,
      `    <published>${entry.published.toISOString()}</published>`,
      `    <updated>${entry.updated.toISOString()}</updated>`,
      `    <author><name>${escaped(entry.author)}</name></author>`,
      ...(entry.category
        ? [`    <category term="${escaped(entry.category.term)}" label="${escaped(entry.category.label)}"/>`]
        : []),
      `    <summary xml:lang="${entry.lang}">${escaped(entry.summary)}</summary>`,
      '  </entry>',
    ].join('\n'),
  );
  const text = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.lang}">`,
    `  <id>${escaped(feed.id)}</id>`,
    `  <title>${escaped(feed.title)}</title>`,
    `  <link rel="self" type="application/atom+xml" href="${escaped(feed.self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escaped(feed.page)}"/>`,
    `  <updated>${feed.updated.toISOString()}</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n');
  return download('application/atom+xml; charset=utf-8', text);
}
