import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { SignInService } from '../../src/accounts/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { makeTable, type Table } from '../world/table.js';
import { makeWorld, type World } from '../world/world.js';
import { DESK, PHONE, launch } from './chromium.js';

let app: TestApp;
let browser: Browser;
let url: string;
let world: World;
let table: Table;
const contexts: BrowserContext[] = [];
const mistakes: string[] = [];

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), launch()]);
  url = await app.listen();
});
beforeEach(async () => {
  await app.db.truncate();
  mistakes.length = 0;
  world = await makeWorld(app);
  table = await makeTable(app, world);
  await table.open();
  await table.goTo('board', 'situation');
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  expect(mistakes).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** Opens a face of the room and waits until the live client has taken it over. */
async function open(
  session: Parameters<TestApp['seal']>[0],
  face: '' | '/console' | '/screen',
  size: typeof DESK | typeof PHONE = DESK,
): Promise<Page> {
  const context = await browser.newContext({ ...size, locale: 'es-AR', reducedMotion: 'reduce', baseURL: url });
  contexts.push(context);
  await context.addCookies([{ name: 'mesa', value: encodeURIComponent(app.seal(session)), url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => mistakes.push(String(error)));
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && mistakes.push(message.text()));
  await page.goto(`/rooms/${table.id}${face}`);
  await page.waitForSelector('#room[data-live]');
  if (face !== '/console') await page.waitForSelector('[data-note], .sheet-col, .list-part, .scene, .wall');
  return page;
}

async function guest(name: string, size: typeof DESK | typeof PHONE = DESK): Promise<Page> {
  const { actor } = await table.seat(name);
  return open({ guest: { id: actor.id ?? '', name } }, '', size);
}

async function beto(face: '/console' | '/screen' = '/console'): Promise<Page> {
  const { token } = await app.nest.get(SignInService).enterAs(world.account('beto'));
  return open({ signIn: token }, face);
}

const noteOf = (page: Page, text: string) => page.locator('[data-note]', { hasText: text });
const linkState = (page: Page) => page.locator('.link-state').first();
const isLost = (page: Page) => page.evaluate(() => document.activeElement === null || document.activeElement === document.body);

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('n');
  await page.locator('#compose-text').fill(text);
  await page.keyboard.press('Control+Enter');
  await page.locator('#compose-text').waitFor({ state: 'detached' });
}

/** What somebody without a line experiences: no network, and no socket that still thinks there is one. */
async function cutOff(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event('offline')));
}

describe('The live room in a browser', () => {
  it('shows everybody what one of them writes, drags, moves by menu and takes back', async () => {
    const [dani, eva, screen] = [await guest('Dani'), await guest('Eva', PHONE), await beto('/screen')];
    await write(dani, 'Que la carta diga un teléfono');
    await noteOf(eva, 'un teléfono').waitFor();
    await dani.keyboard.press('Shift+ArrowRight');
    await eva.locator('#l-who-is-affected [data-note]', { hasText: 'un teléfono' }).waitFor();
    await noteOf(eva, 'un teléfono').locator('.note-more').click();
    await eva.getByRole('button', { name: 'Mover a…' }).click();
    await eva.locator('.menu').getByRole('button', { name: 'Evidencia', exact: true }).click();
    await dani.locator('[data-column="evidence"] [data-note]', { hasText: 'un teléfono' }).waitFor();
    await eva.keyboard.press('Control+z');
    await dani.locator('[data-column="who-is-affected"] [data-note]', { hasText: 'un teléfono' }).waitFor();
    const paper = await noteOf(dani, 'un teléfono').boundingBox();
    const column = await dani.locator('[data-column="already-done"] ul').first().boundingBox();
    if (!paper || !column) throw new Error('The note or the section is not on the page');
    await dani.mouse.move(paper.x + 30, paper.y + 70);
    await dani.mouse.down();
    await dani.mouse.move(column.x + 60, column.y + 5, { steps: 10 });
    await dani.mouse.up();
    await eva.locator('#l-already-done [data-note]', { hasText: 'un teléfono' }).waitFor();
    expect(await screen.locator('.parts').innerText()).toContain('Lo que ya se hizo');
  });

  it('keeps what is written without a line, says so, and sends it once when the line is back', async () => {
    const [dani, eva] = [await guest('Dani', PHONE), await guest('Eva')];
    await cutOff(dani);
    await write(dani, 'Escrita sin conexión');
    await linkState(dani).getByText('Sin conexión: 1 cambio espera, se va a enviar').waitFor();
    expect(await noteOf(eva, 'Escrita sin conexión').count()).toBe(0);
    await dani.context().setOffline(false);
    await noteOf(eva, 'Escrita sin conexión').waitFor();
    await linkState(dani).getByText('Guardado').waitFor();
    expect(await noteOf(eva, 'Escrita sin conexión').count()).toBe(1);
  });

  it('keeps it across a reload too, with the note that was not finished', async () => {
    const [dani, eva] = [await guest('Dani'), await guest('Eva')];
    await cutOff(dani);
    await write(dani, 'Quedó pendiente');
    await dani.keyboard.press('n');
    await dani.locator('#compose-text').fill('A medio escribir');
    dani.on('dialog', (dialog) => void dialog.accept());
    await dani.context().setOffline(false);
    await dani.reload();
    await noteOf(eva, 'Quedó pendiente').waitFor();
    await dani.waitForSelector('#room[data-live] [data-note]');
    await dani.keyboard.press('n');
    await expect(dani.locator('#compose-text').inputValue()).resolves.toBe('A medio escribir');
  });

  it('rolls back what came after a lock, says why and keeps the words', async () => {
    const [dani, console_] = [await guest('Dani'), await beto()];
    await cutOff(dani);
    await console_.getByText('Bloqueado', { exact: true }).click();
    await write(dani, 'Llegó tarde');
    await dani.context().setOffline(false);
    await dani.locator('.told blockquote', { hasText: 'Llegó tarde' }).waitFor();
    expect(await dani.locator('.notices').innerText()).toContain('El tablero está bloqueado.');
    expect(await noteOf(dani, 'Llegó tarde').count()).toBe(0);
  });

  it('is led from the console: private writing, reveal, floor, time and steps', async () => {
    const [dani, eva, console_] = [await guest('Dani', PHONE), await guest('Eva', PHONE), await beto()];
    await console_.getByRole('button', { name: 'Empezar una ronda' }).click();
    await eva.locator('.hush').waitFor();
    await write(dani, 'SECRETO');
    await eva.locator('.back').waitFor();
    expect(await eva.content()).not.toContain('SECRETO');
    expect(await console_.content()).not.toContain('SECRETO');
    await console_.getByRole('button', { name: /^Revelar 1 nota/ }).click();
    await noteOf(eva, 'SECRETO').waitFor();
    await eva.getByRole('button', { name: 'Pedir la palabra' }).click();
    await eva.getByText('Hablás en 1.º lugar').waitFor();
    await console_.getByRole('button', { name: /^Dar la palabra/ }).click();
    await eva.locator('.queue-line').getByText('Tenés la palabra').waitFor();
    await console_.getByRole('button', { name: 'Pausar' }).click();
    await eva.locator('.timer').getByText('en pausa').waitFor();
    await console_.getByRole('button', { name: /^Pasar a: / }).click();
    await eva.getByText('Pausa. Seguimos cuando termine el tiempo.').waitFor();
  });

  it('moves nothing under the hands of somebody who writes', async () => {
    const [dani, eva] = [await guest('Dani', PHONE), await guest('Eva')];
    await dani.getByRole('button', { name: 'Escribir una nota' }).click();
    await dani.locator('#compose-text').fill('Escribo con calma');
    await dani.keyboard.press('Home');
    const look = () =>
      dani.evaluate(() => [
        document.activeElement?.id,
        (document.activeElement as HTMLTextAreaElement).selectionStart,
        scrollY,
        document.querySelectorAll('[data-note]').length,
      ]);
    const before = await look();
    for (const number of [1, 2, 3, 4, 5]) await write(eva, `Nota ${number} de Eva`);
    await dani.getByText('5 cambios esperan a que termines.').waitFor();
    expect(await look()).toEqual(before);
    await dani.keyboard.press('Escape');
    await noteOf(dani, 'Nota 5 de Eva').waitFor();
  });

  it('is worked by keys alone, and the focus is never lost', async () => {
    const dani = await guest('Dani');
    const lost: string[] = [];
    const press = async (key: string) => {
      await dani.keyboard.press(key);
      await dani.waitForTimeout(120);
      if (await isLost(dani)) lost.push(key);
    };
    await dani.keyboard.press('Tab');
    for (const key of [
      'n',
      'H',
      'o',
      'l',
      'a',
      'Control+Enter',
      'Shift+ArrowRight',
      'Shift+ArrowLeft',
      'e',
      '!',
      'Control+Enter',
      'm',
      'ArrowDown',
      'Enter',
      's',
      'Escape',
      'Enter',
      'Escape',
      '?',
      'Escape',
      'Control+z',
      'Control+Shift+z',
      'ArrowUp',
      'Delete',
      'v',
      'h',
    ])
      await press(key);
    expect(lost).toEqual([]);
    await dani.getByText('Hablás en 1.º lugar').waitFor();
  });
});
