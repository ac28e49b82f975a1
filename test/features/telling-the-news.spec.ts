import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

beforeAll(async () => {
  app = await startApp({ PUBLIC_URL: 'http://mesa.example.org' });
});
beforeEach(async () => {
  await app.db.truncate();
  app.clock.set('2026-03-04T15:00:00Z');
  world = await makeWorld(app);
  ana = await world.signedIn('ana');
});
afterAll(() => app.close());

const STAFF = '/staff/processes/ba/news';
const write = async (fields: Record<string, string>): Promise<Answer> => ana.submit(await ana.get(STAFF), fields, STAFF);

describe('the news of a process', () => {
  it('is dated, on its own page, on that of the process and in a feed, in the reader’s language where there is one', async () => {
    await write({
      'title.es': 'Empezó <la> convocatoria',
      'body.es': 'Hasta fin de mes.',
      'title.en': 'The call is open',
      'body.en': 'Until the end of the month.',
    });
    const page = await app.browser().get('/processes/ba/news');
    expect(page.text).toContain('Empezó <la> convocatoria');
    expect(page.text).toContain('4 de marzo de 2026');
    expect((await app.browser().get('/processes/ba')).text).toContain('Empezó <la> convocatoria');
    expect((await app.browser().get('/en/processes/ba/news')).text).toContain('The call is open');
    const french = await app.browser().get('/fr/processes/ba/news');
    expect(french.document.querySelector('article h2')?.getAttribute('lang')).toBe('es');
    const feed = await app.browser().get('/processes/ba/news.atom');
    expect(feed.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect([...parseHTML(feed.body).document.querySelectorAll('entry > title')].map((each) => each.textContent)).toEqual([
      'Empezó <la> convocatoria',
    ]);
    expect(feed.body).toContain('<published>2026-03-04T15:00:00.000Z</published>');
  });

  it('comes back with what was typed when something is missing', async () => {
    const refused = await write({ 'title.es': '', 'body.es': 'Sin título.' });
    expect(refused.status).toBe(422);
    expect(refused.document.querySelector('[name="body.es"]')?.textContent).toContain('Sin título.');
  });

  it('is corrected with the day of the correction, and taken down', async () => {
    const list = await write({ 'title.es': 'Fecha', 'body.es': 'El lunes.' });
    const edit = [...list.document.querySelectorAll('aside a')].map((each) => each.getAttribute('href') ?? '')[0] ?? '';
    app.clock.set('2026-03-06T15:00:00Z');
    ana = await world.signedIn('ana');
    await ana.submit(await ana.get(edit), { 'body.es': 'El martes.' }, edit);
    const page = await app.browser().get('/processes/ba/news');
    expect(page.text).toContain('El martes.');
    expect(page.text).toContain('Corregida el 6 de marzo de 2026');
    const form = await ana.get(edit);
    await ana.submit(form, {}, `${edit}/removal`);
    for (const path of ['/processes/ba/news', '/processes/ba/news.atom', '/processes/ba'])
      expect((await app.browser().get(path)).body).not.toContain('El martes.');
    expect((await ana.get(edit)).status).toBe(404);
  });
});
