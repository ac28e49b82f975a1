import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ModerationService } from '../../src/moderation/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { manyProposals } from '../support/many-proposals.js';
import { queriesOf } from '../support/queries.js';
import { makeWorld, type World } from '../world/world.js';

const LIST = '/processes/ba/proposals';
const PROPOSAL = `${LIST}/P-003`;

let app: TestApp;
let world: World;
let ids: string[];

beforeAll(async () => {
  app = await startApp({ KEEP_PAGES: 'true' });
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call', 'review');
  ids = await manyProposals(app, world, 30);
  await app.nest.get(Dispatcher).settle();
});
afterAll(() => app.close());

/** The lower of two: what the process does beside may fall into one of them. */
const costOf = async (path: string): Promise<number> => {
  const open = () => queriesOf(app, () => app.browser().get(path));
  return Math.min(await open(), await open());
};
/** A route is known to have a page worth keeping once it showed one. */
async function visited(path: string, browser: Browser = app.browser()): Promise<Answer> {
  await app.browser().get(path);
  await app.browser().get(path);
  return browser.get(path);
}
const valueOf = (page: Answer, name: string): string | null =>
  page.document.querySelector(`form[action$="/comments"] [name="${name}"]`)?.getAttribute('value') ?? null;

describe('a public page', () => {
  it.each(['/', LIST, `${LIST}?sort=endorsed&at=end`, PROPOSAL, '/processes/ba', '/processes/ba/themes'])(
    'costs one question while nothing happens: %s',
    async (path) => {
      const fresh = await app.browser().get(path);
      expect((await visited(path)).text).toBe(fresh.text);
      expect(await costOf(path)).toBe(1);
    },
  );

  it('has in each answer what lets its scripts and its forms be this visitor’s only', async () => {
    const [one, other] = [await visited(PROPOSAL), await app.browser().get(PROPOSAL)];
    for (const page of [one, other]) {
      const nonce = /'nonce-([0-9a-f]+)'/.exec(String(page.headers['content-security-policy']))?.[1] ?? '?';
      expect([...page.document.querySelectorAll('script')].map((each) => each.getAttribute('nonce'))).toContain(nonce);
      expect(page.body).not.toContain('blank-');
    }
    for (const name of ['_csrf', '_form']) {
      expect(valueOf(one, name)).toMatch(/^[\w-]{20,}$/);
      expect(valueOf(one, name)).not.toBe(valueOf(other, name));
    }
    expect(new Set([...one.document.querySelectorAll('[name="_form"]')].map((each) => each.getAttribute('value'))).size).toBe(
      one.document.querySelectorAll('[name="_form"]').length,
    );
  });

  it('takes a form that was sent from it', async () => {
    const reader = app.browser();
    const page = await visited(PROPOSAL, reader);
    const sent = await reader.submit(page, { body: 'Muy bueno.', name: 'Eva', email: 'eva@example.org' });
    expect(sent.status).toBe(200);
    const [{ count = 0 } = {}] = await app.db.reader.rows(sql<{ count: number }>`select count(*) as count from comment`);
    expect(count).toBe(1);
  });

  it('is another one in another language, and somebody’s own for who is signed in', async () => {
    await visited(PROPOSAL);
    expect((await app.browser().get(`/en${PROPOSAL}`)).document.documentElement.lang).toBe('en');
    const dani = await world.signedIn('dani');
    expect((await dani.get(PROPOSAL)).body).toContain('Dani Vecina');
    const visitor = await app.browser().get(PROPOSAL);
    expect(visitor.document.documentElement.lang).toBe('es-AR');
    expect(visitor.body).not.toContain('Dani Vecina');
  });

  it('leaves at once when what it shows is hidden, by whichever process', async () => {
    expect((await visited(PROPOSAL)).text).toContain('Propuesta inventada 3');
    expect((await visited(`${LIST}?at=end`)).text).toContain('Propuesta inventada 3');
    await app.nest
      .get(ModerationService)
      .decide(
        world.processId,
        { subjects: [{ kind: 'proposal', id: ids[2] ?? '', version: 0 }], act: 'hide', rule: 'insult', reason: 'Ataca.' },
        SYSTEM,
      );
    expect((await app.browser().get(PROPOSAL)).text).not.toContain('Propuesta inventada 3');
    expect((await app.browser().get(`${LIST}?at=end`)).text).not.toMatch(/Propuesta inventada 3(?!\d)/);
  });

  it('is made anew when something is written on a board, and after half a minute', async () => {
    await visited(LIST);
    await app.db.reader.rows(sql`insert into board (id, seq, epoch, created_at) values (${ids[0]}, 1, 1, now())`);
    expect(await queriesOf(app, () => app.browser().get(LIST))).toBeGreaterThan(1);
    expect(await costOf(LIST)).toBe(1);
    app.clock.advance({ seconds: 31 });
    expect(await queriesOf(app, () => app.browser().get(LIST))).toBeGreaterThan(1);
  });
});
