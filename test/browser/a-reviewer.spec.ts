import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { download } from '../pages/files.js';
import { MailboxPage } from '../pages/mailbox.js';
import type { Person } from '../pages/person.js';
import { entersAs } from '../pages/sample.js';
import { DESK, launch, person } from './chromium.js';
import { startProduct, type Product } from './product.js';

const HERE = '/processes/plan-2022';
const LIST = `/staff${HERE}/proposals`;
const REVIEWS = `/staff${HERE}/reviews`;
const MAURO = 'mauro.belziti@example.org';
const VERONICA = 'veronica.maidana@example.org';
const ANA = 'ana.ferreyra@example.org';
const TEMPLATE = 'Hay un programa que ya lo hace: se suma al del año que viene.';
const DUE = '2030-01-31';

let product: Product;
let browser: Browser;
let post: MailboxPage;
let ana: Person;
let mauro: Person;
let veronica: Person;
/** P-… of those that are asked: one for two areas, one for the other area, three for the table. */
let numbers: string[];
let arbolado = '';
let atencion = '';

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ sample: true }), launch()]);
  const come = () => person(browser, product.url, DESK);
  post = new MailboxPage(await come());
  [ana, mauro, veronica] = [await come(), await come(), await come()];
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function sends(area: string, rows: readonly string[]): Promise<void> {
  await ana.opens(LIST);
  const ids: string[] = [];
  for (const number of rows)
    ids.push(
      (await ana.page.locator('.triage-item', { hasText: number }).locator('[name="proposals"]').getAttribute('value')) ?? '',
    );
  await ana.sends(`${LIST}/assignment`, { proposals: ids, areaId: area, dueOn: DUE }, 'button.button-primary');
}

const areaCalled = async (words: string): Promise<string> =>
  (await ana.page.locator('#assign-areaId option', { hasText: words }).first().getAttribute('value')) ?? '';

/** Comes to their reviews by the personal link of the mail: no address is typed, a code is sent. */
async function arrives(who: Person, email: string): Promise<void> {
  const mail = await post.mailTo(email, /esperan? la revisión/);
  const link = mail.links.find((href) => href.includes('/invitations/')) ?? '';
  await who.opens(link);
  await who.sends(new URL(link, product.url).pathname.replace(/^\/es/, ''));
  await who.sends('/sign-in/code', { code: await post.codeFor(email) });
}

const reviewOf = (number: string): string => `${REVIEWS}/${number}`;

// One after the other: each begins where the one before ended.
describe('a reviewer', () => {
  it('is asked by the coordinator, and comes to the reviews by the personal link of the mail', async () => {
    await entersAs(ana, ANA);
    await ana.opens(`${LIST}/keying`);
    const themeId = (await ana.page.locator('[name="themeId"] option').nth(1).getAttribute('value')) ?? '';
    const sheet = { channel: 'paper', receivedOn: '2022-03-18', themeId, sector: 'residents', problem: 'No hay sombra.' };
    for (const title of ['Sombra en la plaza', 'Turnos por teléfono', 'Un vivero', 'Riego', 'Podas con fecha'])
      await ana.sends(`${LIST}/keying`, { ...sheet, title });
    numbers = (await ana.page.locator('.keyed strong, .keyed .figure').allInnerTexts()).slice(0, 5).reverse();
    expect(numbers).toHaveLength(5);
    await ana.opens(LIST);
    [arbolado, atencion] = [await areaCalled('Arbolado'), await areaCalled('Atención')];
    await sends(arbolado, numbers);
    await sends(atencion, numbers.slice(0, 1));
    await arrives(mauro, MAURO);
    expect(mauro.path).toBe(REVIEWS);
    for (const number of numbers) expect(await mauro.page.locator('#reviews-pending ~ *').innerText()).toContain(number);
  });

  it('keeps an answer that the area gives often, and begins a review with it, as a draft', async () => {
    await mauro.follows('/reviews/templates');
    await mauro.sends(`${REVIEWS}/templates`, {
      name: 'Ya hay un programa',
      verdict: 'feasible-with-changes',
      reasons: TEMPLATE,
    });
    await mauro.opens(reviewOf(numbers[0] ?? ''));
    await mauro.goes(mauro.page.locator('nav[aria-labelledby="templates-title"] a'));
    expect(await mauro.page.locator('[name="reasons"]').inputValue()).toBe(TEMPLATE);
    const draft = `${reviewOf(numbers[0] ?? '')}/draft`;
    await mauro.sends(reviewOf(numbers[0] ?? ''), { changes: 'Con el programa de 2023.' }, `button[formaction="${draft}"]`);
    await mauro.opens(`${REVIEWS}?show=drafts`);
    expect(await mauro.text()).toContain(numbers[0] ?? '');
  });

  it('asks a colleague in a private note, who is told by mail', async () => {
    const notes = `${reviewOf(numbers[0] ?? '')}/notes`;
    await mauro.opens(notes);
    const mention = mauro.page.locator('label', { hasText: 'Ana Ferreyra' }).locator('[name="mentions"]');
    await mauro.sends(notes, { body: '¿Entra en el presupuesto?', mentions: [(await mention.getAttribute('value')) ?? ''] });
    const mail = await post.mailTo(ANA, /\/notes#/);
    expect(mail.text).not.toContain('presupuesto');
    await ana.opens(new URL(mail.links.find((href) => href.includes('/notes')) ?? '', product.url).pathname);
    expect(await ana.text()).toContain('¿Entra en el presupuesto?');
    const reader = await person(browser, product.url, DESK, () => Promise.resolve([]));
    await reader.opens(`${HERE}/proposals/${numbers[0]}`);
    expect(await reader.text()).not.toContain('¿Entra en el presupuesto?');
  });

  it('sends what is not theirs on to another area, with a public reason', async () => {
    const [, second = ''] = numbers;
    await mauro.opens(reviewOf(second));
    await mauro.sends(`${reviewOf(second)}/redirect`, { areaId: atencion, reason: 'Es de Atención Ciudadana.' });
    await arrives(veronica, VERONICA);
    expect(await veronica.text()).toContain(second);
    await ana.opens(`${HERE}/proposals/${second}`);
    expect(await ana.text()).toContain('Es de Atención Ciudadana.');
  });

  it('answers with another area; where they disagree the coordination decides', async () => {
    const [first = ''] = numbers;
    await mauro.opens(reviewOf(first));
    expect(await mauro.page.locator('[name="changes"]').inputValue()).toBe('Con el programa de 2023.');
    await mauro.sends(reviewOf(first), { existing: 'El programa.', signedBy: 'Mauro Belziti' }, 'button.button-primary');
    await veronica.opens(reviewOf(first));
    await veronica.sends(
      reviewOf(first),
      { verdict: 'not-feasible', reasons: 'No hay personal.', signedBy: 'Verónica Maidana' },
      'button.button-primary',
    );
    await ana.opens(`${LIST}?q=${first}`);
    expect(await ana.text()).toContain('Las áreas no coinciden');
    await ana.follows(`/proposals/${first}/verdict`);
    await ana.sends(`${LIST}/${first}/verdict`, {
      verdict: 'feasible-with-changes',
      reason: 'Se hace con quien lo puede hacer.',
    });
    await ana.opens(`${HERE}/proposals/${first}`);
    expect(await ana.text()).toContain('Se hace con quien lo puede hacer.');
  });

  it('takes the list away as a table, brings it back filled, and publishes several at once', async () => {
    const table = String(await download(mauro, `${REVIEWS}/table.csv`));
    const rest = numbers.slice(2);
    for (const number of rest) expect(table).toContain(number);
    const filled = [
      'number;verdict;reasons;existing;signedBy',
      ...rest.map((each) => `${each};feasible;Se puede.;El vivero.;Mauro`),
    ];
    await mauro.opens(REVIEWS);
    await mauro.follows('/reviews/table');
    await mauro.sends(`${REVIEWS}/table`, { table: filled.join('\n') }, 'button[formaction$="/preview"]');
    expect((await mauro.text()).match(/Lista para publicar/g)).toHaveLength(3);
    await mauro.goes(mauro.page.locator('main form button:not(.button-primary)[type="submit"]'));
    expect(mauro.path).toBe(REVIEWS);
    await mauro.sends(`${REVIEWS}/publication`);
    await mauro.opens(`${REVIEWS}?show=done`);
    for (const number of rest) expect(await mauro.text()).toContain(number);
    await ana.opens(`${HERE}/proposals/${rest[0]}`);
    expect(await ana.text()).toContain('Se puede.');
  });

  it('met nothing that axe finds', () => {
    expect([ana, mauro, veronica].flatMap(({ violations }) => violations)).toEqual([]);
  });
});
