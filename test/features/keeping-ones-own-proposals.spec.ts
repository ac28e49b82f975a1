import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DecisionsService } from '../../src/proposals/index.js';
import { ModerationService } from '../../src/moderation/index.js';
import { SYSTEM } from '../../src/kernel/actor.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let eva: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
  eva = await world.signedIn('eva');
});
afterAll(() => app.close());

const MINE = '/account/proposals';
const PAGE = '/processes/ba/proposals/P-001';
const DESK = `${PAGE}/authorship`;
const section = async (browser: Browser, id: string): Promise<string> =>
  ((await browser.get(MINE)).document.querySelector(`section[aria-labelledby="own-${id}"]`)?.textContent ?? '').replace(
    /\s+/g,
    ' ',
  );

describe('whoever sent a proposal signed in', () => {
  it('finds from its page where to correct it; the version before stays readable', async () => {
    await propose(app, world, 'Bancos en las paradas', { by: 'eva' });
    const page = await eva.get(PAGE);
    expect(page.document.querySelector(`.side-actions a[href="${DESK}"]`)).not.toBeNull();
    const desk = await eva.get(DESK);
    expect(desk.document.querySelector(`a[href="${DESK}/revision"]`)).not.toBeNull();
    const done = await eva.submit(await eva.get(`${DESK}/revision`), { body: 'Con respaldo.', note: 'Agregué el respaldo' });
    expect(done.path).toBe(DESK);
    const after = await app.browser().get(PAGE);
    for (const part of ['Con respaldo.', 'Agregué el respaldo', 'Que se haga: Bancos en las paradas.'])
      expect(after.text).toContain(part);
  });

  it('has the private link of the receipt as well, which its own page does not show', async () => {
    const { secret } = await propose(app, world, 'Bancos en las paradas', { by: 'eva' });
    expect((await app.browser().get(`/proposals/receipts/${secret}`)).status).toBe(200);
    expect((await eva.get(DESK)).body).not.toContain(secret);
  });

  it('loses nothing typed when something is missing', async () => {
    await propose(app, world, 'Bancos en las paradas', { by: 'eva' });
    const wrong = await eva.submit(await eva.get(`${DESK}/revision`), { title: 'Otro título', note: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('input[name=title]')?.getAttribute('value')).toBe('Otro título');
    expect(wrong.document.querySelector('#note-error')).not.toBeNull();
  });

  it('corrects it until its review begins', async () => {
    const { id } = await propose(app, world, 'Bancos en las paradas', { by: 'eva' });
    const form = await eva.get(`${DESK}/revision`);
    const areaId = world.areas[0]?.id ?? '';
    await app.nest.get(DecisionsService).assign(world.processId, { proposals: [id], areaId, dueOn: '2026-04-30' }, SYSTEM);
    expect((await eva.submit(form, { body: 'Tarde.', note: 'Tarde' })).status).toBe(403);
    expect((await eva.get(DESK)).document.querySelector('a[href$="/revision"]')).toBeNull();
    expect((await eva.get(PAGE)).text).not.toContain('Tarde.');
  });

  it('withdraws it with a reason; the number stays and says so', async () => {
    await propose(app, world, 'Bancos en las paradas', { by: 'eva' });
    const done = await eva.submit(await eva.get(DESK), { reason: 'Ya los pusieron' }, `${DESK}/withdrawal`);
    expect(done.text).toContain('Retirada');
    const page = await app.browser().get(PAGE);
    expect(page.text).toContain('Ya los pusieron');
    expect(page.body).not.toContain('Bancos en las paradas');
  });

  it('is the only one who can: not somebody else, not somebody unknown, not the team', async () => {
    await propose(app, world, 'Bancos en las paradas', { by: 'eva' });
    for (const browser of [await world.signedIn('fran'), await world.signedIn('ana'), app.browser()]) {
      for (const path of [DESK, `${DESK}/revision`]) expect((await browser.get(path)).status).toBe(403);
      expect((await browser.get(PAGE)).document.querySelector(`a[href="${DESK}"]`)).toBeNull();
    }
    const form = await eva.get(DESK);
    const csrf = form.document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    const fran = await world.signedIn('fran');
    expect((await fran.rawPost(`${DESK}/withdrawal`, { _csrf: csrf, reason: 'No' })).status).toBe(403);
  });
});

describe('the page of one’s own proposals', () => {
  it('is for who is signed in, and led to from every page', async () => {
    expect((await app.browser().get(MINE)).status).toBe(403);
    expect((await eva.get('/processes/ba')).document.querySelector(`.person-links a[href="${MINE}"]`)).not.toBeNull();
    expect((await eva.get(MINE)).status).toBe(200);
  });

  it('lists what was sent with the account and what is followed, and nobody else’s', async () => {
    await propose(app, world, 'Bancos en las paradas', { by: 'eva' });
    await propose(app, world, 'Sombra en las plazas', { by: 'fran' });
    await propose(app, world, 'Un pedido dudoso', { by: 'eva', isSuspicious: true });
    await eva.submit(await eva.get('/processes/ba/proposals/P-002'), {}, '/processes/ba/proposals/P-002/following');
    expect(await section(eva, 'sent')).toContain('P-001. Bancos en las paradas');
    expect(await section(eva, 'sent')).toContain('P-003. Un pedido dudoso');
    expect(await section(eva, 'sent')).not.toContain('Sombra');
    expect(await section(eva, 'followed')).toContain('P-002. Sombra en las plazas');
    expect((await (await world.signedIn('dani')).get(MINE)).text).not.toContain('Bancos');
  });

  it('shows no words of what was hidden among what is followed', async () => {
    const { id } = await propose(app, world, 'Sombra en las plazas', { by: 'fran' });
    await eva.submit(await eva.get(PAGE), {}, `${PAGE}/following`);
    const act = { act: 'hide', rule: 'insult', reason: 'Ataca a una persona y no discute una idea.' } as const;
    await app.nest
      .get(ModerationService)
      .decide(world.processId, { subjects: [{ kind: 'proposal', id, version: 0 }], ...act }, SYSTEM);
    expect((await eva.get(MINE)).body).not.toContain('Sombra');
  });

  it('leads back to what was begun, from another device too, until it is sent', async () => {
    const theme = world.themes[0]?.id ?? '';
    await eva.submit(await eva.get('/processes/ba/proposals/new'), { title: 'Canillas en la plaza', themeId: theme });
    const phone = await world.signedIn('eva');
    expect(await section(phone, 'drafts')).toContain('Canillas en la plaza');
    const begun = await phone.get('/processes/ba/proposals/new');
    expect(begun.document.querySelector('input[name=title]')?.getAttribute('value')).toBe('Canillas en la plaza');
    let page = await phone.submit(begun, {});
    const text = { problem: 'No hay agua.', idea: 'Poner canillas.', benefit: '', lang: 'es' };
    const author = { authorName: 'Eva', authorEmail: 'eva@example.org', sector: 'residents', onBehalfOf: '', neighbourhood: '' };
    for (const fields of [text, author]) {
      app.clock.advance({ seconds: 30 });
      page = await phone.submit(page, fields);
    }
    await phone.submit(page);
    expect(await section(eva, 'drafts')).not.toContain('Canillas');
    expect(await section(eva, 'sent')).toContain('P-001. Canillas en la plaza');
  });

  it('shows a draft to nobody else', async () => {
    const theme = world.themes[0]?.id ?? '';
    await eva.submit(await eva.get('/processes/ba/proposals/new'), { title: 'Canillas en la plaza', themeId: theme });
    const fran = await world.signedIn('fran');
    expect(await section(fran, 'drafts')).not.toContain('Canillas');
    expect((await fran.get('/processes/ba/proposals/new')).body).not.toContain('Canillas');
    expect((await app.browser().get('/processes/ba/proposals/new')).body).not.toContain('Canillas');
  });
});
