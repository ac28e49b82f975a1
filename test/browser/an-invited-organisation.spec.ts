import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { MailboxPage } from '../pages/mailbox.js';
import { sideways, type Person } from '../pages/person.js';
import { DESK, launch, person, PHONE } from './chromium.js';
import { startProduct, type Product } from './product.js';

const HERE = '/processes/plan-2022';
const OUTREACH = `/staff${HERE}/outreach`;
const COORDINATOR = 'ana.ferreyra@example.org';
const ORGANISATION = 'Biblioteca Popular del Bajo';
const CONTACT = { name: 'Delia Roble', email: 'delia@biblioteca.example.org' };
/** Whoever is faster than anybody reads is held for a person to see. */
const READING_MS = 3500;

let product: Product;
let browser: Browser;
let coordinator: Person;
let delia: Person;
let link = '';
let batch = '';

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ sample: true }), launch()]);
  coordinator = await person(browser, product.url, DESK);
  // A phone whose browser runs no scripts; on none of its pages may anything lead sideways.
  delia = await person(browser, product.url, { ...PHONE, javaScriptEnabled: false }, sideways);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

// One after the other: each begins where the one before ended.
describe('an organisation invited by name', () => {
  it('is taken into the base, chosen and written to by the coordinator', async () => {
    await coordinator.opens('/sign-in');
    const card = coordinator.page.locator(`form[action="/sign-in/sample"]:has([name="email"][value="${COORDINATOR}"])`);
    await coordinator.goes(card.locator('button'));
    await coordinator.opens(`${OUTREACH}/contacts/new`);
    await coordinator.sends(`${OUTREACH}/contacts`, {
      organisation: ORGANISATION,
      sector: 'civil-society',
      languages: ['es'],
      ...CONTACT,
      consentOrigin: 'Feria del Libro',
      consentOn: '2022-04-30',
    });
    const query = `?q=${encodeURIComponent('Biblioteca')}&never=yes`;
    await coordinator.opens(`${OUTREACH}/batches/new${query}`);
    await coordinator.goes(coordinator.page.locator(`form[action^="${OUTREACH}/batches"][method="post"] button[type="submit"]`));
    batch = coordinator.path;
    expect(await coordinator.text()).toContain(`Hola, ${CONTACT.name}`);
    await coordinator.sends(`${batch}/sending`);
    expect(await coordinator.text()).toContain(ORGANISATION);
  });

  it('reads the mail, opens its link on a phone without scripts, and is greeted by name', async () => {
    const mail = await new MailboxPage(await person(browser, product.url, DESK)).mailTo(CONTACT.email);
    expect(mail.text).toContain('Feria del Libro');
    link = mail.links.find((href) => href.includes('/outreach/')) ?? '';
    await delia.opens(link);
    expect(await delia.text()).toContain(ORGANISATION);
  });

  it('sends a proposal in its name, step by step', async () => {
    const steps = `${HERE}/proposals/new`;
    const secretPath = link.replace(/^\/es/, '');
    await delia.sends(`${secretPath}/proposal`);
    const themeId = (await delia.page.locator('[name="themeId"]').first().getAttribute('value')) ?? '';
    await delia.sends(steps, { title: 'Que cada biblioteca lea los trámites en voz alta', themeId });
    await delia.page.waitForTimeout(READING_MS);
    await delia.sends(`${steps}/text`, { problem: 'Nadie entiende las cartas.', idea: 'Leerlas juntos, una tarde por semana.' });
    await delia.page.waitForTimeout(READING_MS);
    expect(await delia.page.locator('[name="onBehalfOf"]').inputValue()).toBe(ORGANISATION);
    expect(await delia.page.locator('[name="sector"]:checked').getAttribute('value')).toBe('civil-society');
    expect(await delia.page.locator('[name="authorEmail"]').inputValue()).toBe(CONTACT.email);
    await delia.sends(`${steps}/author`);
    await delia.page.waitForTimeout(READING_MS);
    await delia.sends(`${steps}/sending`);
    expect(await delia.text()).toMatch(/P-\d+/);
  });

  it('has answered: its link says so, and so does the coordinator’s list', async () => {
    await delia.opens(link);
    expect(await delia.text()).toContain('Recibimos una propuesta de la organización');
    await coordinator.opens(batch);
    expect(await coordinator.text()).toContain('Envió una propuesta');
  });

  it('is not named in the public record of whom the call reached', async () => {
    await delia.opens(`${HERE}/outreach`);
    expect(await delia.text()).not.toContain('Biblioteca');
  });

  it('met no barrier on any page, in light or in dark', () => {
    expect([...coordinator.violations, ...delia.violations]).toEqual([]);
  });
});
