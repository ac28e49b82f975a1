import { actorFor } from '../../src/accounts/index.js';
import { DataFilesQueries, DataFilesService, ImportsService } from '../../src/exchange/index.js';
import type { Answer, Browser, TestApp } from '../support/app.js';
import type { World } from './world.js';

/** An import that waits to be mapped, and a file with what the team sees, which is Ana's. */
export interface FurnishedExchange {
  readonly import: string;
  readonly file: string;
}

export async function furnishExchange(app: TestApp, world: World): Promise<FurnishedExchange> {
  const ana = actorFor(world.account('ana'));
  const [imports, files] = [app.nest.get(ImportsService), app.nest.get(DataFilesService)];
  const brought = { sourceName: 'Decidim Rosario', kind: null, file: 'propuestas.csv' };
  const wish = { reach: 'team', format: 'csv', hasMark: false, locale: 'es' } as const;
  const file = await files.ask({ id: world.processId, slug: world.slug }, wish, ana);
  await fileMade(app, file);
  return { import: await imports.start(world.processId, brought, Buffer.from('title,body\nUna,Texto'), ana), file };
}

const STAFF = '/staff/processes/ba/exchange';

/** Waits until the queue has made a file. */
export async function fileMade(app: TestApp, id: string): Promise<void> {
  const end = performance.now() + 30_000;
  while ((await app.nest.get(DataFilesQueries).one(id))?.state !== 'ready' && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Brings a file by its form; the page is the one that asks what its columns are. */
export async function bring(
  browser: Browser,
  content: string | Buffer,
  { filename = 'propuestas.csv', source = 'Decidim Rosario', kind = '', staff = STAFF } = {},
): Promise<Answer> {
  const page = await browser.get(`${staff}/imports/new`);
  return browser.upload(page, { sourceName: source, kind }, { name: 'file', filename, content });
}

/** Waits until the job of an import rests, as the page does. */
export async function rested(browser: Browser, page: Answer): Promise<Answer> {
  const end = performance.now() + 30_000;
  let shown = await browser.get(page.path);
  while (shown.document.querySelector('[data-moving]') && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 40));
    shown = await browser.get(page.path);
  }
  return shown;
}

export const check = async (browser: Browser, page: Answer, mapping: Record<string, string> = {}): Promise<Answer> =>
  rested(browser, await browser.submit(page, mapping, `${page.path}/columns`));

export const begin = async (browser: Browser, page: Answer): Promise<Answer> =>
  rested(browser, await browser.submit(page, {}, `${page.path}/start`));

/** Presses the button of the page that asks first. */
export async function undo(browser: Browser, page: Answer): Promise<Answer> {
  const asked = await browser.get(`${page.path}/undoing`);
  return rested(browser, await browser.submit(asked, {}, `${page.path}/undoing`));
}
