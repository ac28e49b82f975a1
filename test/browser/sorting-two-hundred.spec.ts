import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { inventFile } from '../load/invented-file.js';
import { THEMES } from '../load/proposal-words.js';
import { Hands } from '../pages/hands.js';
import type { Person } from '../pages/person.js';
import { entersAs } from '../pages/sample.js';
import { DESK, launch, person } from './chromium.js';
import { startProduct, type Product } from './product.js';

const SLUG = 'doscientas';
const STAFF = `/staff/processes/${SLUG}`;
const LIST = `${STAFF}/proposals`;
const ALL = 200;

let product: Product;
let browser: Browser;
let ana: Person;
let hands: Hands;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ sample: true }), launch()]);
  ana = await person(browser, product.url, DESK);
  hands = new Hands(ana);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const on = (selector: string, hasText?: string): Locator => ana.page.locator(selector, hasText ? { hasText } : {});
const boxes = (): Locator => on('.triage [name="proposals"]');
const box = (row: number): Locator => on('.triage-choose').nth(row);
const chosen = (): Promise<string> => on('[data-choose-count]').innerText();
const rows = (): Promise<number> => on('.triage-item').count();

/** How many nobody has looked after, as the page says. */
async function left(): Promise<number> {
  return Number(/Quedan? (\d+)/.exec(await on('.work-head .lead').innerText())?.[1] ?? 0);
}

/** Opens one of the acts at the side; the first stands open. */
async function act(name: string): Promise<Locator> {
  const panel = on('details.act', name);
  if ((await panel.getAttribute('open')) === null) await hands.clicks(panel.locator('summary'));
  return panel;
}

const submit = (panel: Locator): Promise<void> => hands.goes(panel.locator('button[type="submit"]'));

async function sendsToArea(area: string): Promise<void> {
  const panel = await act('Enviar a un área');
  await hands.picks(panel.locator('[name="areaId"]'), area);
  await submit(panel);
}

async function undoes(): Promise<void> {
  await hands.goes(on('#done form button'));
  expect(await on('.flash').innerText()).toContain('como antes');
}

const areaOf = (theme: number): string => THEMES[theme]?.area.es ?? '';
const nameOf = (theme: number): string => THEMES[theme]?.name.es ?? '';

// One after the other: each begins where the one before ended.
describe('two hundred proposals', () => {
  it('come in by a file on the import screen', async () => {
    await entersAs(ana, 'ana.ferreyra@example.org');
    await ana.opens('/staff/processes/new');
    const named = THEMES.slice(0, 6).flatMap(({ name, area }, index) => [
      [`themes.${index}.name.es`, name.es],
      [`areas.${index}.name.es`, area.es],
    ]);
    await ana.sends('/staff/processes', {
      slug: SLUG,
      'name.es': 'Doscientas',
      'summary.es': 'Mucho.',
      ...Object.fromEntries(named),
    });
    await ana.sends(`${STAFF}/publication`);
    for (const stage of [1, 2]) {
      const form = on('.stage-rows > li').nth(stage).locator('form').first();
      await ana.sends((await form.getAttribute('action')) ?? '');
    }
    await ana.opens(`${STAFF}/exchange/imports/new`);
    await on('[name="file"]').setInputFiles({ name: 'doscientas.csv', mimeType: 'text/csv', buffer: inventFile(ALL, 7) });
    await ana.sends(`${STAFF}/exchange/imports`, { sourceName: 'Ciudad que propone' });
    const rested = () => ana.page.waitForFunction(() => !document.querySelector('[data-moving]'), null, { timeout: 90_000 });
    // The file has themes that this process does not: the page asks which each is.
    const unknown = on('.mapping [name^="values.theme."]');
    const themeId = async (): Promise<string> => (await unknown.first().locator('option').nth(1).getAttribute('value')) ?? '';
    for (const select of await unknown.all()) if ((await select.inputValue()) === '') await select.selectOption(await themeId());
    const here = ana.path;
    await ana.sends(`${here}/columns`);
    await rested();
    expect(await ana.text()).toContain(`Importar ${ALL} propuestas`);
    await ana.sends(`${here}/start`);
    await rested();
    await ana.looks();
    await ana.opens(LIST);
    expect([await left(), await rows(), await boxes().count()]).toEqual([ALL, 50, 50]);
  });

  it('are sent to the area of their theme, a whole theme at once, and the filter stays', async () => {
    await hands.picks(on('#find-theme'), nameOf(1));
    await hands.goes(on('.triage-find button'));
    const found = Number(await on('.tabs [aria-current] .count-badge').innerText());
    expect(found).toBeGreaterThan(10);
    await hands.clicks(found > 50 ? on('#choose-all') : on('#choose-page'));
    expect(await chosen()).toBe(`${found} elegidas`);
    await sendsToArea(areaOf(1));
    expect(await on('#done').innerText()).toContain(`Enviaste ${found} propuestas al área.`);
    expect([await left(), await on('#find-theme option:checked').innerText()]).toEqual([ALL - found, nameOf(1)]);
    expect(hands.did(`a theme of ${found} to its area`)).toBeLessThan(10);
  });

  it('are due in fifteen days unless somebody says another day', async () => {
    const asked = await on('[name="dueOn"]').first().inputValue();
    const days = (Date.parse(asked) - Date.parse(new Date().toISOString().slice(0, 10))) / 86_400_000;
    expect([14, 15]).toContain(days);
  });

  it('are chosen in ranges by mouse with shift, and by keys alone', async () => {
    await ana.opens(`${LIST}?state=published`);
    const before = await left();
    await hands.clicks(box(2));
    await hands.clicks(box(11), ['Shift']);
    expect(await chosen()).toBe('10 elegidas');
    await hands.strikes('Shift+ArrowDown', 'Shift+ArrowDown', 'ArrowDown', 'ArrowDown', ' ');
    expect(await chosen()).toBe('13 elegidas');
    await hands.clicks(box(5));
    expect(await chosen()).toBe('12 elegidas');
    await hands.strikes('Enter');
    expect(await ana.page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('areaId');
    await sendsToArea(areaOf(0));
    expect([await left(), ana.page.url().includes('state=published')]).toEqual([before - 12, true]);
    hands.did('twelve in ranges to an area');
  });

  it('go back to where they were by one press', async () => {
    const before = await left();
    await undoes();
    expect(await left()).toBe(before + 12);
    hands.did('undoing it');
  });

  it('are found by words, chosen with Ctrl + A, and answered together with a reason', async () => {
    await hands.types(on('#find-q'), 'turnos');
    await hands.enters();
    const found = await rows();
    expect(found).toBeGreaterThan(1);
    await hands.clicks(box(0));
    await hands.strikes('Control+a');
    expect(await chosen()).toBe(`${found} elegidas`);
    const panel = await act('Dar la respuesta razonada');
    await hands.clicks(panel.locator('label', { hasText: 'próxima instancia' }).first());
    await hands.types(panel.locator('[name="reason"]'), 'El sistema de turnos cambia este año: se retoma en el próximo plan.');
    await submit(panel);
    expect(await on('#done').innerText()).toContain(`la respuesta de ${found} propuestas`);
    expect(await on('#find-q').inputValue()).toBe('turnos');
    hands.did(`${found} answered with a reason`);
  });

  it('get a state of the process’s own', async () => {
    await ana.opens(`${LIST}/states`);
    await ana.sends(`${LIST}/states`, {
      'states.0.name.es': 'Espera presupuesto',
      'states.0.refines': 'in-review',
      'states.0.tone': 'sun',
    });
    await ana.opens(`${LIST}?state=in-review`);
    for (const row of [0, 1, 3]) await hands.clicks(box(row));
    const panel = await act('Poner un estado propio');
    await hands.picks(panel.locator('[name="ownStateId"]'), 'Espera presupuesto (En revisión)');
    await hands.types(panel.locator('[name="markReason"]'), 'Se ve con el presupuesto.');
    await submit(panel);
    expect(await on('.triage-item', 'Espera presupuesto').count()).toBe(3);
    hands.did('three with an own state');
  });

  it('are moved to another theme, and back', async () => {
    await ana.opens(`${LIST}?state=published`);
    const first = on('.triage-item').first();
    const about = await first.locator('.row-about').innerText();
    await hands.clicks(box(0));
    const panel = await act('Cambiar de eje');
    const other = [nameOf(3), nameOf(4)].find((name) => !about.includes(name)) ?? '';
    await hands.picks(panel.locator('[name="themeId"]'), other);
    await submit(panel);
    expect(await first.locator('.row-about').innerText()).toContain(other);
    await undoes();
    expect(await first.locator('.row-about').innerText()).toBe(about);
    hands.did('one to another theme and back');
  });

  it('are joined where they ask for the same, and parted where they ask for several things', async () => {
    const before = await left();
    await hands.clicks(box(0));
    await hands.clicks(box(1));
    await submit(await act('Unir propuestas'));
    await hands.clicks(on('.merge-form label', 'P-').first());
    await hands.types(on('.merge-form [name="reason"]'), 'Piden lo mismo.');
    await hands.goes(on('.merge-form button[type="submit"]'));
    await ana.opens(`${LIST}?state=published`);
    expect(await left()).toBe(before - 1);
    hands.did('two joined');
    await hands.goes(on('.triage-item a[href$="/splitting"]').nth(2));
    for (const part of [0, 1]) {
      await hands.types(on(`[name="parts.${part}.title"]`), `Parte ${part + 1}`);
      await hands.types(on(`[name="parts.${part}.body"]`), 'Un pedido solo.');
    }
    await hands.types(on('main form [name="reason"]'), 'Pedía dos cosas.');
    await hands.goes(on('main form.form button[type="submit"], main form button.button-primary').last());
    await ana.opens(`${LIST}?state=published`);
    expect(await left()).toBe(before);
    hands.did('one parted in two');
  });

  it('are hidden where they break a rule', async () => {
    const before = await left();
    await hands.clicks(box(0));
    await submit(await act('Ocultar'));
    const form = on('form[action$="/selection/hiding"]');
    await hands.clicks(form.locator('[name="rule"]'));
    await form.locator('[name="rule"]').selectOption({ index: 1 });
    await hands.types(form.locator('[name="reason"]'), 'Tiene datos de otra persona.');
    await hands.goes(form.locator('button[type="submit"]'));
    await ana.opens(LIST);
    expect(await left()).toBe(before - 1);
    hands.did('one hidden');
  });

  it('took no more presses than there is to say', () => {
    process.stdout.write(`${hands.report()}\n`);
    expect(ana.violations).toEqual([]);
  });
});
