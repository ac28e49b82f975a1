import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import type { Locale } from '../../src/kernel/localized.js';
import { DecisionsService, ProposalsService } from '../../src/proposals/index.js';
import type { ProposalDisposition } from '../../src/responses/domain/index.js';
import { Dispatcher } from '../../src/platform/events/dispatcher.js';
import { startApp, type TestApp } from '../support/app.js';
import { queriesOf } from '../support/queries.js';
import { makeWorld, PEOPLE, type PersonName, type World } from '../world/world.js';

/** What the house rule allows one page. */
const MOST_QUERIES = 6;

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  app.clock.set('2026-02-10T15:00:00Z');
});
afterAll(() => app.close());

/** The stages of the small world last from the 1st to the 27th of a month: preparation in January, the call in February, and so on. */
async function homeOf(...open: Parameters<World['open']>) {
  world = await makeWorld(app);
  await world.open(...open);
  return app.browser().get('/');
}

async function propose(
  title: string,
  endorsedBy: PersonName[] = [],
  options: { body?: string; lang?: Locale; isSuspicious?: boolean } = {},
): Promise<string> {
  const { id } = await app.nest.get(ProposalsService).submit(
    {
      ...{
        processId: world.processId,
        themeId: world.themes[0]?.id ?? '',
        title,
        body: options.body ?? 'Un texto.',
        lang: options.lang ?? 'es',
      },
      ...{
        authorName: 'Dani Vecina',
        authorEmail: PEOPLE.dani.email,
        sector: 'residents',
        onBehalfOf: null,
        neighbourhood: 'Boedo',
        accountId: null,
      },
    },
    SYSTEM,
    { isSuspicious: options.isSuspicious ?? false },
  );
  for (const name of endorsedBy) {
    const account = world.account(name);
    await app.nest
      .get(ProposalsService)
      .endorse(id, { kind: 'account', id: account.id, name: account.name, isAdministrator: false });
  }
  return id;
}

const settle = (ids: string[], disposition: ProposalDisposition): Promise<void> =>
  app.nest.get(DecisionsService).settle(world.processId, ids, { disposition, reason: 'Porque el área lo explicó.' }, SYSTEM);

describe('The home page says the one thing to do now', () => {
  it.each([
    [['call'], '¿Qué debería prometer tu gobierno?', '/processes/ba/proposals/new'],
    [['review'], 'Cada propuesta tiene quien la lea', '/processes/ba/proposals'],
    [['roundtables'], 'Hay un lugar para vos en la mesa', '/processes/ba/roundtables'],
    [['consultation'], 'El borrador todavía se puede cambiar', '/processes/ba/drafts'],
    [['publication'], 'Lo acordado se convierte en plan', '/processes/ba/plan'],
    [['monitoring'], 'Seguí cada promesa hasta que se cumpla', '/processes/ba/plan'],
    [['preparation'], 'Lo próximo: Etapa 2', '/processes/ba'],
    [[], 'Lo próximo: Etapa 1', '/processes/ba'],
  ] as [Parameters<World['open']>, string, string][])('with %j open: %s', async (open, headline, href) => {
    const home = await homeOf(...open);
    expect(home.status).toBe(200);
    expect(home.document.querySelector('h1')?.textContent).toBe(headline);
    expect(home.document.querySelector('.opening .button')?.getAttribute('href')).toBe(href);
    expect(home.document.querySelectorAll('.opening .button')).toHaveLength(1);
  });

  it('names what else is possible as links below it', async () => {
    const home = await homeOf('roundtables', 'consultation');
    const also = [...home.document.querySelectorAll('.opening-also a')].map((each) => each.getAttribute('href'));
    expect(also).toEqual(['/join', '/processes/ba/drafts']);
  });

  it('points to the plan when every stage is closed', async () => {
    await homeOf('preparation', 'call', 'review', 'roundtables', 'consultation', 'publication', 'monitoring');
    await world.close('preparation', 'call', 'review', 'roundtables', 'consultation', 'publication', 'monitoring');
    const home = await app.browser().get('/');
    expect(home.document.querySelector('h1')?.textContent).toBe('Lo que acordamos, a la vista');
    expect(home.document.querySelector('.opening .button')?.getAttribute('href')).toBe('/processes/ba/plan');
  });

  it('speaks the three languages', async () => {
    await homeOf('call');
    expect((await app.browser().get('/en')).text).toContain('What should your government promise?');
    expect((await app.browser().get('/fr')).text).toContain('Que promettre, selon vous ?');
  });
});

describe('The days of the stage', () => {
  const table = (page: { document: Document }) => ({
    number: page.document.querySelector('.seats-number')?.textContent,
    word: page.document.querySelector('.seats-word')?.textContent,
    when: page.document.querySelector('.opening-table strong')?.textContent,
    seats: page.document.querySelectorAll('.seat').length,
    left: page.document.querySelectorAll('.seat-left').length,
    today: page.document.querySelectorAll('.seat-today').length,
  });

  it('are counted from today to the announced end', async () => {
    expect(table(await homeOf('call'))).toEqual({
      number: '17',
      word: 'días para proponer',
      when: 'Está abierta hasta el 27 de febrero de 2026.',
      seats: 27,
      left: 17,
      today: 1,
    });
  });

  it('turn at midnight of the instance, not of Greenwich', async () => {
    app.clock.set('2026-02-11T02:30:00Z'); // still the 10th in Buenos Aires
    expect(table(await homeOf('call'))).toMatchObject({ number: '17', left: 17 });
  });

  it('say so when the stage goes on after its announced end, and are never negative', async () => {
    app.clock.set('2026-09-01T15:00:00Z');
    const home = await homeOf('call');
    expect(table(home)).toMatchObject({
      number: '27',
      word: 'días previstos',
      when: 'Estaba prevista hasta el 27 de febrero de 2026 y sigue abierta.',
      left: 0,
      today: 1,
    });
    expect(home.text).not.toMatch(/-\d+ día/);
  });

  it('say when the next stage starts while none is open', async () => {
    app.clock.set('2025-12-22T15:00:00Z');
    expect(table(await homeOf())).toMatchObject({
      number: '10',
      word: 'días para empezar',
      when: 'Empieza el 1 de enero de 2026.',
    });
  });

  it('say so when a stage that was announced has not begun', async () => {
    expect(table(await homeOf())).toMatchObject({
      number: '27',
      when: 'Estaba prevista desde el 1 de enero de 2026 y todavía no empezó.',
    });
  });
});

describe('What is on the table', () => {
  it('shows the most endorsed proposal first and three beside it, with how many there are', async () => {
    await homeOf('call');
    for (const title of ['Uno', 'Dos', 'Tres', 'Cuatro']) await propose(title, ['eva']);
    await propose('La más apoyada', ['eva', 'dani', 'fran'], { body: 'La primera frase. '.repeat(20) });
    await propose('Retenida', ['eva', 'dani', 'fran', 'ana'], { isSuspicious: true });
    const { document, text } = await app.browser().get('/');
    expect(document.querySelector('.proposal-lead h3')?.textContent).toBe('La más apoyada');
    expect(document.querySelector('.proposal-lead .figure')?.textContent).toBe('3 adhesiones');
    expect(document.querySelector('.proposal-lead blockquote')?.textContent).toMatch(/frase\.$/);
    expect(document.querySelectorAll('.proposal-line')).toHaveLength(3);
    expect(text).toContain('Ver las 5 propuestas');
    expect(text).not.toContain('Retenida');
  });

  it('is left out while nobody has proposed anything', async () => {
    expect((await homeOf('call')).document.querySelector('#table-title')).toBeNull();
  });

  it('says in which language a proposal is written when it is not the page’s', async () => {
    await homeOf('call');
    await propose('Open the data', [], { lang: 'en' });
    expect((await app.browser().get('/')).document.querySelector('.proposal-lead h3')?.getAttribute('lang')).toBe('en');
  });
});

describe('What became of what was said', () => {
  it('draws every proposal once, by its answer, and leads to each answer', async () => {
    await homeOf('call', 'review');
    const ids = [];
    for (const title of ['A', 'B', 'C', 'D']) ids.push(await propose(title));
    await settle(ids.slice(0, 2), 'not-taken-up');
    await settle(ids.slice(2, 3), 'carried-over');
    const { document } = await app.browser().get('/');
    expect(document.querySelector('.answers-claim')?.textContent?.replace(/\s+/g, ' ')).toBe(
      '3 de 4 propuestas tienen una respuesta con razones',
    );
    const drawn = [...document.querySelectorAll('.answers-picture use')].map((each) => each.getAttribute('href'));
    expect(drawn).toEqual(['#answer-carried', '#answer-refused', '#answer-refused', '#answer-waiting']);
    const links = [...document.querySelectorAll('.answers-list a')].map((each) => each.getAttribute('href'));
    expect(links[1]).toBe('/processes/ba/responses?kind=proposal&disposition=not-taken-up');
    for (const href of links) expect([href, (await app.browser().get(String(href))).status]).toEqual([href, 200]);
  });

  it('is of the newest process that has answered at least half, not of a call that has just begun', async () => {
    await homeOf('call', 'review');
    const first = world.slug;
    await settle([await propose('Del primero')], 'carried-over');
    app.clock.advance({ days: 1 });
    world = await makeWorld(app, { slug: 'ba-2' });
    await world.open('call', 'review');
    const [one] = [await propose('Del segundo, uno'), await propose('Del segundo, dos'), await propose('Del segundo, tres')];
    await settle([one], 'not-taken-up');
    const { document } = await app.browser().get('/');
    expect(document.querySelector('.opening .button')?.getAttribute('href')).toBe('/processes/ba-2/proposals/new');
    expect(document.querySelector('.answers-list a')?.getAttribute('href')).toContain(`/processes/${first}/`);
    expect([...document.querySelectorAll('.earlier h3 a')].map((each) => each.getAttribute('href'))).toEqual([
      `/processes/${first}`,
    ]);
  });
});

describe('An instance without a public process', () => {
  it('says what will be here and who begins', async () => {
    const home = await app.browser().get('/');
    expect(home.status).toBe(200);
    expect(home.text).toContain('La mesa está lista para el primer proceso');
    expect(home.document.querySelector('.opening .button')?.getAttribute('href')).toBe(
      '/sign-in?next=%2Fstaff%2Fprocesses%2Fnew',
    );
  });

  it('does not show a process that is being prepared', async () => {
    await makeWorld(app, { isPublic: false });
    expect((await app.browser().get('/')).text).not.toContain('Tercer plan');
  });
});

it('reads the home page with few queries, however many proposals there are', async () => {
  await homeOf('call', 'review');
  const ids = [];
  for (let number = 1; number <= 30; number++) ids.push(await propose(`Propuesta ${number}`));
  await settle(ids.slice(0, 20), 'not-taken-up');
  await app.nest.get(Dispatcher).settle(); // what listeners read is not the page's
  expect(await queriesOf(app, () => app.browser().get('/'))).toBeLessThanOrEqual(MOST_QUERIES);
});
