import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { MailboxPage } from '../pages/mailbox.js';
import type { Person } from '../pages/person.js';
import { entersAs, signsIn } from '../pages/sample.js';
import { photo } from '../support/hostile-files.js';
import { DESK, launch, person, PHONE } from './chromium.js';
import { startProduct, type Product } from './product.js';

const HERE = '/processes/plan-2022';
const STEPS = `${HERE}/proposals/new`;
const TITLE = 'Bebederos en las plazas';
const PROBLEM = 'En verano las plazas no tienen agua para tomar.';
const IDEA = 'Un bebedero bajo en cada plaza, con mantenimiento publicado.';
const ALT = 'Una plaza seca con juegos y ningún bebedero';
const DELIA = { email: 'delia@example.org', name: 'Delia Roble' };
const NORA = { email: 'nora@example.org', name: 'Nora Vecina' };
/** Whoever is faster than anybody reads is held for a person to see. */
const READING_MS = 3500;
const OUTLINE = JSON.stringify({
  type: 'Polygon',
  coordinates: [[[-58.53, -34.7], [-58.34, -34.7], [-58.34, -34.53], [-58.53, -34.53], [-58.53, -34.7]]],
}); // prettier-ignore

let product: Product;
let browser: Browser;
let post: MailboxPage;
let phone: Person;
let desk: Person;
let nora: Person;
let page = '';

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ sample: true }), launch()]);
  post = new MailboxPage(await person(browser, product.url, DESK));
  [phone, desk, nora] = [
    await person(browser, product.url, PHONE),
    await person(browser, product.url, DESK),
    await person(browser, product.url, PHONE),
  ];
  const coordinator = await person(browser, product.url, DESK, () => Promise.resolve([]));
  await entersAs(coordinator, 'ana.ferreyra@example.org');
  await coordinator.opens(`/staff${HERE}/call`);
  await coordinator.sends(`/staff${HERE}/call/map`, { outline: OUTLINE });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const reads = (): Promise<void> => phone.page.waitForTimeout(READING_MS);
const field = (name: string) => phone.page.locator(`[name="${name}"]`);
const status = () => phone.page.locator('[data-draft-status]');
/** On a small phone nothing leads sideways. */
const isNarrow = async (): Promise<boolean> =>
  (await phone.page.evaluate(() => document.documentElement.scrollWidth)) <= PHONE.viewport.width;

// One after the other: each begins where the one before ended.
describe('a resident with an account, on a phone', () => {
  it('signs in by a code that comes by mail', async () => {
    await signsIn(phone, post, DELIA.email, DELIA.name);
    await phone.opens('/account/proposals');
    expect(await phone.page.locator('header').innerText()).toBeTruthy();
  });

  it('writes, loses the connection, and loses nothing: the page stays, and what was typed is there after a reload', async () => {
    await phone.opens(STEPS);
    const themeId = (await field('themeId').first().getAttribute('value')) ?? '';
    await phone.sends(STEPS, { title: TITLE, themeId });
    await field('problem').fill(PROBLEM);
    await phone.page.context().setOffline(true);
    await field('idea').fill(IDEA);
    await phone.page.locator('.submit-actions button').click();
    await status().getByText('No hay conexión').waitFor();
    expect(phone.path).toBe(`${STEPS}/text`);
    await phone.page.context().setOffline(false);
    await phone.page.reload();
    expect([await field('problem').inputValue(), await field('idea').inputValue()]).toEqual([PROBLEM, IDEA]);
    expect(await status().innerText()).toBeTruthy();
  });

  it('adds a photo with words for who does not see it, and points at a place on the map', async () => {
    const { name, bytes } = await photo('plaza.jpg');
    await phone.page
      .locator('[data-files] input[type="file"]')
      .first()
      .setInputFiles({ name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
    const about = phone.page.locator('[name^="about-"]').first();
    await about.waitFor();
    expect(await about.evaluate((element) => element === document.activeElement)).toBe(true);
    await about.fill(ALT);
    expect(await field('idea').inputValue()).toBe(IDEA);
    const map = phone.page.locator('[data-place] svg').first();
    await map.click({ position: { x: 120, y: 90 } });
    expect(await field('point').inputValue()).toMatch(/^-34\.\d+, -58\.\d+$/);
    expect(await phone.page.locator('[data-place-news]').innerText()).toContain('-34.');
    await phone.looks();
    expect(await isNarrow()).toBe(true);
    await reads();
    await phone.goes(phone.page.locator('.submit-actions button'));
    expect(phone.path).toBe(`${STEPS}/author`);
  });

  it('finds the draft on another device, with everything in it', async () => {
    await signsIn(desk, post, DELIA.email, DELIA.name);
    await desk.opens('/account/proposals');
    await desk.goes(desk.page.locator('#own-drafts ~ * a', { hasText: TITLE }).first());
    await desk.opens(`${STEPS}/text`);
    expect(await desk.page.locator('[name="problem"]').inputValue()).toBe(PROBLEM);
    expect(await desk.page.locator('[name^="about-"]').inputValue()).toBe(ALT);
  });

  it('looks at it once more and publishes it, with the photo’s words and the place', async () => {
    await reads();
    expect(await field('authorEmail').inputValue()).toBe(DELIA.email);
    await phone.sends(`${STEPS}/author`, { sector: 'residents' });
    expect(await phone.text()).toContain(IDEA);
    expect(await phone.page.locator(`img[alt="${ALT}"]`).count()).toBe(1);
    await reads();
    await phone.sends(`${STEPS}/sending`);
    const number = /P-\d+/.exec(await phone.text())?.[0] ?? '';
    page = `${HERE}/proposals/${number}`;
    await phone.opens(page);
    expect(await phone.page.locator(`.attachments img[alt="${ALT}"]`).count()).toBe(1);
    expect(await phone.page.locator('.place-shown svg').count()).toBeGreaterThan(0);
    expect(await isNarrow()).toBe(true);
  });

  it('corrects it, and every word that changed stays to be read', async () => {
    await phone.opens(`${page}/authorship`);
    await phone.follows('/authorship/revision');
    const body = await field('body').inputValue();
    await phone.sends(`${page}/authorship/revision`, { body: `${body} También para perros.`, note: 'Se suman los perros.' });
    await phone.opens(page);
    expect(await phone.text()).toContain('También para perros.');
    expect(await phone.text()).toContain('Se suman los perros.');
  });

  it('asks somebody by mail to sign too, who accepts without an account', async () => {
    await phone.opens(`${page}/authorship`);
    await phone.sends(`${page}/authorship/co-authors`, { email: NORA.email });
    const mail = await post.mailTo(NORA.email, /co-authors/);
    const link = mail.links.find((href) => href.includes('/proposals/co-authors/')) ?? '';
    await nora.opens(link);
    await nora.sends(`${new URL(link, product.url).pathname.replace(/^\/es/, '')}/acceptance`, { name: NORA.name });
    await phone.opens(page);
    expect(await phone.page.locator('.proposal-head').innerText()).toContain(NORA.name);
  });

  it('takes it back with a reason, and the number says so', async () => {
    await phone.opens(`${page}/authorship`);
    await phone.sends(`${page}/authorship/withdrawal`, { reason: 'La comuna ya los puso.' });
    await desk.opens('/');
    const answer = await desk.page.goto(page);
    expect([answer?.status(), await desk.text()]).toEqual([
      expect.any(Number),
      expect.stringContaining('La comuna ya los puso.'),
    ]);
    expect(await desk.text()).not.toContain(IDEA);
  });

  it('met nothing that axe finds', () => {
    expect([...phone.violations, ...desk.violations, ...nora.violations]).toEqual([]);
  });
});
