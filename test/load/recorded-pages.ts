/**
 * What the product shows and asks for some pages, written down so that a server without the product can do the same: the model that the template is
 * given, and the questions to the database that it is made of.
 */
import type pg from 'pg';
import { compiled } from './compiled.ts';

type Start = typeof import('../../src/start.js');
type Configs = typeof import('../../src/platform/config/config.js');
type Databases = typeof import('../../src/platform/database/database.js');
type Readers = typeof import('../../src/platform/database/reader.js');
type ViewsFile = typeof import('../../src/platform/web/views.js');
type Entities = typeof import('../../src/entities.js');
type Logs = typeof import('../../src/platform/log/log.js');
export type App = Awaited<ReturnType<Start['build']>>;

export interface Question {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface RecordedPage {
  readonly path: string;
  readonly view: string;
  readonly layout: string;
  readonly model: object;
  readonly site: object;
  readonly questions: readonly Question[];
}

/** Whether something happened since is how the product knows that what it remembers holds; a server that remembers without knowing asks nothing. */
const ASKS_THE_RECORD = /\brecorded_event\b/;

/** The built product within this process, over the database at `url`, until `use` is done. */
export async function withProduct<T>(url: string, use: (app: App, pool: pg.Pool) => Promise<T>): Promise<T> {
  const { readConfig } = await compiled<Configs>('platform/config/config.js');
  const { openServer } = await compiled<Databases>('platform/database/database.js');
  const { ENTITIES } = await compiled<Entities>('entities.js');
  const { build } = await compiled<Start>('start.js');
  const log = (await compiled<Logs>('platform/log/log.js')).createLog('silent');
  const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', SAMPLE: 'false', DATABASE_URL: url });
  const database = await openServer(url, 10, ENTITIES, log);
  const app = await build({ config, database, closesDatabase: true, time: null });
  try {
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return await use(app, database.pool);
  } finally {
    await app.close();
  }
}

/** Each of the pages as a visitor is shown it, when everything that the product remembers is remembered. */
export async function recordPages(app: App, pool: pg.Pool, paths: readonly string[]): Promise<RecordedPage[]> {
  const reader = app.get((await compiled<Readers>('platform/database/reader.js')).Reader);
  // Each question by itself, not as the product puts them together.
  reader.together = (read) => read();
  const views = app.get((await compiled<ViewsFile>('platform/web/views.js')).Views);
  const render = views.render.bind(views);
  const pages: RecordedPage[] = [];
  for (const path of paths) {
    await open(app, path);
    let shown: Omit<RecordedPage, 'path' | 'questions'> | null = null;
    views.render = (view, model, data, layout = 'site') => {
      shown = { view, model, site: data.site, layout };
      return render(view, model, data, layout);
    };
    const questions = await asked(pool, () => open(app, path));
    if (!shown) throw new Error(`${path} showed no page`);
    pages.push({ path, ...(shown as Omit<RecordedPage, 'path' | 'questions'>), questions });
  }
  return pages;
}

async function open(app: App, path: string): Promise<void> {
  const { statusCode } = await app.inject({ method: 'GET', url: path });
  if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}`);
}

/** What is sent to the database meanwhile, each question once. */
async function asked(pool: pg.Pool, work: () => Promise<void>): Promise<Question[]> {
  const connection = await pool.connect();
  const shared = Object.getPrototypeOf(connection) as { query: (...args: unknown[]) => unknown };
  connection.release();
  const { query } = shared;
  const questions = new Map<string, Question>();
  shared.query = function (...args) {
    const [text, values] = args as [string, unknown[]];
    if (!ASKS_THE_RECORD.test(text)) questions.set(JSON.stringify([text, values]), { text, values });
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    shared.query = query;
  }
  return [...questions.values()];
}
