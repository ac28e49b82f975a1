import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { DecisionsService, ProposalsService } from '../../src/proposals/index.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { startApp, type Answer, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
  await world.open('call');
});
afterAll(() => app.close());

async function propose(title: string, over: Record<string, string> = {}, theme = 0): Promise<string> {
  const command = SubmitProposal.parse({
    processId: world.processId,
    themeId: world.themes[theme]?.id,
    title,
    body: 'Un texto cualquiera.',
    lang: 'es',
    authorName: 'Alguien',
    authorEmail: 'alguien@example.org',
    sector: 'residents',
    ...over,
  });
  return (await app.nest.get(ProposalsService).submit(command, SYSTEM)).id;
}

const titles = (page: Answer): string[] =>
  [...page.document.querySelectorAll('.proposal-item h2')].map((heading) => heading.textContent?.trim() ?? '');
const find = (query = '') => app.browser().get(`/processes/ba/proposals${query}`);

describe('searching', () => {
  beforeEach(async () => {
    await propose('Que cualquiera complete el censo de árboles', { body: 'El censo se hace cada siete años.' });
    await propose('Publicar los tiempos de espera', { body: 'Por centro de salud.' });
    await propose('Des pistes cyclables', { lang: 'fr', body: 'Les pistes manquent dans mon quartier.' });
  });

  it.each([
    ['arbol', 'Que cualquiera complete el censo de árboles'],
    ['completar', 'Que cualquiera complete el censo de árboles'],
    ['SALUD', 'Publicar los tiempos de espera'],
    ['quartiers', 'Des pistes cyclables'],
    ['tienpos de espera', 'Publicar los tiempos de espera'],
    ['P-002', 'Publicar los tiempos de espera'],
    ['2', 'Publicar los tiempos de espera'],
  ])('finds by other endings, without accents, in the text’s language, with a slip, by number: %s', async (q, title) => {
    expect(titles(await find(`?q=${encodeURIComponent(q)}`))).toEqual([title]);
  });

  it('says so when nothing matches, and survives what is no query', async () => {
    expect((await find('?q=zzzzqqq')).text).toContain('Ninguna propuesta coincide');
    for (const odd of ["' or 1=1 --", '((', '"', '\u0000', 'a:*', '%', '🦜'])
      expect((await find(`?q=${encodeURIComponent(odd)}`)).status).toBe(200);
  });
});

describe('filtering', () => {
  it('combines theme, area, state and author, names every filter and takes each away by a link', async () => {
    const tree = await propose('Uno', {}, 0);
    await propose('Dos', { onBehalfOf: 'Red', sector: 'civil-society' }, 1);
    await propose('Tres', {}, 1);
    const area = world.areas[0]?.id ?? '';
    await app.nest
      .get(DecisionsService)
      .assign(world.processId, { proposals: [tree], areaId: area, dueOn: '2026-05-01' }, SYSTEM);
    const [first, second] = world.themes.map((theme) => theme.id);
    expect(titles(await find(`?theme=${second}`))).toEqual(['Tres', 'Dos']);
    expect(titles(await find(`?theme=${first}&theme=${second}&state=published`))).toEqual(['Tres', 'Dos']);
    expect(titles(await find(`?area=${area}`))).toEqual(['Uno']);
    expect(titles(await find('?by=organisations'))).toEqual(['Dos']);
    const both = await find(`?theme=${second}&by=residents`);
    expect(titles(both)).toEqual(['Tres']);
    expect(both.text).toContain('1 de 3 propuestas');
    const chips = [...both.document.querySelectorAll('.chip')].map((chip) => chip.getAttribute('href'));
    expect(chips).toEqual(['/processes/ba/proposals?by=residents', `/processes/ba/proposals?theme=${second}`]);
    expect(titles(await find(String(chips[1]?.slice('/processes/ba/proposals'.length))))).toEqual(['Tres', 'Dos']);
  });
});

describe('a long list', () => {
  it('comes in pages of twenty, newest first, or the most endorsed first', async () => {
    for (let number = 1; number <= 23; number++) await propose(`Propuesta ${number}`);
    const first = await find();
    expect(titles(first)).toHaveLength(20);
    expect(titles(first)[0]).toBe('Propuesta 23');
    const next = first.document.querySelector('.pager a[rel=next]')?.getAttribute('href') ?? '';
    expect(titles(await app.browser().get(next))).toEqual(['Propuesta 3', 'Propuesta 2', 'Propuesta 1']);
    expect(titles(await find('?page=99'))).toHaveLength(20);

    const eva = await world.signedIn('eva');
    const page = await eva.get('/processes/ba/proposals/P-007');
    await eva.submit(page, {}, '/processes/ba/proposals/P-007/endorsement');
    expect(titles(await find('?sort=endorsed'))[0]).toBe('Propuesta 7');
  });
});

describe('endorsing', () => {
  it('counts an account once and asks a visitor to sign in', async () => {
    await propose('Uno');
    const eva = await world.signedIn('eva');
    const [one, two] = [await eva.get('/processes/ba/proposals/P-001'), await eva.get('/processes/ba/proposals/P-001')];
    await eva.submit(one, {}, '/processes/ba/proposals/P-001/endorsement');
    const after = await eva.submit(two, {}, '/processes/ba/proposals/P-001/endorsement');
    expect(after.document.querySelector('.supports-strip .supports-number')?.textContent).toBe('1');
    expect(after.document.querySelector('form[action$="/endorsement"]')).toBeNull();
    const visitor = await app.browser().get('/processes/ba/proposals/P-001');
    expect(visitor.document.querySelector('.supports-strip a')?.getAttribute('href')).toBe(
      '/sign-in?next=%2Fprocesses%2Fba%2Fproposals%2FP-001',
    );
  });
});

describe('taking the list along', () => {
  it('gives the same result as CSV and JSON, with formulas disarmed', async () => {
    await propose('=HYPERLINK("http://evil.example")');
    await propose('Publicar los tiempos de espera');
    const csv = await find('.csv');
    expect(csv.body.startsWith('\uFEFFnumber,url,title')).toBe(true);
    expect(csv.body).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    const json = JSON.parse((await find('.json?q=espera')).body) as { proposals: { number: string; state: string }[] };
    expect(json.proposals).toEqual([
      expect.objectContaining({
        number: 'P-002',
        state: 'published',
        url: expect.stringContaining('/processes/ba/proposals/P-002'),
      }),
    ]);
    expect(JSON.parse((await find('.json?q=zzzqqq')).body)).toEqual({ proposals: [] });
    expect(JSON.parse((await find('/P-002.json')).body)).toMatchObject({
      number: 'P-002',
      reviews: [],
      response: null,
      versions: [{ version: 1 }],
    });
  });
});
