import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from '../../src/platform/database/reader.js';
import { startApp, type Answer, type Browser, type TestApp } from '../support/app.js';
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

interface KeptMail {
  to: string;
  subject: string;
  text: string;
}

const lastMail = async (): Promise<KeptMail> => {
  const mail = await app.db.reader.first(
    sql<KeptMail>`select recipient as "to", subject, text from outgoing_mail order by created_at desc, id desc limit 1`,
  );
  if (!mail) throw new Error('No mail was queued');
  return mail;
};
const codeOf = (mail: KeptMail): string => /\b(\d{6})\b/.exec(mail.subject)?.[1] ?? '';
const linkOf = (mail: KeptMail): string =>
  new URL(/https?:\S+\/sign-in\/link\S+/.exec(mail.text)?.[0] ?? '').pathname +
  new URL(/https?:\S+\/sign-in\/link\S+/.exec(mail.text)?.[0] ?? '').search;

async function ask(browser: Browser, email: string): Promise<Answer> {
  return browser.submit(await browser.get('/sign-in?next=/processes'), { email });
}

describe('Signing in by e-mail', () => {
  it('sends a code, takes it, and leads to where the person wanted to go', async () => {
    const browser = app.browser();
    const codePage = await ask(browser, 'Dani@Example.org ');
    expect(codePage.text).toContain('dani@example.org');
    const landed = await browser.submit(codePage, { code: codeOf(await lastMail()) });
    expect(landed.status).toBe(200);
    expect(landed.path).toBe('/processes');
    expect(landed.document.querySelector('.person-name')?.textContent).toBe('Dani Vecina');
    expect(landed.body).toContain('Ingresaste.');
  });

  it('asks a new person for a name first', async () => {
    const browser = app.browser();
    const namePage = await browser.submit(await ask(browser, 'nueva@example.org'), { code: codeOf(await lastMail()) });
    expect(namePage.text).toContain('¿Cómo querés que te llamemos?');
    const landed = await browser.submit(namePage, { name: 'Nueva Vecina' });
    expect(landed.document.querySelector('.person-name')?.textContent).toBe('Nueva Vecina');
    expect(landed.path).toBe('/processes');
  });

  it('refuses a wrong code, keeps the page, and dies after five tries', async () => {
    const browser = app.browser();
    let page = await ask(browser, 'dani@example.org');
    const right = codeOf(await lastMail());
    const wrong = right === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries++) {
      page = await browser.submit(page, { code: wrong });
      expect(page.status).toBe(409);
      expect(page.text).toContain('Ese código no es el que enviamos');
    }
    expect((await browser.submit(page, { code: right })).status).toBe(409);
  });

  it('takes a code for ten minutes', async () => {
    const browser = app.browser();
    const page = await ask(browser, 'dani@example.org');
    app.clock.advance({ minutes: 10, seconds: 1 });
    expect((await browser.submit(page, { code: codeOf(await lastMail()) })).status).toBe(409);
  });

  it('has one live code: a new one spends the one before', async () => {
    const browser = app.browser();
    const page = await ask(browser, 'dani@example.org');
    const first = codeOf(await lastMail());
    await ask(browser, 'dani@example.org');
    expect(codeOf(await lastMail())).not.toBe(first);
    expect((await browser.submit(page, { code: first })).status).toBe(409);
  });

  it('consumes nothing when the link is opened, however often; the button does, once', async () => {
    const browser = app.browser();
    await ask(browser, 'dani@example.org');
    const link = linkOf(await lastMail());
    for (let scans = 0; scans < 3; scans++) expect((await app.browser().get(link)).status).toBe(200);
    const elsewhere = app.browser();
    const landed = await elsewhere.submit(await elsewhere.get(link));
    expect(landed.document.querySelector('.person-name')?.textContent).toBe('Dani Vecina');
    const replay = app.browser();
    expect((await replay.submit(await replay.get(link))).status).toBe(409);
  });

  it('keeps neither code nor link in the database', async () => {
    await ask(app.browser(), 'dani@example.org');
    const mail = await lastMail();
    const rows = JSON.stringify(await app.db.reader.rows(sql`select * from sign_in_code`));
    expect(rows).not.toContain(codeOf(mail));
    expect(rows).not.toContain(new URLSearchParams(linkOf(mail).split('?')[1]).get('token'));
  });

  it('answers known and unknown addresses alike, and throttles them alike', async () => {
    const seen: { status: number; text: string }[][] = [];
    for (const email of ['dani@example.org', 'nadie@example.org']) {
      const answers = [];
      for (let tries = 0; tries < 7; tries++) {
        const answer = await ask(app.browser(), email);
        answers.push({ status: answer.status, text: answer.text.replaceAll(email, '…') });
      }
      seen.push(answers);
    }
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]?.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
  });

  it('keeps what was typed when the address is not one', async () => {
    const browser = app.browser();
    const page = await ask(browser, 'dani@');
    expect(page.status).toBe(422);
    expect(page.document.querySelector<HTMLInputElement>('#email')?.getAttribute('value')).toBe('dani@');
    expect(page.document.querySelector('.error-summary a')?.getAttribute('href')).toBe('#email');
  });

  it('never leads to another site', async () => {
    const browser = app.browser();
    for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
      const page = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
      expect(page.document.querySelector('input[name=next]')?.getAttribute('value')).toBe('/');
    }
  });

  it('ends with signing out', async () => {
    const dani = await world.signedIn('dani');
    const page = await dani.get('/processes');
    expect(page.document.querySelector('.person-name')?.textContent).toBe('Dani Vecina');
    const kept = dani.cookieHeader;
    await dani.submit(page, {}, '/sign-out');
    const thief = app.browser({ cookie: kept });
    expect((await thief.get('/processes')).document.querySelector('.person-name')).toBeNull();
  });
});
