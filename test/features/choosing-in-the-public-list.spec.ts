import { describe, expect, it } from '@jest/globals';
import { AccountsService, SignInService } from '../../src/accounts/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ParticipantsService } from '../../src/participants/index.js';
import { sql } from '../../src/platform/database/reader.js';
import type { Answer, Browser, TestApp } from '../support/app.js';
import { eachBegins, threeProposals } from '../world/begin.js';
import type { World } from '../world/world.js';

let app: TestApp;
let world: World;
let ids: string[];

eachBegins(async (begun) => {
  ({ app, world } = begun);
  ids = await threeProposals(begun);
}, '2026-04-01T15:00:00Z');

const LIST = '/processes/ba/proposals';

async function moderator(): Promise<Browser> {
  const account = await app.nest.get(AccountsService).ensure({ email: 'manu@example.org', name: 'Manu', locale: 'es' });
  await app.nest.get(ParticipantsService).grant(world.processId, account.id, 'moderator', null, SYSTEM);
  const browser = app.browser();
  browser.keepSession(app.seal({ signIn: (await app.nest.get(SignInService).enterAs(account)).token }));
  return browser;
}

/** Ticks the first two in the list and goes on; no script is needed. */
async function choose(browser: Browser): Promise<Answer> {
  const list = await browser.get(LIST);
  const form = list.document.querySelector('form#selection');
  const boxes = [...list.document.querySelectorAll('input[form=selection]')].map((each) => each.getAttribute('value') ?? '');
  return browser.get(
    `${form?.getAttribute('action')}?${ids
      .slice(0, 2)
      .filter((id) => boxes.includes(id))
      .map((id) => `proposals=${id}`)
      .join('&')}`,
  );
}

/** Sends the panel of this action with everything that it is about. */
function send(browser: Browser, page: Answer, action: string, fields: Record<string, string>): Promise<Answer> {
  const form = page.document.querySelector(`form[action="${action}"]`);
  const about = [...(form?.querySelectorAll('input[type=hidden]') ?? [])];
  const all: Record<string, string | string[]> = { ...fields };
  for (const each of about) {
    const name = each.getAttribute('name') ?? '';
    all[name] = [...[all[name] ?? []].flat(), each.getAttribute('value') ?? ''];
  }
  return browser.rawPost(action, all);
}

describe('choosing in the public list', () => {
  it('to act on them is offered to those who coordinate or moderate, and to nobody else', async () => {
    for (const browser of [
      app.browser(),
      await world.signedIn('dani'),
      await world.signedIn('rita'),
      await world.signedIn('beto'),
    ])
      expect(
        (await browser.get(LIST)).document.querySelector('form#selection[action="/staff/processes/ba/selection"]'),
      ).toBeNull();
    expect((await app.browser().get(LIST)).document.querySelector('form#selection, input[name=proposals]')).toBeNull();
    for (const browser of [await world.signedIn('ana'), await moderator()])
      expect((await browser.get(LIST)).document.querySelectorAll('input[name=proposals]')).toHaveLength(3);
  });

  it('shows once more what was chosen, and to moderators only what is theirs to do', async () => {
    const page = await choose(await world.signedIn('ana'));
    expect(page.text).toContain('2 propuestas');
    expect(page.text).toContain('P-001');
    expect(page.text).not.toContain('P-003');
    expect(page.document.querySelectorAll('main form')).toHaveLength(4);
    expect((await choose(await moderator())).document.querySelectorAll('main form')).toHaveLength(1);
    expect((await (await world.signedIn('ana')).get('/staff/processes/ba/selection?proposals=nada')).text).toContain('propuesta');
  });

  it('hides several with one rule and reason', async () => {
    const manu = await moderator();
    const page = await choose(manu);
    const action = '/staff/processes/ba/selection/hiding';
    const hidden = await send(manu, page, action, { act: 'hide', rule: 'insult', reason: 'Insulta a una persona.' });
    expect(hidden.status).toBe(303);
    const rows = await app.db.reader.rows(sql<{ state: string }>`select state from proposal order by number`);
    expect(rows.map(({ state }) => state)).toEqual(['hidden', 'hidden', 'published']);
  });

  it('asks an area about several, and moves several to another theme', async () => {
    const ana = await world.signedIn('ana');
    const [area, theme] = [world.areas[0]?.id ?? '', world.themes[1]?.id ?? ''];
    await send(ana, await choose(ana), '/staff/processes/ba/selection/assignment', { areaId: area, dueOn: '2026-04-30' });
    const path = '/staff/processes/ba/selection/theme';
    const refused = await send(ana, await choose(ana), path, { themeId: '' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('P-002');
    await send(ana, await choose(ana), path, { themeId: theme });
    const rows = await app.db.reader.rows(
      sql<{ state: string; moved: boolean }>`select state, theme_id = ${theme} as moved from proposal order by number`,
    );
    expect(rows).toEqual([
      { state: 'in-review', moved: true },
      { state: 'in-review', moved: true },
      { state: 'published', moved: false },
    ]);
  });

  it('leaves where it is what a roundtable works on', async () => {
    const ana = await world.signedIn('ana');
    await app.db.reader.rows(sql`update proposal set tabled_at = now() where number = 2`);
    const refused = await send(ana, await choose(ana), '/staff/processes/ba/selection/theme', {
      themeId: world.themes[1]?.id ?? '',
    });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('P-002 ya está en una mesa');
  });

  it.each([
    ['assignment', { areaId: '', dueOn: '2026-04-30' }],
    ['marking', { ownStateId: '01890a5d-ac96-774b-bcce-b302099a8057', markReason: '' }],
    ['hiding', { act: 'hide', rule: '', reason: 'Con palabras' }],
  ])('says what is wrong with %s where it was chosen, with the choice kept', async (step, fields) => {
    const ana = await world.signedIn('ana');
    const refused = await send(ana, await choose(ana), `/staff/processes/ba/selection/${step}`, fields as Record<string, string>);
    expect(refused.status).toBe(422);
    expect(refused.document.querySelector('h1')?.textContent).toBe('Lo que elegiste');
    expect(refused.text).toContain('P-001');
    expect(refused.text).toContain('P-002');
    expect(refused.text).not.toContain('P-003');
    const form = refused.document.querySelector(`form[action="/staff/processes/ba/selection/${step}"]`);
    expect(form?.querySelector('.error-summary')).not.toBeNull();
    expect(form?.querySelectorAll('input[name=proposals], input[name=subjects]')).toHaveLength(2);
    if (step === 'hiding') expect(form?.querySelector('textarea')?.textContent?.trim()).toBe('Con palabras');
  });

  it('leads back to that list when it is done', async () => {
    const ana = await world.signedIn('ana');
    const fields = { areaId: world.areas[0]?.id ?? '', dueOn: '2026-04-30' };
    const done = await send(ana, await choose(ana), '/staff/processes/ba/selection/assignment', fields);
    expect(done.headers['location']).toBe(LIST);
  });
});

describe('reporting from the public list', () => {
  const REPORTING = '/processes/ba/proposals/reporting';
  const reports = () =>
    app.db.reader.rows(sql<{ number: number; rule: string }>`
    select p.number, r.rule from moderation_report r join proposal p on p.id::text = r.subject_id order by p.number`);

  it('is for those who signed in and do not moderate, several at once and each once', async () => {
    const dani = await world.signedIn('dani');
    const page = await choose(dani);
    expect(page.path).toContain(REPORTING);
    expect(page.text).toContain('2 propuestas');
    const empty = await send(dani, page, REPORTING, { rule: '', words: 'Es publicidad' });
    expect([empty.status, empty.text.includes('P-002')]).toEqual([422, true]);
    expect(empty.document.querySelector('textarea')?.textContent?.trim()).toBe('Es publicidad');
    const done = await send(dani, page, REPORTING, { rule: 'advertising', words: 'Es publicidad' });
    expect([done.status, done.headers['location']]).toEqual([303, LIST]);
    await send(dani, await choose(dani), REPORTING, { rule: 'insult', words: '' });
    expect(await reports()).toEqual([
      { number: 1, rule: 'advertising' },
      { number: 2, rule: 'advertising' },
    ]);
    expect((await (await world.signedIn('ana')).get('/staff/processes/ba/moderation')).text).toContain('P-001');
    expect((await app.browser().get(`${REPORTING}?proposals=${ids[0]}`)).status).toBe(403);
  });
});
