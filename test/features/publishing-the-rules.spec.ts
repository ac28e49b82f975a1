import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  ana = await world.signedIn('ana');
});
afterAll(() => app.close());

const STAFF = '/staff/processes/ba/call';
const publish = async (fields: Record<string, string>) => ana.submit(await ana.get(STAFF), fields, `${STAFF}/rules`);

describe('the page of the call and the rules of a process', () => {
  it('begin with the words of the template, and say the dates with their time zone', async () => {
    const page = await app.browser().get('/processes/ba/call');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Qué pasa con lo que mandás');
    expect(page.text).toContain('hora estándar de Argentina');
    expect(page.text).toContain('todavía no se publicaron');
    expect((await app.browser().get('/processes/ba/call/rules')).status).toBe(404);
  });

  it('are written by coordinators, in the three languages', async () => {
    const form = await ana.get(STAFF);
    await ana.submit(form, { 'purpose.es': 'Va a la mesa.', 'purpose.fr': 'Va à la table.', contact: 'Oficina 3' }, STAFF);
    expect((await app.browser().get('/processes/ba/call')).text).toContain('Oficina 3');
    expect((await app.browser().get('/fr/processes/ba/call')).text).toContain('Va à la table.');
  });

  it('are published in versions that stay, with what changed in words', async () => {
    await publish({});
    await publish({ 'rules.es': 'Las mesas deciden por acuerdo.', note: 'Más corto.' });
    const now = await app.browser().get('/processes/ba/call/rules');
    expect(now.text).toContain('Versión 2');
    expect(now.text).toContain('Más corto.');
    expect(now.document.querySelector('ins')?.textContent).toBeTruthy();
    const before = await app.browser().get('/processes/ba/call/rules/1');
    expect(before.text).toContain('Quién puede participar.');
    expect(before.text).toContain('Hay una versión más nueva.');
    expect((await app.browser().get('/processes/ba/call/rules/3')).status).toBe(404);
  });

  it('are not published twice with the same words', async () => {
    await publish({});
    const again = await publish({});
    expect(again.status).toBe(409);
    expect(again.text).toContain('no hay nada nuevo que publicar');
  });

  it('get numbers without gaps when two coordinators publish at once', async () => {
    const [one, other] = [await ana.get(STAFF), await ana.get(STAFF)];
    await Promise.all([
      ana.submit(one, { 'rules.es': 'Una manera.' }, `${STAFF}/rules`),
      ana.submit(other, { 'rules.es': 'Otra manera.' }, `${STAFF}/rules`),
    ]);
    const links = (await ana.get(STAFF)).document.querySelectorAll('a[href*="/call/rules/"]');
    expect([...links].map((each) => each.getAttribute('href')?.split('/').at(-1))).toEqual(['2', '1']);
  });

  it('take comments from anybody until the call begins', async () => {
    await publish({});
    const dani = app.browser();
    const page = await dani.get('/processes/ba/call/rules');
    const commented = await dani.submit(
      page,
      { body: '¿Y si no hay acuerdo?', name: 'Dani' },
      '/processes/ba/call/rules/comments',
    );
    expect(commented.text).toContain('¿Y si no hay acuerdo?');
    expect(commented.text).toContain('C-001, sobre la versión 1');
    const open = await dani.get('/processes/ba/call/rules');
    await world.open('call');
    const late = await dani.submitOnly(open, { body: 'Tarde', name: 'Dani' }, '/processes/ba/call/rules/comments');
    expect(late.status).toBe(403);
    const after = await dani.get('/processes/ba/call/rules');
    expect(after.text).toContain('¿Y si no hay acuerdo?');
    expect(after.text).not.toContain('Tarde');
    expect(after.document.querySelector('form[action$="/comments"]')).toBeNull();
  });
});
