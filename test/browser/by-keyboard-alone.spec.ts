import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { Keyboard } from '../pages/keyboard.js';
import type { Person } from '../pages/person.js';
import { DESK, launch, person } from './chromium.js';
import { startProduct, type Product } from './product.js';

const HERE = '/processes/plan-2022';
const TITLE = 'Bancos con respaldo en las plazas';
const READING_MS = 3500;

let product: Product;
let browser: Browser;
let resident: Person;
let coordinator: Person;
let reviewer: Person;
let number = '';

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ sample: true }), launch()]);
  const come = () => person(browser, product.url, DESK);
  [resident, coordinator, reviewer] = [await come(), await come(), await come()];
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** Enters as one of the sample's people. */
async function enters(who: Person, email: string): Promise<Keyboard> {
  const keys = new Keyboard(who);
  await who.opens('/sign-in');
  await keys.goes(`form[action="/sign-in/sample"]:has([value="${email}"]) button`);
  return keys;
}

const reads = (who: Person): Promise<void> => who.page.waitForTimeout(READING_MS);

// One after the other: each begins where the one before ended.
describe('by keyboard alone', () => {
  it('a resident skips to the content, sends a proposal and comes to its page', async () => {
    const keys = new Keyboard(resident);
    const { page } = resident;
    await resident.opens('/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('contenido');
    await keys.goes(`main a[href="${HERE}/proposals/new"]`);
    await keys.writes('[name="title"]', TITLE);
    await keys.chooses('[name="themeId"]');
    await reads(resident);
    await keys.goes('main form button.button-primary[type="submit"]');
    await keys.writes('[name="problem"]', 'Mi madre no puede levantarse.');
    await keys.writes('[name="idea"]', 'Cambiar los bancos que se rompen.');
    await reads(resident);
    await keys.goes('main form button.button-primary[type="submit"]');
    await keys.writes('[name="authorName"]', 'Delia Ríos');
    await keys.writes('[name="authorEmail"]', 'delia@example.org');
    await keys.chooses('[name="sector"]');
    await reads(resident);
    await keys.goes('main form button.button-primary[type="submit"]');
    expect(await resident.text()).toContain(TITLE);
    await reads(resident);
    await keys.goes('main form button.button-primary[type="submit"]');
    number = /P-\d{3}/.exec(await resident.text())?.[0] ?? '';
    await keys.goes(`main a[href$="${HERE}/proposals/${number}"]`);
    expect(await resident.text()).toContain(TITLE);
  });

  it('they find it in the list by a word', async () => {
    const keys = new Keyboard(resident);
    await resident.opens(`${HERE}/proposals`);
    await keys.writes('main [name="q"]', 'respaldo');
    await keys.enters();
    await keys.goes(`main .proposal-items a[href*="${number}"]`);
    expect(await resident.text()).toContain(TITLE);
  });

  it('the coordinator asks an area for its review', async () => {
    const keys = await enters(coordinator, 'ana.ferreyra@example.org');
    await coordinator.opens(`/staff${HERE}/proposals`);
    const id = await coordinator.page
      .locator('.triage-item', { hasText: TITLE })
      .locator('[name="proposals"]')
      .getAttribute('id');
    await keys.chooses(`#${id}`);
    await keys.picks('[name="areaId"]', 'Arbolado');
    await keys.writes('[name="dueOn"]', '02022030');
    await keys.goes('main form button.button-primary[type="submit"]');
    expect(await coordinator.page.locator('.triage-item', { hasText: TITLE }).innerText()).toContain('Arbolado');
  });

  it('its reviewer answers, and the answer is on the page', async () => {
    const keys = await enters(reviewer, 'mauro.belziti@example.org');
    await reviewer.opens(`/staff${HERE}/reviews`);
    await keys.goes(`main a[href$="/reviews/${number}"]`);
    await keys.chooses('[name="verdict"]');
    await keys.writes('[name="reasons"]', 'Los bancos se cambian cada año.');
    await keys.writes('[name="existing"]', 'Hay bancos nuevos en tres plazas.');
    await keys.reaches('[name="signedBy"]');
    await reviewer.page.keyboard.press('Control+A');
    await reviewer.page.keyboard.type('Mauro Belziti');
    await keys.goes('main form button.button-primary[type="submit"]');
    await resident.opens(`${HERE}/proposals/${number}`);
    expect(await resident.text()).toContain('Los bancos se cambian cada año.');
  });

  it('met no barrier on any page: the focus was seen wherever it stood', () => {
    expect([resident, coordinator, reviewer].flatMap((each) => each.violations)).toEqual([]);
  });
});
