import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeWorld, type World } from '../world/world.js';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  await app.db.truncate();
  world = await makeWorld(app);
});
afterAll(() => app.close());

const invitations = async (): Promise<number> => (await app.db.reader.rows(sql`select 1 from invitation`)).length;
const somebody = { name: 'Ramón', email: 'ramon@example.org', role: 'facilitator' };

describe('A form', () => {
  it('sent twice, one after the other, does its thing once and lands on the same page', async () => {
    const ana = await world.signedIn('ana');
    const page = await ana.get('/staff/processes/ba/people');
    const [first, second] = [await ana.submitOnly(page, somebody), await ana.submitOnly(page, somebody)];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers['location']).toBe(first.headers['location']);
    expect(await invitations()).toBe(1);
  });

  it('sent twenty times at once does its thing once', async () => {
    const ana = await world.signedIn('ana');
    const page = await ana.get('/staff/processes/ba/people');
    const answers = await Promise.all(Array.from({ length: 20 }, () => ana.submitOnly(page, somebody)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(303));
    expect(new Set(answers.map((answer) => answer.headers['location'])).size).toBe(1);
    expect(await invitations()).toBe(1);
  });

  it('does two things when it is two forms', async () => {
    const ana = await world.signedIn('ana');
    await ana.submit(await ana.get('/staff/processes/ba/people'), somebody);
    await ana.submit(await ana.get('/staff/processes/ba/people'), { ...somebody, email: 'otra@example.org' });
    expect(await invitations()).toBe(2);
  });

  it('cannot be used by somebody else to learn where it led', async () => {
    const ana = await world.signedIn('ana');
    const page = await ana.get('/staff/processes/ba/people');
    await ana.submit(page, somebody);
    const formId =
      page.document.querySelector('form[action="/staff/processes/ba/people"] input[name=_form]')?.getAttribute('value') ?? '';
    const beto = await world.signedIn('beto');
    const own = await beto.get('/account/name');
    const answer = await beto.submitOnly(own, { _form: formId, name: 'Beto' });
    expect(answer.status).toBe(409);
  });

  it('with mistakes comes back with 422, everything typed, and a summary that links to the fields', async () => {
    const ana = await world.signedIn('ana');
    const answer = await ana.submit(await ana.get('/staff/processes/ba/people'), {
      name: 'R'.repeat(130),
      email: 'ramon@',
      role: 'reviewer',
    });
    expect(answer.status).toBe(422);
    expect(answer.document.querySelector('#name')?.getAttribute('value')).toBe('R'.repeat(130));
    expect(answer.document.querySelector('#email')?.getAttribute('value')).toBe('ramon@');
    expect(answer.document.querySelector('#email')?.getAttribute('aria-invalid')).toBe('true');
    const described = answer.document.querySelector('#email')?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => answer.document.getElementById(id)?.textContent?.trim()).join()).toContain('nombre@ejemplo.org');
    const links = [...answer.document.querySelectorAll('.error-summary a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['#name', '#email', '#areaId']);
    for (const link of links) expect(answer.document.querySelector(link ?? '')).not.toBeNull();
    expect(await invitations()).toBe(0);
  });

  it('without its token is refused, and what was typed can be sent again with one press', async () => {
    const ana = await world.signedIn('ana');
    const page = await ana.get('/staff/processes/ba/people');
    const refused = await ana.submit(page, { ...somebody, _csrf: 'x' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('No perdiste nada');
    expect(await invitations()).toBe(0);
    const again = await ana.submit(refused, {}, '/staff/processes/ba/people');
    expect(again.status).toBe(200);
    expect(await invitations()).toBe(1);
  });

  it('that is too large is refused by a page in the site’s look', async () => {
    const ana = await world.signedIn('ana');
    const page = await ana.get('/staff/processes/ba/people');
    const refused = await ana.submit(page, { ...somebody, name: 'R'.repeat(1_100_000) });
    expect(refused.status).toBe(413);
    expect(refused.document.querySelector('h1')?.textContent).toBe('Es demasiado grande');
    expect(refused.document.querySelector('header')).not.toBeNull();
  });

  it('from another site is refused for good', async () => {
    const ana = await world.signedIn('ana');
    const page = await ana.get('/staff/processes/ba/people');
    const fields = {
      _csrf: page.document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? '',
      _form: '01890a5d-ac96-774b-bcce-b302099a8057',
      ...somebody,
    };
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' } as Record<string, string>,
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect((await ana.rawPost('/staff/processes/ba/people', fields, headers)).status).toBe(403);
    }
    expect(await invitations()).toBe(0);
  });
});

describe('Every answer', () => {
  const paths = ['/processes', '/nowhere', '/livez', '/assets/nowhere.css', '/staff/processes/new', '/processes/ba'];

  it.each(paths)('%s carries the security headers', async (path) => {
    const { headers } = await app.browser().get(path);
    const csp = String(headers['content-security-policy']);
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'same-origin',
    });
  });

  it('is not kept by anybody when a session is behind it', async () => {
    const dani = await world.signedIn('dani');
    expect((await dani.get('/processes')).headers['cache-control']).toBe('no-store');
  });

  it('is a page in the site’s look for people and a problem document for programs', async () => {
    const page = await app.browser().get('/nowhere');
    expect(page.status).toBe(404);
    expect(page.document.querySelector('h1')?.textContent).toContain('No encontramos esta página');
    const problem = await app.browser().get('/nowhere', { accept: 'application/json' });
    expect(problem.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(problem.body)).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('The language', () => {
  it('follows the prefix, then the preference it left, then the browser', async () => {
    const browser = app.browser({ 'accept-language': 'en-GB,en;q=0.9' });
    expect((await browser.get('/processes')).document.documentElement.getAttribute('lang')).toBe('en');
    expect((await browser.get('/fr/processes')).document.documentElement.getAttribute('lang')).toBe('fr');
    expect((await browser.get('/processes')).document.documentElement.getAttribute('lang')).toBe('fr');
    expect((await app.browser().get('/processes')).document.documentElement.getAttribute('lang')).toBe('es-AR');
  });

  it('can be switched on every page, staying on it', async () => {
    const page = await app.browser().get('/processes?x=1');
    const links = [...page.document.querySelectorAll('.languages a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/es/processes?x=1', '/en/processes?x=1', '/fr/processes?x=1']);
  });
});
