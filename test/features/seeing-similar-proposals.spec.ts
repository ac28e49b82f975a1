import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

const NEW = '/processes/ba/proposals/new';

interface Found {
  title: string;
  proposals: { number: string; title: string; support: { href: string }; add: { href: string } }[];
}

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
  await propose('Publicar los tiempos de espera de cada centro de salud', 'No sé a qué centro ir.', 'es');
  await propose('Publish the waiting times of every hospital', 'Nobody knows where to go.', 'en');
  eva = app.browser();
  await eva.get(NEW);
});
afterAll(() => app.close());

async function propose(title: string, body: string, lang: 'es' | 'en'): Promise<void> {
  const author = { authorName: 'Alguien', authorEmail: 'alguien@example.org', sector: 'residents' };
  const where = { processId: world.processId, themeId: world.themes[0]?.id };
  await app.nest.get(ProposalsService).submit(SubmitProposal.parse({ ...where, ...author, title, body, lang }), SYSTEM);
}

const ask = (title: string, text = '', browser = eva) =>
  browser.get(`${NEW}/similar.json?${new URLSearchParams({ title, text })}`);
const found = async (title: string, text = ''): Promise<string[]> =>
  (JSON.parse((await ask(title, text)).body) as Found).proposals.map(({ number }) => number);

describe('what is alike, while somebody writes', () => {
  it.each([
    ['words in common', 'Saber los tiempos de espera', '', ['P-001']],
    [
      'words of the text, not of the title',
      'Una idea para mi barrio',
      'Quiero saber los tiempos de espera en los centros de salud',
      ['P-001'],
    ],
    ['slips of the pen', 'Publikar los tienpos de hespera de cada sentro de salud', '', ['P-001']],
    ['endings of its own language', 'The hospital should be publishing how long the waiting is', '', ['P-002']],
    ['nothing', 'Bicisendas en Lugano', '', []],
    ['nothing typed', '', '', []],
  ])('is found by %s', async (_, title, text, numbers) => {
    expect(await found(title, text)).toEqual(numbers);
  });

  it('comes with a way to support it and one to add to it', async () => {
    const { title, proposals } = JSON.parse((await ask('Tiempos de espera en los centros de salud')).body) as Found;
    expect(title).toBe('Hay una propuesta parecida');
    expect(proposals[0]?.support.href).toBe('/processes/ba/proposals/P-001#endorsements-title');
    expect((await eva.get(proposals[0]?.add.href ?? '')).status).toBe(200);
  });

  it('survives what is no text', async () => {
    for (const odd of ["' | ' & !", '\\', '\u0000', 'a'.repeat(5000), '🦜🦜🦜 (((', ':* <->'])
      expect([odd, (await ask(odd, odd)).status]).toEqual([odd, 200]);
  });

  it('is asked for only so often by one browser, whatever its neighbours ask', async () => {
    const fran = app.browser();
    await fran.get(NEW);
    const statuses = [];
    for (let time = 0; time < 25; time++) statuses.push((await ask('Espera')).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200));
    expect(statuses.at(-1)).toBe(429);
    expect((await ask('Espera', '', fran)).status).toBe(200);
    app.clock.advance({ minutes: 1 });
    expect((await ask('Espera')).status).toBe(200);
  });
});

describe('without a script', () => {
  it('is shown between the first step and the second', async () => {
    const step = (title: string) => eva.get(NEW).then((page) => eva.submit(page, { title, themeId: world.themes[0]?.id ?? '' }));
    const text = await step('Saber los tiempos de espera en los centros de salud');
    const hrefs = [...text.document.querySelectorAll('.similar .similar-note a')].map((each) => each.getAttribute('href'));
    expect(hrefs).toContain('/processes/ba/proposals/P-001#endorsements-title');
    expect(text.document.querySelector('.similar a[href="#similar-end"]')?.textContent).toBe('Seguir con la mía');
    expect((await step('Bicisendas en Lugano')).document.querySelector('.similar')?.hasAttribute('hidden')).toBe(true);
  });
});
