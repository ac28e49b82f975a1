import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { sql } from '../../src/platform/database/reader.js';
import { CallService } from '../../src/process/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let dani: Browser;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  dani = app.browser();
});
afterAll(() => app.close());

const publish = (terms: string, note: string | null = null) =>
  app.nest
    .get(CallService)
    .publishRules(world.processId, { terms: { es: terms }, rules: { es: 'Cada mesa decide por acuerdo.' }, note }, SYSTEM);

/** Walks to the last step of sending a proposal. */
async function walk(browser: Browser): Promise<Answer> {
  let page = await browser.get('/processes/ba/proposals/new');
  const steps: Record<string, string>[] = [
    { title: 'Publicar los tiempos de espera', themeId: world.themes[0]?.id ?? '' },
    { problem: 'No sé a qué centro ir.', idea: 'Que se publique cada semana.', benefit: '', lang: 'es' },
    { authorName: 'Graciela', authorEmail: 'graciela@example.org', sector: 'residents', onBehalfOf: '', neighbourhood: '' },
  ];
  for (const fields of steps) {
    app.clock.advance({ seconds: 30 });
    page = await browser.submit(page, fields);
  }
  return page;
}

const accepted = () =>
  app.db.reader.rows(
    sql<{
      version: number | null;
      at: Date | null;
    }>`select terms_version as version, terms_accepted_at as at from proposal order by number`,
  );

describe('the terms of participation and the rules of a process', () => {
  it('are accepted with the proposal: the version and the moment are kept with it, and shown on the receipt and to the team', async () => {
    await publish('Lo que mandás es público.');
    await world.open('call');
    const preview = await walk(dani);
    expect(preview.text).toContain('Lo que mandás es público.');
    const refused = await dani.submit(preview);
    expect(refused.status).toBe(422);
    expect(refused.document.querySelector('.error-summary a')?.getAttribute('href')).toBe('#accepts');
    expect(await accepted()).toEqual([]);
    const receipt = await dani.submit(refused, { accepts: 'on' });
    expect(receipt.path).toMatch(/^\/proposals\/receipts\//);
    expect(receipt.document.querySelector('a[href$="/call/rules/1"]')?.textContent).toContain('Versión 1');
    expect(await accepted()).toEqual([{ version: 1, at: app.clock.now() }]);
    const ana = await world.signedIn('ana');
    expect((await ana.get('/staff/processes/ba/proposals')).text).toContain('Términos v1');
  });

  it('are shown again when they changed between reading and sending', async () => {
    await publish('Lo que mandás es público.');
    await world.open('call');
    const preview = await walk(dani);
    await publish('Lo que mandás es público y se traduce.');
    const refused = await dani.submit(preview, { accepts: 'on' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('se traduce');
    await dani.submit(refused, { accepts: 'on' });
    expect((await accepted()).map(({ version }) => version)).toEqual([2]);
  });

  it('are not asked for where the process published none', async () => {
    await world.open('call');
    await dani.submit(await walk(dani));
    expect(await accepted()).toEqual([{ version: null, at: null }]);
  });
});
