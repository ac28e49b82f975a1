import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { FollowersQueries } from '../../src/following/index.js';
import { sql } from '../../src/platform/database/reader.js';
import { ContinuationsService, ProposalAudience, type Sent } from '../../src/proposals/index.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { told } from '../support/mails.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let proposal: Sent;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
  proposal = await propose(app, world, 'Bancos en las paradas');
});
afterAll(() => app.close());

const PAGE = '/processes/ba/proposals/P-001';
const FOLLOWING = `${PAGE}/following`;
const followers = async (): Promise<string[]> =>
  (await app.nest.get(FollowersQueries).of({ kind: 'proposal', id: proposal.id })).map(({ email }) => email).toSorted();
const linkOf = async (): Promise<string> =>
  new URL(/https?:\S+/.exec((await told(app, 'following.confirm')).at(-1)?.text ?? '')?.[0] ?? '').pathname.replace(/^\/es/, '');
const ask = async (browser: Browser, email = 'Lucia@Example.org') =>
  browser.submit(await browser.get(PAGE), { email }, FOLLOWING);

describe('following a proposal', () => {
  it('takes one button with an account, and one to stop', async () => {
    const eva = await world.signedIn('eva');
    const done = await eva.submit(await eva.get(PAGE), {}, FOLLOWING);
    expect(done.text).toContain('Seguís esta propuesta.');
    expect(done.text).toContain('1 persona la sigue');
    await eva.submit(done, {}, `${FOLLOWING}/ending`);
    expect(await followers()).toEqual([]);
    const pages = await Promise.all([1, 2, 3].map(() => eva.get(PAGE)));
    await Promise.all(pages.map((page) => eva.submit(page, {}, FOLLOWING)));
    expect(await followers()).toEqual(['eva@example.org']);
  });

  it('takes a confirmed address without one: the mail’s link and its button, and nothing by opening it', async () => {
    const lucia = app.browser();
    await ask(lucia);
    expect(await followers()).toEqual([]);
    const link = await linkOf();
    const opened = await lucia.get(link);
    await lucia.get(link);
    expect(opened.text).toContain('Bancos en las paradas');
    expect(await followers()).toEqual([]);
    await lucia.submit(opened, {}, `${link}/confirmation`);
    expect(await followers()).toEqual(['lucia@example.org']);
  });

  it('ends by the link of any mail, without signing in', async () => {
    const lucia = app.browser();
    await ask(lucia);
    const link = await linkOf();
    await lucia.submit(await lucia.get(link), {}, `${link}/confirmation`);
    const [follower] = await app.nest.get(FollowersQueries).of({ kind: 'proposal', id: proposal.id });
    expect(follower).toMatchObject({ endPath: link, locale: 'es', reason: 'follower' });
    await app
      .browser()
      .submit(await app.browser().get(link), {}, `${link}/ending`)
      .catch(() => undefined);
    const other = app.browser();
    await other.submit(await other.get(link), {}, `${link}/ending`);
    expect(await followers()).toEqual([]);
  });

  it('does not tell who follows already, and writes once a day', async () => {
    const lucia = app.browser();
    const first = await ask(lucia);
    const link = await linkOf();
    await lucia.submit(await lucia.get(link), {}, `${link}/confirmation`);
    const again = await ask(app.browser());
    expect(again.status).toBe(first.status);
    await ask(app.browser(), 'otra@example.org');
    await ask(app.browser(), 'otra@example.org');
    expect((await told(app, 'following.confirm')).map(({ to }) => to)).toEqual(['lucia@example.org', 'otra@example.org']);
    expect((await app.browser().get(PAGE)).body).not.toContain('lucia@');
  });

  it('keeps what was typed when it is no address', async () => {
    const wrong = await ask(app.browser(), 'lucia');
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('#follow-email')?.getAttribute('value')).toBe('lucia');
  });

  it('goes on to where the proposal goes on: everybody is told, each once, and why', async () => {
    const eva = await world.signedIn('eva');
    await eva.submit(await eva.get(PAGE), {}, FOLLOWING);
    const head = await propose(app, world, 'Asientos', { author: 'Tomás Rey' });
    const audience = () => app.nest.get(ProposalAudience).of(head.id);
    expect((await audience()).map(({ email }) => email)).toEqual(['tomas@example.org']);
    await app.nest
      .get(ContinuationsService)
      .merge(world.processId, { origins: [proposal.number], head: head.number, reason: 'Lo mismo.' }, SYSTEM);
    expect((await audience()).map(({ email, reason }) => [email, reason])).toEqual([
      ['graciela@example.org', 'author'],
      ['tomas@example.org', 'author'],
      ['eva@example.org', 'follower'],
    ]);
    expect(await app.db.reader.first(sql`select count(*) as n from follow`)).toEqual({ n: 1 });
  });

  it('is not opened by a guessed link', async () => {
    await ask(app.browser());
    const link = await linkOf();
    expect((await app.browser().get(`${link.slice(0, -22)}AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(404);
  });
});
