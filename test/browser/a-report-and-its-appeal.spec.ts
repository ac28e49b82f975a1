import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { MailboxPage } from '../pages/mailbox.js';
import type { Person } from '../pages/person.js';
import { DESK, launch, person, PHONE } from './chromium.js';
import { startProduct, type Product } from './product.js';

const HERE = '/processes/plan-2022';
const STAFF = `/staff${HERE}`;
const QUEUE = `${STAFF}/moderation`;
const COORDINATOR = 'ana.ferreyra@example.org';
const MODERATOR = { name: 'Rocío Moderadora', email: 'rocio@example.org' };
const AUTHOR = { authorName: 'Delia Ríos', authorEmail: 'delia@example.org' };
const TITLE = 'Que los turnos se den también por teléfono';
const WORDS = 'Dice el teléfono de una vecina.';
const REASON = 'Había un número de teléfono de otra persona.';
const READING_MS = 3500;

let product: Product;
let browser: Browser;
let post: MailboxPage;
let coordinator: Person;
let moderator: Person;
let resident: Person;
let neighbour: Person;
let number = '';
let address = '';

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ sample: true }), launch()]);
  [coordinator, moderator] = [await person(browser, product.url, DESK), await person(browser, product.url, DESK)];
  [resident, neighbour] = [await person(browser, product.url, PHONE), await person(browser, product.url, PHONE)];
  post = new MailboxPage(await person(browser, product.url, DESK));
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

// One after the other: each begins where the one before ended.
describe('what breaks a rule', () => {
  it('is watched over by a moderator whom the coordinator invites', async () => {
    await coordinator.opens('/sign-in');
    const card = coordinator.page.locator(`form[action="/sign-in/sample"]:has([name="email"][value="${COORDINATOR}"])`);
    await coordinator.goes(card.locator('button'));
    await coordinator.opens(`${STAFF}/people`);
    await coordinator.sends(`${STAFF}/people`, { ...MODERATOR, role: 'moderator' });
    await post.takesUpRole(moderator, MODERATOR.email);
    await moderator.opens(QUEUE);
  });

  it('is reported from a phone, without an account, from the page where it stands', async () => {
    const steps = `${HERE}/proposals/new`;
    await resident.opens(steps);
    const themeId = (await resident.page.locator('[name="themeId"]').first().getAttribute('value')) ?? '';
    await resident.sends(steps, { title: TITLE, themeId });
    await resident.page.waitForTimeout(READING_MS);
    await resident.sends(`${steps}/text`, {
      problem: 'Quien no usa la web se queda sin turno.',
      idea: 'Llamar a Marta, 11 5555-0000.',
    });
    await resident.page.waitForTimeout(READING_MS);
    await resident.sends(`${steps}/author`, { ...AUTHOR, sector: 'residents' });
    await resident.page.waitForTimeout(READING_MS);
    await resident.sends(`${steps}/sending`);
    number = /P-\d{3}/.exec(await resident.text())?.[0] ?? '';
    await neighbour.opens(`${HERE}/proposals/${number}`);
    await neighbour.goes(neighbour.page.locator('main a[href*="/moderation/proposal/"]').first());
    const report = neighbour.path;
    await neighbour.sends(report, { rule: 'personal-data', words: WORDS });
    expect(await neighbour.text()).toContain('Recibimos tu denuncia');
    address = `${QUEUE}/${report.split('/').slice(-3, -1).join('/')}`;
  });

  it('is hidden by the moderator, with the rule and the reason, and leaves the list and its page', async () => {
    await moderator.opens(QUEUE);
    expect(await moderator.text()).toContain(TITLE);
    await moderator.opens(address);
    expect(await moderator.text()).toContain(WORDS);
    await moderator.sends(`${address}/decision`, { act: 'hide', rule: 'personal-data', reason: REASON });
    await neighbour.opens(`${HERE}/proposals/${number}`);
    expect(await neighbour.text()).toContain(REASON);
    expect(await neighbour.text()).not.toContain('Marta');
    await neighbour.opens(`${HERE}/proposals?q=tel%C3%A9fono`);
    expect(await neighbour.text()).not.toContain(TITLE);
  });

  it('is appealed by its author, with the link of the mail and without an account', async () => {
    const mail = await post.mailTo(AUTHOR.authorEmail, new RegExp(REASON));
    const link = mail.links.find((href) => href.includes('/appeals/')) ?? '';
    await resident.opens(link);
    await resident.sends(new URL(link, product.url).pathname.replace(/^\/es/, ''), {
      words: 'Marta es la encargada, y su número está publicado.',
    });
    expect(await resident.text()).toContain('Tu apelación espera una decisión');
  });

  it('comes back when somebody else decides the appeal, and the policy counts it', async () => {
    await moderator.opens(address);
    expect(await moderator.text()).toContain('la apelación la decide otra persona');
    await coordinator.opens(address);
    await coordinator.sends(`${address}/appeal`, { outcome: 'lifted', reason: 'El número es público.' });
    await neighbour.opens(`${HERE}/proposals/${number}`);
    expect(await neighbour.text()).toContain('Marta');
    expect((await post.mailTo(AUTHOR.authorEmail, /El número es público/)).text).toContain(number);
    await neighbour.opens(`${HERE}/moderation`);
    expect(await neighbour.text()).toMatch(/1\s+apelación aceptada/);
  });

  it('met no barrier on any page, in light or in dark', () => {
    expect([coordinator, moderator, resident, neighbour].flatMap((each) => each.violations)).toEqual([]);
  });
});
