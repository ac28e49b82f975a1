import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type Browser, type TestApp } from '../support/app.js';
import { propose } from '../support/proposals.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;
let ana: Browser;

beforeAll(async () => {
  app = await startApp({ PUBLIC_URL: 'http://mesa.example.org' });
  world = await makeWorld(app);
  await world.open('call');
  await propose(app, world, 'Bancos <en> la plaza');
  await propose(app, world, 'Una que espera', { isSuspicious: true });
  ana = await world.signedIn('ana');
});
afterAll(() => app.close());

const REACH = '/staff/processes/ba/reach';
const PARTS = ['/embed/processes/ba', '/embed/processes/ba/proposals', '/embed/processes/ba/proposals/P-001'];
const allow = async (origins: string) => ana.submit(await ana.get(REACH), { origins });
const ancestors = (headers: Record<string, unknown>): string =>
  /frame-ancestors ([^;]*)/.exec(String(headers['content-security-policy']))?.[1] ?? '';

/** The parser leaves entities in a text area as they are. */
const decoded = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#x3D;', '=');

describe('parts within pages of other sites', () => {
  it('are framed nowhere until the coordination names a site, and then there alone', async () => {
    for (const path of PARTS) expect(ancestors((await app.browser().get(path)).headers)).toBe("'none'");
    await allow('https://www.ciudad.example\nvecinos.example');
    for (const path of PARTS) {
      const { headers } = await app.browser().get(path);
      expect(ancestors(headers)).toBe('https://www.ciudad.example https://vecinos.example');
      expect(headers['x-frame-options']).toBeUndefined();
    }
    // Every other page stays out of frames.
    const { headers } = await app.browser().get('/processes/ba/proposals');
    expect(ancestors(headers)).toBe("'none'");
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it('take no wildcard and nothing that would say more in a header', async () => {
    await allow('https://www.ciudad.example');
    const refused = await allow('https://a.example; script-src *');
    expect(refused.status).toBe(422);
    expect(refused.document.querySelector('textarea[name=origins]')?.textContent).toContain('script-src *');
    expect(ancestors((await app.browser().get(PARTS[0] ?? '')).headers)).toBe('https://www.ciudad.example');
  });

  it('leave no cookie, run no script, have no form, and lead out by whole addresses, in three languages', async () => {
    for (const path of PARTS)
      for (const [locale, name] of [
        ['es', 'Tercer plan'],
        ['en', 'Tercer plan (en)'],
        ['fr', 'Tercer plan (fr)'],
      ]) {
        const page = await app.browser().get(`/${locale}${path}`);
        expect(page.status).toBe(200);
        expect(page.headers['set-cookie']).toBeUndefined();
        expect(page.document.querySelectorAll('form, script, input, button')).toHaveLength(0);
        expect(page.document.body.textContent).toContain(name);
        for (const each of page.document.querySelectorAll('main a'))
          expect(each.getAttribute('href')).toMatch(new RegExp(`^http://mesa.example.org/${locale}/`));
      }
    const signedIn = await ana.get(PARTS[0] ?? '');
    expect(signedIn.headers['set-cookie']).toBeUndefined();
    expect(signedIn.body).not.toContain('Ana Coordina');
  });

  it('show no proposal that waits or was hidden, to nobody', async () => {
    for (const browser of [app.browser(), ana]) {
      expect((await browser.get('/embed/processes/ba/proposals/P-002')).status).toBe(404);
      expect((await browser.get('/processes/ba/proposals/P-002/picture.png')).status).toBe(404);
      expect((await browser.get('/embed/processes/ba/proposals')).body).not.toContain('Una que espera');
    }
  });

  it('come with the code to copy', async () => {
    const codes = [...(await ana.get(REACH)).document.querySelectorAll('textarea.snippet')].map((each) =>
      decoded(each.textContent?.trim() ?? ''),
    );
    expect(codes[1]).toBe(
      '<iframe src="http://mesa.example.org/es/embed/processes/ba/proposals" title="Tercer plan" width="100%" height="640" loading="lazy" style="border:0"></iframe>',
    );
  });
});

describe('the picture of a page', () => {
  const size = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];
  const picture = (path: string, headers: Record<string, string> = {}) => app.nest.inject({ method: 'GET', url: path, headers });

  it.each(['/processes/ba/call/picture.png', '/processes/ba/proposals/P-001/picture.png'])(
    'is a PNG of 1200 by 630: %s',
    async (path) => {
      const answer = await picture(path);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('image/png');
      expect(size(answer.rawPayload)).toEqual([1200, 630]);
    },
  );

  it('is sent once for the same words, and anew for others', async () => {
    const path = '/processes/ba/proposals/P-001/picture.png';
    const { headers } = await picture(path);
    const again = await picture(path, { 'if-none-match': String(headers['etag']) });
    expect(again.statusCode).toBe(304);
    expect(again.rawPayload).toHaveLength(0);
    await app.db.reader.rows(sql`update proposal set title = 'Otra cosa' where number = 1`);
    expect((await picture(path, { 'if-none-match': String(headers['etag']) })).statusCode).toBe(200);
  });

  it('is named by the page for those who share it', async () => {
    const image = async (path: string) =>
      (await app.browser().get(path)).document.querySelector('meta[property="og:image"]')?.getAttribute('content');
    expect(await image('/processes/ba/call')).toBe('http://mesa.example.org/es/processes/ba/call/picture.png');
    expect(await image('/processes/ba/proposals/P-001')).toBe(
      'http://mesa.example.org/es/processes/ba/proposals/P-001/picture.png',
    );
  });
});
