/**
 * The server that the product's pages are compared with: Fastify as it comes, a pool of `pg`, and the product's own templates, compiled as the product
 * compiles them. Pages are those of a file of `RecordedPage`s.
 *
 * What it does for every request: all questions that the product asks for this page, the permission's too, with the same values, as one prepared
 * statement; parsing of what comes; the page within its layout from the same model. What it leaves out, which makes it faster than anything that one
 * could run: it makes no model out of rows (the recorded one is shown), has no languages to choose from, no session, no CSRF token, no content
 * security policy or other header, no log, no compression, no rules about who may see what, and it remembers counts over all proposals for ever.
 */
import Fastify from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { compiled } from './compiled.ts';
import type { RecordedPage } from './recorded-pages.ts';

type AssetsFile = typeof import('../../src/platform/web/assets.js');
type ViewsFile = typeof import('../../src/platform/web/views.js');
type Translators = typeof import('../../src/platform/i18n/translator.js');

const file = process.argv[2];
if (!file) throw new Error('Say which pages to serve: a file');
const pages = JSON.parse(readFileSync(join(process.cwd(), file), 'utf8')) as RecordedPage[];

const { Assets } = await compiled<AssetsFile>('platform/web/assets.js');
const { Views } = await compiled<ViewsFile>('platform/web/views.js');
const { Translator } = await compiled<Translators>('platform/i18n/translator.js');
const views = new Views(new Assets());
const t = new Translator('America/Argentina/Buenos_Aires').in('es');
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });

/** One statement for everything that a page asks: the same text, and so the same plan, for all pages of a kind. */
function together({ questions }: RecordedPage): { text: string; values: unknown[] } {
  const [columns, values] = [[] as string[], [] as unknown[]];
  for (const [index, question] of questions.entries()) {
    const text = question.text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + values.length}`);
    columns.push(`(select json_agg(q) from (${text}) q) as "${index}"`);
    values.push(...question.values);
  }
  return { text: `select ${columns.join(', ')}`, values };
}

const names = new Map<string, string>();
const nameOf = (text: string): string => names.get(text) ?? names.set(text, `page-${names.size}`).get(text) ?? '';
const served = new Map(
  pages.map((page) => {
    const { text, values } = together(page);
    return [page.path, { page, question: { name: nameOf(text), text, values } }];
  }),
);

const server = Fastify();
server.get('/*', async (request, reply) => {
  const found = served.get(request.url);
  if (!found) return reply.status(request.url === '/readyz' ? 200 : 404).send('');
  const { page, question } = found;
  await pool.query(question);
  const html = views.render(page.view, page.model, { site: page.site as never, t }, page.layout);
  return reply.type('text/html; charset=utf-8').send(html);
});
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.once('SIGTERM', () => void server.close().then(() => pool.end()));
