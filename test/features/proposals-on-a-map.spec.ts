import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '../../src/kernel/actor.js';
import { SubmitProposal } from '../../src/proposals/domain/index.js';
import { ProposalsService } from '../../src/proposals/index.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { queriesOf } from '../support/queries.js';
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

const HERE = '/processes/ba/proposals';
const STAFF = '/staff/processes/ba/call';
const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [-58.53, -34.7],
      [-58.34, -34.7],
      [-58.34, -34.53],
      [-58.53, -34.53],
      [-58.53, -34.7],
    ],
  ],
};
const TEXT = { problem: 'No se puede pasar.', idea: 'Que se arregle.', benefit: '', lang: 'es' };
const AUTHOR = { authorName: 'Dani', authorEmail: 'dani@example.org', sector: 'residents', onBehalfOf: '', neighbourhood: '' };

async function propose(title: string, latitude: number | null, longitude = 0, theme = 0): Promise<void> {
  const point = latitude === null ? null : { latitude, longitude };
  const { neighbourhood, ...author } = AUTHOR;
  await app.nest.get(ProposalsService).submit(
    SubmitProposal.parse({
      processId: world.processId,
      themeId: world.themes[theme]?.id,
      title,
      body: title,
      lang: 'es',
      ...author,
      point,
    }),
    SYSTEM,
  );
}

async function toText(browser: Browser): Promise<Answer> {
  const first = await browser.get(`${HERE}/new`);
  app.clock.advance({ seconds: 30 });
  return browser.submit(first, { title: 'Arreglar la vereda', themeId: world.themes[0]?.id ?? '' });
}

async function send(browser: Browser, place: Record<string, string>): Promise<Answer> {
  const author = await browser.submit(await toText(browser), { ...TEXT, ...place });
  app.clock.advance({ seconds: 30 });
  return browser.submit(await browser.submit(author, AUTHOR));
}

const marks = (page: Answer): (string | null)[] =>
  [...page.document.querySelectorAll('.map-sheet a')].map((each) => each.getAttribute('aria-label'));

async function drawOutline(): Promise<void> {
  const ana = await world.signedIn('ana');
  await ana.submit(await ana.get(STAFF), { outline: JSON.stringify(SQUARE) }, `${STAFF}/map`);
}

describe('the place that a proposal is about', () => {
  it('is typed, rounded to about a hundred metres, and shown as a picture, in words and in files', async () => {
    const dani = app.browser();
    await send(dani, { point: '34,603722 S; 58,381592 O' });
    const page = await app.browser().get(`${HERE}/P-001`);
    expect(page.text).toContain('34,604° S, 58,382° O');
    const picture = page.document.querySelector('.place-shown svg');
    expect(picture?.getAttribute('role')).toBe('img');
    expect(picture?.getAttribute('aria-label')).toBe('Mapa del lugar de «Arreglar la vereda»: 34,604° S, 58,382° O');
    expect(JSON.parse((await dani.get(`${HERE}/P-001.json`)).body)).toMatchObject({ latitude: -34.604, longitude: -58.382 });
    const table = (await dani.get(`${HERE}.csv`)).body;
    expect(table).toContain(',neighbourhood,latitude,longitude,');
    expect(table).toContain(',-34.604,-58.382,');
    expect((await app.db.database.pool.query('select latitude, longitude from proposal')).rows).toEqual([
      { latitude: -34.604, longitude: -58.382 },
    ]);
  });

  it('is kept to a metre for who asks', async () => {
    await send(app.browser(), { point: '-34.603722, -58.381592', isExact: 'on' });
    expect((await app.browser().get(`${HERE}/P-001`)).text).toContain('34,60372° S, 58,38159° O');
  });

  it.each([
    ['la esquina', 'Escribí latitud y longitud en grados'],
    ['-98.5, 10', 'La latitud va de -90 a 90'],
    ['10, 200', 'La longitud va de -180 a 180'],
  ])('is asked for again where it is none: %s', async (point, words) => {
    const dani = app.browser();
    const wrong = await dani.submit(await toText(dani), { ...TEXT, point });
    expect(wrong.status).toBe(422);
    expect(wrong.document.querySelector('.error-summary a')?.textContent).toContain(words);
    expect(wrong.document.querySelector('#point')?.getAttribute('value')).toBe(point);
    expect(wrong.document.querySelector('#problem')?.textContent).toContain(TEXT.problem);
  });

  it('is moved and taken away by its author after it was sent', async () => {
    const dani = app.browser();
    const receipt = await send(dani, { point: '-34.6, -58.4' });
    const files = `${receipt.path}/files`;
    const page = await dani.get(files);
    expect(page.document.querySelector('#point')?.getAttribute('value')).toBe('-34.6, -58.4');
    const wrong = await dani.submit(page, { point: 'acá' }, files);
    expect(wrong.status).toBe(422);
    await dani.submit(wrong, { point: '-34.55, -58.45' }, files);
    expect((await app.browser().get(`${HERE}/P-001`)).text).toContain('34,55° S, 58,45° O');
    await dani.submit(await dani.get(files), { point: '' }, files);
    expect((await app.browser().get(`${HERE}/P-001`)).document.querySelector('.place-shown')).toBeNull();
  });

  it('is pointed at on a map where there is one to draw, and only there is the script and may the browser be asked where it is', async () => {
    const dani = app.browser();
    expect((await toText(dani)).document.querySelector('.place svg')).toBeNull();
    await drawOutline();
    const page = await dani.get(`${HERE}/new/text`);
    expect(page.document.querySelector('.place .map-outline')?.getAttribute('d')).toMatch(/^M/);
    expect(page.document.querySelector('[data-place-map]')?.hasAttribute('hidden')).toBe(true);
    expect(page.body).toMatch(/assets\/writing\.\w+\.js/);
    expect(page.headers['permissions-policy']).toContain('geolocation=(self)');
    const other = await dani.get(HERE);
    expect(other.body).not.toContain('assets/writing');
    expect(other.headers['permissions-policy']).toContain('geolocation=()');
  });
});

describe('the outline that a process sets', () => {
  it('is refused where it is none, with what was pasted kept, and taken away by emptying it', async () => {
    const ana = await world.signedIn('ana');
    const wrong = await ana.submit(await ana.get(STAFF), { outline: '{"type":"Point"}' }, `${STAFF}/map`);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Esto no es GeoJSON');
    expect(wrong.document.querySelector('#map-outline')?.textContent).toContain('Point');
    await drawOutline();
    expect((await ana.get(STAFF)).document.querySelector('#map-outline')?.textContent).toContain('MultiPolygon');
    await ana.submit(await ana.get(STAFF), { outline: '' }, `${STAFF}/map`);
    expect((await ana.get(STAFF)).document.querySelector('#map-outline')?.textContent?.trim()).toBe('');
  });
});

describe('the list as a map', () => {
  beforeEach(async () => {
    await propose('En Boedo', -34.63, -58.42);
    await propose('También en Boedo', -34.631, -58.421);
    await propose('En Saavedra', -34.553, -58.485, 1);
    await propose('En toda la ciudad', null);
  });

  it('is offered where something has a place, and shows each of these as a mark that leads on, with all of them listed below', async () => {
    const list = await app.browser().get(HERE);
    const tab = [...list.document.querySelectorAll('.tabs a')].find((each) => each.textContent === 'Mapa');
    const map = await app.browser().get(tab?.getAttribute('href') ?? '');
    expect(marks(map)).toEqual(['P-003 En Saavedra', '2 propuestas acá cerca: acercar']);
    expect(map.document.querySelector('.map-sheet')?.getAttribute('role')).toBe('group');
    expect(map.document.querySelectorAll('.proposal-items > li')).toHaveLength(3);
    expect(map.text).not.toContain('En toda la ciudad');
    expect(map.document.querySelector('.map-sheet a')?.getAttribute('href')).toBe(`${HERE}/P-003`);
  });

  it('comes nearer by a link, and tells the part of the map as a filter that can be taken away', async () => {
    const map = await app.browser().get(`${HERE}?view=map`);
    const href = map.document.querySelectorAll('.map-sheet a')[1]?.getAttribute('href') ?? '';
    const near = await app.browser().get(href.replace('#map', ''));
    expect(near.document.querySelectorAll('.proposal-items > li')).toHaveLength(2);
    expect(marks(near)).toEqual(['P-001 En Boedo', 'P-002 También en Boedo']);
    const chip = near.document.querySelector('.chips a')?.getAttribute('href') ?? '';
    expect(chip).toBe(`${HERE}?view=map`);
  });

  it('answers the same filters as the list', async () => {
    const filtered = await app.browser().get(`${HERE}?view=map&theme=${world.themes[1]?.id}`);
    expect(marks(filtered)).toEqual(['P-003 En Saavedra']);
    expect(marks(await app.browser().get(`${HERE}?view=map&q=boedo`))).toEqual(['P-001 En Boedo', 'P-002 También en Boedo']);
    expect(filtered.document.querySelector('#find [name="view"]')?.getAttribute('value')).toBe('map');
  });

  it('understands no other part of the map than one, and is not asked more for more proposals', async () => {
    for (const box of ['1,2', 'a,b,c,d', '9,9,1,1', '-58.5,-34.7,-58.3,-34.5;drop', '-999,0,0,0'])
      expect(marks(await app.browser().get(`${HERE}?view=map&box=${encodeURIComponent(box)}`))).toHaveLength(2);
    const asked = await queriesOf(app, () => app.browser().get(`${HERE}?view=map`));
    for (let index = 0; index < 30; index++) await propose(`Otra ${index}`, -34.54 - index * 0.005, -58.34 - index * 0.006);
    const page = await app.browser().get(`${HERE}?view=map`);
    expect(marks(page).length).toBeLessThanOrEqual(17 * 12);
    expect(await queriesOf(app, () => app.browser().get(`${HERE}?view=map`))).toBeLessThanOrEqual(asked);
  });

  it('shows nothing of what is hidden', async () => {
    await app.db.database.pool.query(`update proposal set state = 'hidden' where number = 3`);
    expect(marks(await app.browser().get(`${HERE}?view=map`)).join()).not.toContain('Saavedra');
  });
});

describe('tiles of one’s own', () => {
  it('are drawn and allowed for exactly their host, and nobody is asked without them', async () => {
    const own = await startApp({ MAP_TILES_URL: 'https://tiles.example.org/{z}/{x}/{y}.png', MAP_CREDIT: '© Ciudad' });
    try {
      const place = await makeWorld(own);
      await place.open('call');
      await own.nest.get(ProposalsService).submit(
        SubmitProposal.parse({
          ...{ processId: place.processId, themeId: place.themes[0]?.id, title: 'Acá', body: 'Acá', lang: 'es' },
          ...{ authorName: 'Dani', authorEmail: 'dani@example.org', sector: 'residents' },
          point: { latitude: -34.6, longitude: -58.4 },
        }),
        SYSTEM,
      );
      const page = await own.browser().get(`${HERE}/P-001`);
      expect(page.document.querySelector('.map-tiles image')?.getAttribute('href')).toMatch(
        /^https:\/\/tiles\.example\.org\/\d+\/\d+\/\d+\.png$/,
      );
      expect(page.text).toContain('© Ciudad');
      expect(String(page.headers['content-security-policy'])).toContain("img-src 'self' data: https://tiles.example.org;");
    } finally {
      await own.close();
    }
    await propose('En Boedo', -34.63, -58.42);
    const page = await app.browser().get(`${HERE}/P-001`);
    expect(page.document.querySelectorAll('.map-tiles image')).toHaveLength(0);
    expect(String(page.headers['content-security-policy'])).toContain("img-src 'self' data:;");
  });
});
