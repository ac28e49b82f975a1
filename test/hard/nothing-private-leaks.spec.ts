import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { furnish, PRINCIPALS, type Furnished, type Principal } from '../world/furnished.js';
import { addressOf } from '../architecture/addresses.js';
import { filled } from './filling.js';
import { browsersOf, buttonOf, formsOn, pagesFrom, Routes, startsIn } from './forms-of-the-world.js';
import { MORE_ROWS, OPEN, PRIVATE } from './private-columns.js';

/** Between them they hold every lesser part: nobody, a guest, a member of the forum, who reviewed once, who coordinates elsewhere, and parts of the team. */
const READERS: readonly Principal[] = [
  'visitor',
  'guest',
  'forum member',
  'revoked reviewer',
  'coordinator elsewhere',
  'monitor',
  'facilitator',
  'moderator',
];
const ENDS =
  /withdrawal|removal|revocation|ending|departure|closing|publication|finalisation|sign-out|undoing|refusal|unsubscribe|decision|reviews\/:number$|\/ban|opening|splitting|merges|hiding|stages/;
const MARKER = /zq\d+qz/g;

let app: TestApp;
let place: Furnished;
let routes: Routes;
let browsers: Map<Principal, Browser>;
/** The columns by their markers. */
const planted = new Map<string, string>();

beforeAll(async () => {
  app = await startApp();
  place = await furnish(app, { slug: 'abierto', isPublic: true, isOpen: true });
  routes = new Routes(app);
  browsers = await browsersOf(app, place, PRINCIPALS);
  await fillIn();
  await app.nest.get(Dispatcher).settle();
  for (const statement of MORE_ROWS) await app.db.database.pool.query(statement);
  for (const [at, column] of Object.keys(PRIVATE).entries()) await plant(column, `zq${at}qz`);
}, 400_000);
afterAll(() => app.close());

/** Sends one form of each kind but these, so that there is something in every table. */
async function fillIn(except = ENDS): Promise<void> {
  const kinds = new Set<string>();
  let turn = 0;
  for (const who of ['coordinator', 'reviewer', 'resident', 'visitor', 'guest', 'moderator'] as const)
    for (const page of await pagesFrom(browsers.get(who) as Browser, routes, startsIn(routes, place)))
      for (const form of formsOn(page, who, routes)) {
        if (except.test(form.route) || kinds.has(form.kind)) continue;
        kinds.add(form.kind);
        app.clock.advance({ minutes: 2 });
        const values = { ...filled(form.form, form.route, { place, turn: turn++ }), ...buttonOf(form) };
        await (browsers.get(who) as Browser).sendExactly(form.form, form.action, values);
      }
}

async function plant(column: string, marker: string): Promise<void> {
  const [table = '', name = ''] = column.split('.');
  const { where = 'true', value = `'$'` } = PRIVATE[column] ?? {};
  const statement = `update "${table}" set "${name}" = ${value.replaceAll('$', marker)} where (${where}) and "${name}" is not null`;
  const { rowCount } = await app.db.database.pool.query(statement).catch((error: unknown) => {
    throw new Error(`${column}: ${String(error)}`);
  });
  if (rowCount) planted.set(marker, column);
}

/** What this person reads anywhere that they should not, by where it stands. */
async function readings(who: Principal): Promise<string[]> {
  const browser = browsers.get(who) as Browser;
  // Whoever holds a private link has proved that it is theirs; the mailbox is there for trying the product out only.
  const isTheirs = (name: string): boolean =>
    name.includes(':secret') || name.includes('_mailbox') || name.includes('_components');
  const starts = startsIn(routes, place).filter((path) => !isTheirs(routes.of('GET', path) ?? ''));
  const pages = (await pagesFrom(browser, routes, starts)).filter(({ path }) => !isTheirs(routes.of('GET', path) ?? ''));
  const files = routes
    .all('GET')
    .filter((name) => !isTheirs(name))
    .map((name) => addressOf(name, place));
  const searches = [...planted.keys()].map((marker) => `/processes/${place.slug}/proposals?q=${marker}`);
  const found = new Map<string, string>();
  const look = (path: string, body: string): void => {
    for (const marker of body.match(MARKER) ?? []) {
      const column = planted.get(marker);
      if (column && !PRIVATE[column]?.readBy?.includes(who) && !found.has(`${column} ${routes.of('GET', path)}`))
        found.set(`${column} ${routes.of('GET', path)}`, `${who} reads ${column} at ${path}`);
    }
  };
  for (const { path, body } of pages) look(path, body);
  for (const path of files) look(path, (await browser.get(path)).body);
  for (const path of searches) {
    const { document } = await browser.get(path);
    if (document.querySelector('.proposal-items li')) found.set(path, `${who} finds something by ${path}`);
  }
  return [...found.values()];
}

describe('what is private', () => {
  it('is told of every column of the database', async () => {
    const open = new Set(
      OPEN.trim()
        .split('\n')
        .flatMap((line) => {
          const [table = '', columns = ''] = line.trim().split(': ');
          return columns.split(' ').map((column) => `${table}.${column}`);
        }),
    );
    const columns = await app.db.reader.rows(sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE' and data_type in ('text', 'character varying', 'jsonb') and table_name <> 'mikro_orm_migrations'
      order by 1`);
    expect(columns.map(({ name }) => name).filter((name) => !(name in PRIVATE) && !open.has(name))).toEqual([]);
  });

  it('stands in every one of those columns', () => {
    const there = new Set(planted.values());
    expect(Object.keys(PRIVATE).filter((column) => !there.has(column))).toEqual([]);
  });

  it.each(READERS)(
    'is read nowhere by: %s',
    async (who) => {
      expect(await readings(who)).toEqual([]);
    },
    240_000,
  );

  it('goes out by no mail about what happens next, but to who wrote it', async () => {
    await app.db.reader.rows(sql`delete from outgoing_mail`);
    await fillIn(/sign-out|departure|\/ban$|revocation|stages|unsubscribe/);
    await app.nest.get(Dispatcher).settle();
    const mails = await app.db.reader.rows(sql<{ kind: string; recipient: string; words: string }>`
      select kind, recipient, concat_ws(' ', subject, text, html) as words from outgoing_mail`);
    expect(mails.length).toBeGreaterThan(5);
    const found = mails.flatMap(({ kind, recipient, words }) =>
      (words.match(MARKER) ?? []).map((marker) => `${kind} to ${recipient}: ${planted.get(marker)}`),
    );
    expect(found).toEqual([]);
  }, 240_000);
});
