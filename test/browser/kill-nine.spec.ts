import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Room } from '../pages/room.js';
import type { Person } from '../pages/person.js';
import { launch, person } from './chromium.js';
import { startProduct, type Product } from './product.js';

/** The table of the sample cycle that is in session. */
const CODE = 'A8B3VQ';
const NOTES_EACH = 6;

let product: Product;
let browser: Browser;
let people: Person[];

beforeAll(async () => {
  browser = await launch();
  product = await startProduct({ sample: true });
  people = await Promise.all(Array.from({ length: 3 }, () => person(browser, product.url)));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const textOf = (who: number, note: number): string => `Nota ${note} de la persona ${who}, escrita mientras el servidor cae`;
const everything = [0, 1, 2].flatMap((who) => Array.from({ length: NOTES_EACH }, (_, note) => textOf(who, note)));

/** By its key, again where nothing came of it: before the board has answered who one is, nobody can write. */
async function startNote(page: Page): Promise<void> {
  const sheet = page.locator('#compose-text');
  for (let press = 0; press < 20 && !(await sheet.isVisible()); press += 1) {
    await page.keyboard.press('n');
    await sheet.waitFor({ timeout: 1000 }).catch(() => undefined);
  }
}

/** Writes by keys, as fast as a person who knows them; says which notes the room called saved before anything else happened. */
async function writeAll(page: Page, who: number, saved: Set<string>): Promise<void> {
  for (let note = 0; note < NOTES_EACH; note += 1) {
    await startNote(page);
    await page.locator('#compose-text').fill(textOf(who, note));
    await page.keyboard.press('Control+Enter');
    await page.locator('#compose-text').waitFor({ state: 'detached' });
    const word = await page.locator('.link-state').first().innerText();
    if (word.trim() === 'Guardado') saved.add(textOf(who, note));
    await page.waitForTimeout(250);
  }
}

/** How often each of the texts stands on the board of this page. */
async function counts(page: Page): Promise<Record<string, number>> {
  const shown = await page.locator('[data-note]').allInnerTexts();
  return Object.fromEntries(everything.map((text) => [text, shown.filter((note) => note.includes(text)).length]));
}

const once = Object.fromEntries(everything.map((text) => [text, 1]));

async function settled(page: Page): Promise<Record<string, number>> {
  const end = Date.now() + 60_000;
  for (;;) {
    const now = await counts(page);
    if (Object.values(now).every((count) => count === 1) || Date.now() > end) return now;
    await page.waitForTimeout(300);
  }
}

describe('A server that is killed while three people write', () => {
  it('has every note it acknowledged, once, and the browsers catch up by themselves', async () => {
    const names = ['Olga', 'Tomás', 'Inés'];
    for (const [index, each] of people.entries()) await new Room(each).joins(CODE, names[index] ?? '');
    const saved = new Set<string>();
    const writing = people.map((each, index) => writeAll(each.page, index, saved));
    await people[0]?.page.waitForTimeout(900);
    await product.kill();
    const savedBefore = new Set(saved);
    await people[0]?.page.waitForTimeout(1500);
    await product.start();
    await Promise.all(writing);

    for (const each of people) expect(await settled(each.page)).toEqual(once);
    const later = await person(browser, product.url);
    await new Room(later).joins(CODE, 'Llega después');
    const found = await settled(later.page);
    for (const text of savedBefore) expect([text, found[text]]).toEqual([text, 1]);
    expect(found).toEqual(once);
  }, 170_000);
});
